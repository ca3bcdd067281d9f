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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  private final List<HeapDictionary> dictionaries = new ArrayList<>(4);
  private final AtomicBoolean closed = new AtomicBoolean();
  private long reserved;
  private ColumnarRow row;

  FlinkBatch(ColumnBatch batch, MemoryBudget budget) {
    this.batch = batch;
    this.budget = budget;
  }

  void setColumns(Column[] columns) {
    row = new ColumnarRow(columns, 0);
  }

  HeapDictionary use(HeapDictionary dictionary) {
    dictionaries.add(dictionary.retain());
    return dictionary;
  }

  /** A copy on the heap, reserved until the batch is freed; it may be kept for longer. */
  ByteBuffer copyToHeap(ByteBuffer source, int from, int bytes) {
    ByteBuffer copy = allocate(bytes);
    source.get(from, copy.array());
    return copy;
  }

  /** The rows that are not null in either bitmap; null stands for a bitmap without nulls. */
  ByteBuffer and(ByteBuffer validity, ByteBuffer other) {
    if (validity == null || other == null) {
      return validity == null ? other : validity;
    }
    ByteBuffer both = allocate(bitmapBytes(batch.rows()));
    for (int i = 0; i < both.capacity(); i++) {
      both.put(i, (byte) (validity.get(i) & other.get(i)));
    }
    return both;
  }

  private ByteBuffer allocate(int bytes) {
    budget.reserve(bytes, "strings and nested values of a batch");
    reserved += bytes;
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Size of a bitmap. */
  static int bitmapBytes(int rows) {
    return (rows + 7) >>> 3;
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
      dictionaries.forEach(HeapDictionary::release);
      budget.release(reserved);
    }
  }
}
