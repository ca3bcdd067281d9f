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
package dev.adaptive.parquet.decode;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** BYTE_STREAM_SPLIT values of 32 bits. */
final class SplitIntDecoder implements ValueDecoder<int[]> {
  private final SplitBytes bytes = new SplitBytes(4);

  @Override
  public void init(PageInput page) {
    bytes.init(page);
  }

  @Override
  public void read(int[] into, int count) {
    int first = bytes.advance(count);
    ByteBuffer buffer = bytes.input().buffer();
    Arrays.fill(into, 0, count, 0);
    for (int stream = 0; stream < 4; stream++) {
      int from = bytes.position(first, stream);
      int shift = stream << 3;
      for (int i = 0; i < count; i++) {
        into[i] |= (buffer.get(from + i) & 0xff) << shift;
      }
    }
  }

  @Override
  public void skip(int count) {
    bytes.advance(count);
  }
}
