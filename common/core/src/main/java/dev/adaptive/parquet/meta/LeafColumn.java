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
package dev.adaptive.parquet.meta;

import dev.adaptive.parquet.decode.PhysicalType;
import dev.adaptive.schema.DataType;

/**
 * A column of a file that holds values: at the top level, or a leaf of a nested column.
 *
 * @param name as in the file; of a nested leaf, the names from the top level down, joined by dots
 * @param ordinal index of its chunk in each row group
 * @param physicalType how values are stored
 * @param typeLength bytes per value for {@link PhysicalType#FIXED_LEN_BYTE_ARRAY}, else 0
 * @param definition definition level of a value; lower levels are null, or have no value because
 *     something above is null or empty
 * @param repetition greatest repetition level, the number of lists and maps the leaf is in
 * @param type what the values mean
 */
public record LeafColumn(
    String name,
    int ordinal,
    PhysicalType physicalType,
    int typeLength,
    int definition,
    int repetition,
    DataType type)
    implements ColumnNode {

  /** Whether there may be nulls. */
  public boolean optional() {
    return definition > 0;
  }
}
