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
package dev.adaptive.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;

/**
 * Lends off-heap blocks that are reserved in a budget first. Freed blocks are kept for the next
 * request of the same size class, still reserved since they still exist; they are given up as soon
 * as a request would not fit otherwise.
 *
 * <p>Sizes are rounded up to one of four steps per power of two, so at most a quarter is wasted.
 * Thread-safe. Closing frees the kept blocks; blocks that are lent are freed when they are closed.
 */
public final class BlockAllocator implements AutoCloseable {
  private static final int MIN_BLOCK = 64;
  private static final int CLASSES = 4 * 32;

  private final MemoryBudget budget;
  private final long maxKept;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final ArrayDeque<ByteBuffer>[] kept = new ArrayDeque[CLASSES];

  private long keptBytes;
  private boolean closed;

  /** An allocator that keeps at most a quarter of its budget for reuse. */
  public BlockAllocator(MemoryBudget budget) {
    this.budget = budget;
    this.maxKept = budget.limit() / 4;
  }

  public MemoryBudget budget() {
    return budget;
  }

  /**
   * Lends a block of at least {@code bytes} bytes.
   *
   * @param owner what it is for; named in the error
   * @throws MemoryBudgetExceededException if the budget or the JVM's direct memory is used up
   */
  public MemoryBlock allocate(long bytes, String owner) {
    if (bytes > Integer.MAX_VALUE - 8) {
      throw budget.exceeded(bytes, owner);
    }
    int size = roundUp((int) Math.max(bytes, MIN_BLOCK));
    ByteBuffer reused = takeKept(size);
    if (reused != null) {
      return new MemoryBlock(this, reused);
    }
    if (!budget.tryReserve(size)) {
      freeKept();
      budget.reserve(size, owner);
    }
    ByteBuffer buffer = null;
    try {
      buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
      return new MemoryBlock(this, buffer);
    } catch (OutOfMemoryError e) {
      freeKept();
      throw new MemoryBudgetExceededException(owner, size, e);
    } finally {
      if (buffer == null) {
        budget.release(size);
      }
    }
  }

  private synchronized ByteBuffer takeKept(int size) {
    ArrayDeque<ByteBuffer> free = kept[sizeClass(size)];
    ByteBuffer buffer = free == null ? null : free.pollLast();
    if (buffer != null) {
      keptBytes -= size;
    }
    return buffer;
  }

  void recycle(ByteBuffer buffer) {
    int size = buffer.capacity();
    synchronized (this) {
      if (!closed && keptBytes + size <= maxKept) {
        int sizeClass = sizeClass(size);
        if (kept[sizeClass] == null) {
          kept[sizeClass] = new ArrayDeque<>(4);
        }
        kept[sizeClass].addLast(buffer);
        keptBytes += size;
        return;
      }
    }
    free(buffer);
  }

  /** Frees the blocks kept for reuse. */
  public synchronized void freeKept() {
    for (ArrayDeque<ByteBuffer> free : kept) {
      if (free != null) {
        for (ByteBuffer buffer = free.pollLast(); buffer != null; buffer = free.pollLast()) {
          keptBytes -= buffer.capacity();
          free(buffer);
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    freeKept();
  }

  private void free(ByteBuffer buffer) {
    int size = buffer.capacity();
    try {
      DirectMemory.release(buffer);
    } finally {
      budget.release(size);
    }
  }

  /** The smallest of 4, 5, 6, 7 times a power of two that is not below {@code bytes}. */
  private static int roundUp(int bytes) {
    int step = Math.max(1, Integer.highestOneBit(bytes) >>> 2);
    long rounded = ((long) bytes + step - 1) / step * step;
    return (int) Math.min(rounded, Integer.MAX_VALUE - 8);
  }

  private static int sizeClass(int rounded) {
    int log = 31 - Integer.numberOfLeadingZeros(rounded);
    return log * 4 + ((rounded >>> (log - 2)) & 3);
  }
}
