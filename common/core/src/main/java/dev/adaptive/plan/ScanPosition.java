/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package dev.adaptive.plan;

import java.io.Serializable;

/**
 * Where in a split to go on: behind {@code rows} rows that passed the filter in the split's unit
 * number {@code unit}, or in the range of its rows that the split has. Positions mean the same as
 * long as the files and the filter do.
 */
public record ScanPosition(int unit, long rows) implements Serializable {
  public static final ScanPosition START = new ScanPosition(0, 0);

  public ScanPosition {
    if (unit < 0 || rows < 0) {
      throw new IllegalArgumentException("not a position: unit " + unit + ", rows " + rows);
    }
  }
}
