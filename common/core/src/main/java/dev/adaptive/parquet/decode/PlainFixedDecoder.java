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

import dev.adaptive.batch.FixedVectorBuilder;

/** PLAIN byte strings of a fixed length, and INT96, one after the other. */
final class PlainFixedDecoder implements ValueDecoder<BinarySlices>, RawDecoder {
  private final int length;
  private PageInput input;

  PlainFixedDecoder(int length) {
    this.length = length;
  }

  @Override
  public void init(PageInput page) {
    input = page;
  }

  @Override
  public void read(BinarySlices into, int count) {
    int position = input.position();
    skip(count);
    into.source = input.buffer();
    for (int i = 0; i < count; i++) {
      into.offsets[i] = position + i * length;
      into.lengths[i] = length;
    }
  }

  @Override
  public void copyTo(FixedVectorBuilder builder, int count) {
    int position = input.position();
    skip(count);
    builder.appendBytes(input.buffer(), position, null, count);
  }

  @Override
  public void skip(int count) {
    long bytes = (long) count * length;
    input.skip(bytes > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) bytes);
  }
}
