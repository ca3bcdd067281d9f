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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.batch.BatchReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.FixedVectorBuilder;
import dev.adaptive.batch.VectorBuilder;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.stats.ReadStats.Counter;
import dev.adaptive.testkit.MemoryCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who frees what and when, with batches that are made up. */
@ExtendWith(LocalSpark.class)
class AdaptivePartitionReaderTest {
  private static final StructType READ_SCHEMA = new StructType().add("n", "bigint");

  @RegisterExtension final MemoryCheck memory = new MemoryCheck();

  /** Batches of ten rows, 0 to 9, 10 to 19 and so on. */
  private static final class CountingReader implements BatchReader {
    private final BlockAllocator allocator;
    private final int batches;
    private int made;
    private boolean closed;

    CountingReader(MemoryBudget budget, int batches) {
      this.allocator = new BlockAllocator(budget);
      this.batches = batches;
    }

    @Override
    public Schema schema() {
      return new Schema(List.of(new Field("n", DataType.INT64, true)));
    }

    @Override
    public ColumnBatch next() {
      if (made == batches) {
        return null;
      }
      long[] values = new long[10];
      Arrays.setAll(values, i -> 10L * made + i);
      made++;
      FixedVectorBuilder builder =
          (FixedVectorBuilder) VectorBuilder.create(DataType.INT64, allocator, "test");
      builder.appendLongs(values, null, 10);
      return new ColumnBatch(schema(), List.of(builder.build()), 10);
    }

    @Override
    public void close() {
      closed = true;
      allocator.close();
    }
  }

  private static AdaptivePartitionReader reader(
      BatchReader batches, int limit, MemoryBudget budget, ReadStats stats) {
    return new AdaptivePartitionReader(
        batches, new LocalStorage(Mmap.AUTO), READ_SCHEMA, limit, budget, stats);
  }

  private static List<Long> values(ColumnarBatch batch) {
    List<Long> values = new ArrayList<>();
    batch.rowIterator().forEachRemaining(row -> values.add(row.getLong(0)));
    return values;
  }

  @Test
  void deliversBatchesAndFreesThem() {
    MemoryBudget budget = memory.budget(1 << 20);
    CountingReader batches = new CountingReader(budget, 3);
    AdaptivePartitionReader reader =
        reader(batches, AdaptiveScan.NO_LIMIT, budget, new ReadStats());
    long sum = 0;
    while (reader.next()) {
      sum += values(reader.get()).stream().mapToLong(n -> n).sum();
    }
    assertThat(sum).isEqualTo(29 * 30 / 2);
    assertThat(reader.next()).isFalse();
    reader.close();
    reader.close();
    assertThat(batches.closed).isTrue();
  }

  @Test
  void aLimitCutsTheLastBatchAndReadsNoMore() {
    MemoryBudget budget = memory.budget(1 << 20);
    CountingReader batches = new CountingReader(budget, 5);
    AdaptivePartitionReader reader = reader(batches, 15, budget, new ReadStats());
    assertThat(reader.next()).isTrue();
    assertThat(values(reader.get())).hasSize(10);
    assertThat(reader.next()).isTrue();
    assertThat(values(reader.get())).containsExactly(10L, 11L, 12L, 13L, 14L);
    assertThat(reader.next()).isFalse();
    assertThat(batches.made).isEqualTo(2);
    reader.close();
  }

  @Test
  void aConsumerMayFreeBatchesItself() {
    MemoryBudget budget = memory.budget(1 << 20);
    AdaptivePartitionReader reader =
        reader(new CountingReader(budget, 3), AdaptiveScan.NO_LIMIT, budget, new ReadStats());
    while (reader.next()) {
      reader.get().closeIfFreeable();
    }
    reader.close();
  }

  @Test
  void inATaskTheLastBatchLivesUntilTheTaskEndsHoweverItEnds(SparkSession spark) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    List<Long> last = context.parallelize(List.of(1), 1).map(i -> lastValueAfterClose()).collect();
    assertThat(last).containsExactly(29L);
    assertThat(UsedAtEnd.bytes).isZero();

    assertThatThrownBy(
            () ->
                context
                    .parallelize(List.of(1), 1)
                    .map(
                        i -> {
                          lastValueAfterClose();
                          throw new IllegalStateException("task fails");
                        })
                    .collect())
        .hasMessageContaining("task fails");
    assertThat(UsedAtEnd.bytes).isZero();
  }

  /**
   * What was still reserved when the task's listeners had run; local tasks share the test's
   * classes.
   */
  private static final class UsedAtEnd {
    static volatile long bytes = -1;
  }

  private static long lastValueAfterClose() {
    MemoryBudget budget = MemoryBudget.root("task", 1 << 20);
    UsedAtEnd.bytes = -1;
    // listeners run in reverse order: this one after the reader's
    TaskContext.get()
        .addTaskCompletionListener(
            (org.apache.spark.util.TaskCompletionListener)
                ended -> UsedAtEnd.bytes = budget.used());
    AdaptivePartitionReader reader =
        reader(new CountingReader(budget, 3), AdaptiveScan.NO_LIMIT, budget, new ReadStats());
    ColumnarBatch last = null;
    while (reader.next()) {
      last = reader.get();
    }
    reader.close();
    if (budget.used() == 0) {
      throw new AssertionError("the last batch was freed before the task ended");
    }
    return last.column(0).getLong(9);
  }

  @Test
  void figuresOfReadersInOneTaskAddUpAndPeaksDoNot() {
    MemoryBudget budget = memory.budget(1 << 20);
    ReadStats stats = new ReadStats();
    stats.add(Counter.ROWS, 30);
    AdaptivePartitionReader reader =
        reader(new CountingReader(budget, 0), AdaptiveScan.NO_LIMIT, budget, stats);
    reader.initMetricsValues(
        new CustomTaskMetric[] {
          new TaskMetric("rows", 12, false), new TaskMetric("peakMemory", 99, true)
        });
    assertThat(value(reader.currentMetricsValues(), "rows")).isEqualTo(42);
    assertThat(value(reader.currentMetricsValues(), "peakMemory")).isEqualTo(99);
    assertThat(
            new TaskMetric("peakMemory", 5, true)
                .mergeWith(new TaskMetric("peakMemory", 7, true))
                .value())
        .isEqualTo(7);
    assertThat(new TaskMetric("rows", 5, false).mergeWith(new TaskMetric("rows", 7, false)).value())
        .isEqualTo(12);
    reader.close();
  }

  private static long value(CustomTaskMetric[] metrics, String name) {
    return Arrays.stream(metrics)
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
