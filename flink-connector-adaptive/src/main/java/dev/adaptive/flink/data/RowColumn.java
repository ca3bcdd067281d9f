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
package dev.adaptive.flink.data;

import java.nio.ByteBuffer;
import org.apache.flink.table.data.RowData;

/** Rows inside of rows: views of columns on the heap. */
final class RowColumn extends Column {
  private final Column[] fields;

  /**
   * @param fields on the heap, as many rows as this column
   */
  RowColumn(ByteBuffer validity, Column[] fields) {
    super(validity);
    this.fields = fields;
  }

  @Override
  RowData getRow(int row) {
    return new ColumnarRow(fields, row);
  }

  @Override
  Object showValue(int row) {
    return getRow(row);
  }
}
