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
import org.apache.flink.table.data.MapData;

/** Maps: views of columns of keys and values on the heap. */
final class MapColumn extends Column {
  private final ByteBuffer offsets;
  private final Column keys;
  private final Column values;

  /**
   * @param offsets where each row's entries start, 32 bits each, one more than rows
   * @param keys those of all rows, on the heap
   * @param values as many as keys, on the heap
   */
  MapColumn(ByteBuffer validity, ByteBuffer offsets, Column keys, Column values) {
    super(validity);
    this.offsets = offsets;
    this.keys = keys;
    this.values = values;
  }

  @Override
  MapData getMap(int row) {
    int from = offsets.getInt(row << 2);
    int size = offsets.getInt((row + 1) << 2) - from;
    return new ColumnarMap(
        new ColumnarArray(keys, from, size), new ColumnarArray(values, from, size));
  }

  @Override
  Object showValue(int row) {
    return getMap(row);
  }
}
