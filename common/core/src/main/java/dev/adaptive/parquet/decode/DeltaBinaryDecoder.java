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

/**
 * DELTA_BYTE_ARRAY: how many bytes each value shares with the one before it, then the rest as
 * DELTA_LENGTH_BYTE_ARRAY.
 */
final class DeltaBinaryDecoder implements ValueDecoder<BinarySlices> {
  private final BlockAllocator allocator;
  private final DeltaLengths prefixes;
  private final DeltaLengths suffixes;
  private PageInput input;
  private int next;

  /**
   * Values put together by the last read; the last of them is where the next one takes its prefix
   * from.
   */
  private MemoryBlock values;

  private int previousOffset;
  private int previousLength;

  DeltaBinaryDecoder(BlockAllocator allocator) {
    this.allocator = allocator;
    this.prefixes = new DeltaLengths(allocator);
    this.suffixes = new DeltaLengths(allocator);
  }

  @Override
  public void init(PageInput page) {
    prefixes.init(page);
    suffixes.init(page);
    if (prefixes.count() != suffixes.count()) {
      throw new MalformedPageException(
          "the page has " + prefixes.count() + " prefixes, but " + suffixes.count() + " suffixes");
    }
    input = page;
    next = 0;
    previousOffset = 0;
    previousLength = 0;
  }

  @Override
  public void read(BinarySlices into, int count) {
    long bytes = previousLength;
    for (int i = 0; i < count; i++) {
      bytes += (long) prefixes.get(next + i) + suffixes.get(next + i);
    }
    int position = makeRoom(bytes);
    ByteBuffer target = values.buffer();
    into.source = target;
    for (int i = 0; i < count; i++) {
      int length = append(target, position);
      into.offsets[i] = position;
      into.lengths[i] = length;
      position += length;
    }
  }

  @Override
  public void skip(int count) {
    // values cannot be passed over: later ones are built on them
    for (int i = 0; i < count; i++) {
      int position = makeRoom((long) previousLength + prefixes.get(next) + suffixes.get(next));
      append(values.buffer(), position);
    }
  }

  /** Puts the next value together at {@code position}; its length. */
  private int append(ByteBuffer target, int position) {
    int prefix = prefixes.get(next);
    int suffix = suffixes.get(next);
    if (prefix > previousLength) {
      throw new MalformedPageException(
          "a value shares "
              + prefix
              + " bytes with the one before it, which has only "
              + previousLength);
    }
    next++;
    int from = input.position();
    input.skip(suffix);
    target.put(position, target, previousOffset, prefix);
    target.put(position + prefix, input.buffer(), from, suffix);
    previousOffset = position;
    previousLength = prefix + suffix;
    return previousLength;
  }

  /** Makes room for so many bytes, the previous value first; where the next value goes. */
  private int makeRoom(long bytes) {
    if (values == null || values.capacity() < bytes + PageInput.PADDING) {
      MemoryBlock larger = allocator.allocate(bytes + PageInput.PADDING, "the values of a page");
      if (values != null) {
        larger.buffer().put(0, values.buffer(), previousOffset, previousLength);
        values.close();
      }
      values = larger;
    } else {
      values.buffer().put(0, values.buffer(), previousOffset, previousLength);
    }
    previousOffset = 0;
    return previousLength;
  }

  @Override
  public void close() {
    prefixes.close();
    suffixes.close();
    if (values != null) {
      values.close();
      values = null;
    }
  }
}
