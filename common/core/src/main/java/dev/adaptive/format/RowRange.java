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
package dev.adaptive.format;

import java.io.Serializable;

/**
 * Rows of a unit that follow each other. Immutable.
 *
 * @param from the first row, counted from the unit's own first
 * @param to behind the last row
 */
public record RowRange(long from, long to) implements Serializable {
  public RowRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no range of rows: " + from + " to " + to);
    }
  }

  /** Number of rows. */
  public long rows() {
    return to - from;
  }
}
