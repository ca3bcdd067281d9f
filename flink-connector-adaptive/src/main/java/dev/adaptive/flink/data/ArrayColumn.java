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
import org.apache.flink.table.data.ArrayData;

/** Arrays: views of a column of elements on the heap. */
final class ArrayColumn extends Column {
  private final ByteBuffer offsets;
  private final Column elements;

  /**
   * @param offsets where each row's elements start, 32 bits each, one more than rows
   * @param elements those of all rows, on the heap
   */
  ArrayColumn(ByteBuffer validity, ByteBuffer offsets, Column elements) {
    super(validity);
    this.offsets = offsets;
    this.elements = elements;
  }

  @Override
  ArrayData getArray(int row) {
    int from = offsets.getInt(row << 2);
    return new ColumnarArray(elements, from, offsets.getInt((row + 1) << 2) - from);
  }

  @Override
  Object showValue(int row) {
    return getArray(row);
  }
}
