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
import dev.adaptive.memory.MemoryBlock;
import java.nio.ByteBuffer;

/** BYTE_STREAM_SPLIT byte strings of a fixed length. */
final class SplitFixedDecoder implements ValueDecoder<BinarySlices> {
  private final int length;
  private final SplitBytes bytes;
  private final BlockAllocator allocator;
  private MemoryBlock values;

  SplitFixedDecoder(int length, BlockAllocator allocator) {
    this.length = length;
    this.bytes = new SplitBytes(length);
    this.allocator = allocator;
  }

  @Override
  public void init(PageInput page) {
    bytes.init(page);
  }

  @Override
  public void read(BinarySlices into, int count) {
    int first = bytes.advance(count);
    long needed = (long) count * length + PageInput.PADDING;
    if (values == null || values.capacity() < needed) {
      close();
      values = allocator.allocate(needed, "the values of a page");
    }
    ByteBuffer source = bytes.input().buffer();
    ByteBuffer target = values.buffer();
    for (int stream = 0; stream < length; stream++) {
      int from = bytes.position(first, stream);
      for (int i = 0; i < count; i++) {
        target.put(i * length + stream, source.get(from + i));
      }
    }
    into.source = target;
    for (int i = 0; i < count; i++) {
      into.offsets[i] = i * length;
      into.lengths[i] = length;
    }
  }

  @Override
  public void skip(int count) {
    bytes.advance(count);
  }

  @Override
  public void close() {
    if (values != null) {
      values.close();
      values = null;
    }
  }
}
