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
package dev.adaptive.spark;

import dev.adaptive.batch.BatchReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.spark.vector.BatchConverter;
import dev.adaptive.stats.ReadStats;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Delivers the batches of one split. A batch is valid until the next one is asked for, as with
 * Spark's own columnar readers, or until its consumer frees it. The last batch outlives {@link
 * #close}, since Spark 4.2 closes a reader as soon as it is exhausted; it is freed at the end of
 * the task, whichever way the task ends.
 */
final class AdaptivePartitionReader implements PartitionReader<ColumnarBatch> {
  private final BatchReader reader;
  private final Storage storage;
  private final BatchConverter converter;
  private final MemoryBudget budget;
  private final ReadStats stats;
  private final boolean inTask;
  private long left;
  private ColumnarBatch current;
  private CustomTaskMetric[] earlier = {};

  /**
   * @param reader closed by this one
   * @param storage closed by this one
   * @param limit most rows to deliver, or {@link AdaptiveScan#NO_LIMIT}
   * @param budget for the strings of dictionaries, and the budget of the reader
   * @param stats where the reader counts
   */
  AdaptivePartitionReader(
      BatchReader reader,
      Storage storage,
      StructType readSchema,
      int limit,
      MemoryBudget budget,
      ReadStats stats) {
    this.reader = reader;
    this.storage = storage;
    this.converter = new BatchConverter(readSchema, budget);
    this.budget = budget;
    this.stats = stats;
    this.left = limit == AdaptiveScan.NO_LIMIT ? Long.MAX_VALUE : limit;
    TaskContext task = TaskContext.get();
    this.inTask = task != null;
    if (inTask) {
      TaskCompletionListener atEnd = context -> closeAll();
      task.addTaskCompletionListener(atEnd);
    }
  }

  @Override
  public boolean next() {
    if (left <= 0) {
      return false;
    }
    ColumnBatch batch = reader.next();
    if (batch == null) {
      return false;
    }
    freeCurrent();
    try {
      current = converter.convert(batch);
    } catch (RuntimeException | Error e) {
      batch.close();
      throw e;
    }
    if (current.numRows() > left) {
      current.setNumRows((int) left);
    }
    left -= current.numRows();
    return true;
  }

  @Override
  public ColumnarBatch get() {
    return current;
  }

  /** Also valid after {@link #close}. */
  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return ScanMetrics.ofTask(stats, budget.peak(), earlier);
  }

  /** Called up to Spark 4.1, which has a task's readers carry each other's counts forward. */
  @Override
  public void initMetricsValues(CustomTaskMetric[] metrics) {
    earlier = metrics.clone();
  }

  @Override
  public void close() {
    converter.close();
    reader.close();
    storage.close();
    if (!inTask) {
      freeCurrent();
    }
  }

  private void closeAll() {
    try {
      close();
    } finally {
      freeCurrent();
    }
  }

  private void freeCurrent() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
