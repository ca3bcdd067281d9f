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

import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.schema.DataType;

/** What a file says about one of its units. Columns are named as in the file. */
public interface UnitMetadata {

  long rows();

  /**
   * Bytes in the file of those parts of the column that have to be read.
   *
   * @param type the type to deliver, which may leave out fields of structs
   */
  long compressedBytes(String column, DataType type);

  /** The same bytes once decompressed, still encoded. */
  long uncompressedBytes(String column, DataType type);

  /**
   * What is known of the column's values; only what can be trusted, and nothing of a nested column.
   */
  ColumnStatistics statistics(String column);
}
