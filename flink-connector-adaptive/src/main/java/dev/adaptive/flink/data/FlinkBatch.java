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
package dev.adaptive.flink.data;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A batch of the core as rows of Flink. Read by one thread; freed exactly once, by that thread or,
 * when nobody reads any longer, by another one.
 */
public final class FlinkBatch implements AutoCloseable {
  private final ColumnBatch batch;
  private final MemoryBudget budget;
  private final List<DictionaryStrings> dictionaries = new ArrayList<>(4);
  private final AtomicBoolean closed = new AtomicBoolean();
  private long reserved;
  private ColumnarRow row;

  FlinkBatch(ColumnBatch batch, MemoryBudget budget) {
    this.batch = batch;
    this.budget = budget;
  }

  void setColumns(Column[] columns) {
    row = new ColumnarRow(columns);
  }

  DictionaryStrings use(DictionaryStrings strings) {
    dictionaries.add(strings.retain());
    return strings;
  }

  void reserve(long bytes, String owner) {
    budget.reserve(bytes, owner);
    reserved += bytes;
  }

  /** Number of rows. */
  public int rows() {
    return batch.rows();
  }

  /** The batch's one row view; move it before reading. */
  public ColumnarRow row() {
    return row;
  }

  /** Frees the batch; its row cannot be read any longer. Closing again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (row != null) {
        row.detach();
      }
      batch.close();
      dictionaries.forEach(DictionaryStrings::release);
      budget.release(reserved);
    }
  }
}
