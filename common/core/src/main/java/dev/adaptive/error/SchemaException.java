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
package dev.adaptive.error;

import java.util.Collection;

/**
 * Columns, types or filters do not fit the data: an unknown column, a literal of the wrong type,
 * files that disagree.
 */
public final class SchemaException extends AdaptiveException {
  private static final long serialVersionUID = 1L;

  public SchemaException(String message) {
    super(message);
  }

  /** The error for a column that is not there; names the nearest one that is. */
  public static SchemaException noSuchColumn(String name, Collection<String> available) {
    return new SchemaException(
        "there is no column '"
            + name
            + "'"
            + Nearest.hint(name, available)
            + ". The columns are: "
            + String.join(", ", available));
  }
}
