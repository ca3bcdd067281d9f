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

import dev.adaptive.memory.BlockAllocator;

/** DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes. */
final class DeltaLengthBinaryDecoder implements ValueDecoder<BinarySlices> {
  private final DeltaLengths lengths;
  private PageInput input;
  private int next;

  DeltaLengthBinaryDecoder(BlockAllocator allocator) {
    this.lengths = new DeltaLengths(allocator);
  }

  @Override
  public void init(PageInput page) {
    lengths.init(page);
    input = page;
    next = 0;
  }

  @Override
  public void read(BinarySlices into, int count) {
    into.source = input.buffer();
    for (int i = 0; i < count; i++) {
      int length = lengths.get(next++);
      into.offsets[i] = input.position();
      into.lengths[i] = length;
      input.skip(length);
    }
  }

  @Override
  public void skip(int count) {
    for (int i = 0; i < count; i++) {
      input.skip(lengths.get(next++));
    }
  }

  @Override
  public void close() {
    lengths.close();
  }
}
