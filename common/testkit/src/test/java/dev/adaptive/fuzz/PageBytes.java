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
package dev.adaptive.fuzz;

import dev.adaptive.parquet.decode.PageInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A page in memory, with exactly the bytes behind it that decoders may load. */
final class PageBytes {
  private final ByteBuffer buffer;
  private final int length;

  /** The page is {@code data} from {@code offset} on. */
  PageBytes(byte[] data, int offset) {
    length = data.length - offset;
    buffer = ByteBuffer.allocateDirect(length + PageInput.PADDING).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(0, data, offset, length);
    for (int i = 0; i < PageInput.PADDING; i++) {
      buffer.put(length + i, (byte) 0xa5);
    }
  }

  PageInput input() {
    return new PageInput(buffer, 0, length);
  }
}
