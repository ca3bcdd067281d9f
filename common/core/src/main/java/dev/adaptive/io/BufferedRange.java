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
package dev.adaptive.io;

import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A range that is read into a window of reserved memory. As long as slices follow each other the
 * window grows, so that one read serves several of them; after a gap it begins small again, so that
 * little is read in vain.
 */
final class BufferedRange implements FileRange {
  private static final int SMALLEST_WINDOW = 1 << 12;
  private static final int LARGEST_WINDOW = 1 << 18;

  /** The window takes at most this share of what the budget could still lend. */
  private static final int SHARE = 16;

  private final InputFile file;
  private final long offset;
  private final long length;
  private final BlockAllocator allocator;
  private final String owner;
  private final Runnable onClose;

  private MemoryBlock window;

  /** Where in the range the window begins. */
  private long windowStart;

  private int windowLength;
  private int wanted = SMALLEST_WINDOW / 2;
  private boolean closed;

  /**
   * @param onClose run once, when the range is closed
   */
  BufferedRange(
      InputFile file, long offset, long length, BlockAllocator allocator, Runnable onClose) {
    this.file = file;
    this.offset = offset;
    this.length = length;
    this.allocator = allocator;
    this.owner = "bytes of " + file.location();
    this.onClose = onClose;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public ByteBuffer slice(long position, int size) {
    Objects.checkFromIndexSize(position, size, length);
    if (closed) {
      throw new IllegalStateException("range of " + file.location() + " is closed");
    }
    if (size == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.LITTLE_ENDIAN);
    }
    if (position < windowStart || position + size > windowStart + windowLength) {
      moveTo(position, size);
    }
    return window
        .buffer()
        .slice((int) (position - windowStart), size)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Makes the window begin at {@code position}, keeping the bytes that are in it already. */
  private void moveTo(long position, int size) {
    boolean follows = position >= windowStart && position <= windowStart + windowLength;
    int kept = follows ? (int) (windowStart + windowLength - position) : 0;
    int keptFrom = windowLength - kept;
    if (!follows) {
      wanted = SMALLEST_WINDOW;
    } else if (2L * wanted <= allocator.budget().available() / SHARE) {
      wanted = Math.min(2 * wanted, LARGEST_WINDOW);
    }
    int end = (int) Math.min(length - position, Math.max(size, wanted));
    windowLength = 0;
    if (window == null || window.capacity() < end) {
      grow(keptFrom, kept, end);
    } else if (kept > 0) {
      window.buffer().put(0, window.buffer(), keptFrom, kept);
    }
    file.read(offset + position + kept, window.buffer().duplicate().position(kept).limit(end));
    windowStart = position;
    windowLength = end;
  }

  private void grow(int keptFrom, int kept, int capacity) {
    if (kept == 0 && window != null) {
      window.close();
      window = null;
    }
    MemoryBlock larger = allocator.allocate(capacity, owner);
    if (kept > 0) {
      larger.buffer().put(0, window.buffer(), keptFrom, kept);
      window.close();
    }
    window = larger;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (window != null) {
        window.close();
        window = null;
      }
      onClose.run();
    }
  }
}
