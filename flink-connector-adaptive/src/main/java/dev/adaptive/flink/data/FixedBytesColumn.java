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

/** Byte strings of one length; each value is a copy. */
final class FixedBytesColumn extends Column {
  private final ByteBuffer data;
  private final int width;

  FixedBytesColumn(ByteBuffer validity, ByteBuffer data, int width) {
    super(validity);
    this.data = data;
    this.width = width;
  }

  @Override
  byte[] getBinary(int row) {
    byte[] bytes = new byte[width];
    data.get(row * width, bytes);
    return bytes;
  }

  @Override
  Object showValue(int row) {
    return Arrays.toString(getBinary(row));
  }
}
