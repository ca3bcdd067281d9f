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
package dev.adaptive.flink;

import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.stats.ReadStats;

/**
 * What one source reader has for all its splits: the storage, the memory budget, the batches on
 * their way and the counters.
 *
 * @param storage where the files are
 * @param budget all of the reader's memory
 * @param pool the batches on their way
 * @param stats what is counted
 */
record ReaderContext(Storage storage, MemoryBudget budget, BatchPool pool, ReadStats stats)
    implements AutoCloseable {
  /** One batch is consumed while the next one is decoded. */
  private static final int BATCHES = 2;

  static ReaderContext open(ReadOptions options, int subtask) {
    MemoryBudget budget =
        MemoryBudget.root("source reader " + subtask, options.memory(Machine.current()).limit());
    return new ReaderContext(
        new LocalStorage(options.get(OptionTable.MMAP)),
        budget,
        new BatchPool(BATCHES),
        new ReadStats());
  }

  /** Frees the batches that are left and the storage. */
  @Override
  public void close() {
    pool.close();
    storage.close();
  }
}
