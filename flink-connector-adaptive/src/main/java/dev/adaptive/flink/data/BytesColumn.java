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
import java.util.Arrays;

/** Byte strings of any length; each value is a copy. */
final class BytesColumn extends Column {
  private final ByteBuffer offsets;
  private final ByteBuffer data;
  private final int start;

  /**
   * @param offsets where values start, 32 bits each, one more than rows
   * @param start the offset at which {@code data} starts
   */
  BytesColumn(ByteBuffer validity, ByteBuffer offsets, ByteBuffer data, int start) {
    super(validity);
    this.offsets = offsets;
    this.data = data;
    this.start = start;
  }

  @Override
  byte[] getBinary(int row) {
    int from = offsets.getInt(row << 2);
    byte[] bytes = new byte[offsets.getInt((row + 1) << 2) - from];
    data.get(from - start, bytes);
    return bytes;
  }

  @Override
  Object showValue(int row) {
    return Arrays.toString(getBinary(row));
  }
}
