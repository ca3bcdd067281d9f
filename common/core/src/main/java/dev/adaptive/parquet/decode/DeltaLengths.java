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

/**
 * The lengths in front of the bytes of a delta-encoded page of byte strings: all of them, decoded
 * when the page starts.
 */
final class DeltaLengths implements AutoCloseable {
  private static final int STEP = 1024;

  private final BlockAllocator allocator;
  private final DeltaRuns runs = new DeltaRuns();
  private final int[] step = new int[STEP];
  private MemoryBlock block;
  private int count;

  DeltaLengths(BlockAllocator allocator) {
    this.allocator = allocator;
  }

  /** Reads the lengths and moves the input behind them. */
  void init(PageInput page) {
    runs.init(page);
    count = runs.total();
    long bytes = 4L * count;
    if (block != null && block.capacity() < bytes) {
      close();
    }
    if (block == null) {
      block = allocator.allocate(bytes, "the lengths of a page's values");
    }
    for (int done = 0; done < count; done += STEP) {
      int take = Math.min(STEP, count - done);
      runs.read(step, 0, take);
      for (int i = 0; i < take; i++) {
        if (step[i] < 0) {
          throw new MalformedPageException("a value of " + step[i] + " bytes");
        }
        block.buffer().putInt((done + i) << 2, step[i]);
      }
    }
    runs.finish();
  }

  int count() {
    return count;
  }

  int get(int index) {
    if (index >= count) {
      throw new MalformedPageException("the page holds only " + count + " values");
    }
    return block.buffer().getInt(index << 2);
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
      block = null;
    }
  }
}
