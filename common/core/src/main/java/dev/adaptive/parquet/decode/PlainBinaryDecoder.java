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

/** PLAIN byte strings: a length in four bytes, then the bytes. */
final class PlainBinaryDecoder implements ValueDecoder<BinarySlices> {
  private PageInput input;

  @Override
  public void init(PageInput page) {
    input = page;
  }

  @Override
  public void read(BinarySlices into, int count) {
    ByteBuffer bytes = input.buffer();
    int limit = input.limit();
    int position = input.position();
    into.source = bytes;
    for (int i = 0; i < count; i++) {
      int length = position <= limit - 4 ? bytes.getInt(position) : -1;
      if (length < 0 || length > limit - 4 - position) {
        throw tooLong(length, limit - position);
      }
      into.offsets[i] = position + 4;
      into.lengths[i] = length;
      position += 4 + length;
    }
    input.skip(position - input.position());
  }

  @Override
  public void skip(int count) {
    for (int i = 0; i < count; i++) {
      input.skip(input.readInt());
    }
  }

  private static MalformedPageException tooLong(int length, int left) {
    return new MalformedPageException(
        "a value of "
            + (length < 0 ? "unknown length" : length + " bytes")
            + " was expected, but only "
            + left
            + " bytes are left");
  }
}
