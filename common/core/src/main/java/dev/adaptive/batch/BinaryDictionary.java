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
package dev.adaptive.batch;

import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.memory.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The distinct values of a dictionary-encoded column chunk, shared by its vectors and freed with
 * the last of them. Counts its users: it is created with one, {@link #retain} adds one, {@link
 * #release} takes one away.
 */
public final class BinaryDictionary {
  private final int[] offsets;
  private final int[] lengths;
  private final MemoryBlock block;
  private final ByteBuffer data;
  private final MemoryBudget budget;
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * Takes over the block and the reservation.
   *
   * @param offsets where each entry starts in the block
   * @param lengths bytes of each entry
   * @param budget where {@link #heapBytes(int)} for the two arrays is already reserved
   */
  public BinaryDictionary(int[] offsets, int[] lengths, MemoryBlock block, MemoryBudget budget) {
    this.offsets = offsets;
    this.lengths = lengths;
    this.block = block;
    this.data = block.buffer();
    this.budget = budget;
  }

  /** Bytes to reserve for the arrays of a dictionary of so many entries. */
  public static long heapBytes(int entries) {
    return 8L * entries;
  }

  /** Number of entries. */
  public int size() {
    return offsets.length;
  }

  public int offset(int code) {
    return offsets[code];
  }

  public int byteLength(int code) {
    return lengths[code];
  }

  /** All entries' bytes; access by absolute index only. */
  public ByteBuffer data() {
    return data;
  }

  /** A copy of the entry's bytes. */
  public byte[] getBytes(int code) {
    byte[] bytes = new byte[lengths[code]];
    data.get(offsets[code], bytes);
    return bytes;
  }

  public BinaryDictionary retain() {
    int before = users.getAndIncrement();
    if (before <= 0) {
      throw new IllegalStateException("the dictionary has been freed already");
    }
    return this;
  }

  public void release() {
    int left = users.decrementAndGet();
    if (left == 0) {
      block.close();
      budget.release(heapBytes(offsets.length));
    } else if (left < 0) {
      throw new IllegalStateException("the dictionary was released more often than retained");
    }
  }
}
