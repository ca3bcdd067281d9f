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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.expr.Predicate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A job that fails after a checkpoint goes on behind the last row of the checkpoint: every row
 * arrives exactly once. Each file is one row group, which several splits share.
 */
class RestoreIT {
  private static final int ROWS = 60_000;

  @RegisterExtension static final LocalCluster CLUSTER = new LocalCluster();

  @TempDir static Path dir;

  @BeforeAll
  static void write() {
    for (int file = 0; file < 3; file++) {
      DuckDb.write(
          dir.resolve("rows/part-" + file + ".parquet"),
          "SELECT i AS id, 'SYM' || (i % 7) AS sym, i * 0.5 AS x, CASE WHEN i % 3 <> 0 THEN {'ids':"
              + " [i, NULL, i + 1], 'by': map(['id'], [{'id': i::VARCHAR}])} END AS s FROM range("
              + file * 20_000
              + ", "
              + (file + 1) * 20_000
              + ") t(i)",
          ROWS);
    }
  }

  @Test
  void anotherFilterThanTheCheckpointsIsRefused() throws Exception {
    AdaptiveEnumeratorState state =
        filtered(Predicate.in("sym", "SYM1", "SYM2")).createEnumerator(null).snapshotState(1);
    assertThat(filtered(Predicate.in("sym", "SYM1", "SYM2")).restoreEnumerator(null, state))
        .isNotNull();
    AdaptiveSource changed = filtered(Predicate.in("sym", "SYM1", "SYM3"));
    assertThatThrownBy(() -> changed.restoreEnumerator(null, state))
        .hasMessageContaining("another filter");
    AdaptiveSource without = AdaptiveSource.builder().path(dir.resolve("rows").toString()).build();
    assertThatThrownBy(() -> without.restoreEnumerator(null, state))
        .hasMessageContaining("another filter");
  }

  private static AdaptiveSource filtered(Predicate filter) {
    return AdaptiveSource.builder().path(dir.resolve("rows").toString()).filter(filter).build();
  }

  @BeforeEach
  void reset() {
    FailOnce.checkpointed = new CountDownLatch(1);
    FailOnce.mayFail = new AtomicBoolean();
  }

  private static StreamExecutionEnvironment environment(boolean objectReuse) {
    return CLUSTER.environment(
        Map.of(
            "restart-strategy.type", "fixed-delay",
            "restart-strategy.fixed-delay.attempts", "3",
            "restart-strategy.fixed-delay.delay", "10 ms",
            "execution.checkpointing.interval", "50 ms",
            "pipeline.object-reuse", Boolean.toString(objectReuse)));
  }

  private static DataStream<Long> ids(StreamExecutionEnvironment env, Predicate filter) {
    AdaptiveSource source =
        AdaptiveSource.builder()
            .path(dir.resolve("rows").toString())
            .option("split.target-size", "60KB")
            .option("split.open-cost", "1KB")
            .option("batch.max-rows", "1000")
            .filter(filter)
            .columns("sym", "id", "s")
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "rows")
        .map(new FailOnce())
        .returns(Types.LONG);
  }

  private static List<Long> expected(boolean filtered) {
    return LongStream.range(0, ROWS).filter(i -> !filtered || i % 7 == 3).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void aTaskThatFails(boolean filtered, boolean objectReuse) throws Exception {
    FailOnce.mayFail.set(true);
    List<Long> ids = new ArrayList<>();
    StreamExecutionEnvironment env = environment(objectReuse);
    try (CloseableIterator<Long> result =
        ids(env, filtered ? Predicate.eq("sym", "SYM3") : null).executeAndCollect()) {
      result.forEachRemaining(ids::add);
    }
    assertThat(FailOnce.mayFail).as("the job failed once").isFalse();
    assertThat(ids.stream().sorted().toList()).isEqualTo(expected(filtered));
  }

  @Test
  void aTaskManagerThatDies() throws Exception {
    List<Long> ids = new ArrayList<>();
    try (CloseableIterator<Long> result = ids(environment(false), null).executeAndCollect()) {
      FailOnce.checkpointed.await();
      CLUSTER.get().terminateTaskManager(0).get();
      CLUSTER.get().startTaskManager();
      result.forEachRemaining(ids::add);
    }
    assertThat(ids.stream().sorted().toList()).isEqualTo(expected(false));
  }

  /** Passes ids on, slowly until the first checkpoint is complete; then fails if it may. */
  private static final class FailOnce implements MapFunction<RowData, Long>, CheckpointListener {
    private static final long serialVersionUID = 1L;

    static volatile CountDownLatch checkpointed;
    static volatile AtomicBoolean mayFail;

    private int rowsAfter;

    @Override
    public Long map(RowData row) {
      if (checkpointed.getCount() > 0) {
        LockSupport.parkNanos(Duration.ofNanos(10_000).toNanos());
      } else if (++rowsAfter > 500 && mayFail.compareAndSet(true, false)) {
        throw new IllegalStateException("fails on purpose, once");
      }
      checkNested(row);
      return row.getLong(1);
    }

    /** What is nested belongs to the same row. */
    private static void checkNested(RowData row) {
      long id = row.getLong(1);
      if (row.isNullAt(2) != (id % 3 == 0)) {
        throw new AssertionError("null or not in row " + id);
      } else if (!row.isNullAt(2)) {
        ArrayData ids = row.getRow(2, 2).getArray(0);
        MapData by = row.getRow(2, 2).getMap(1);
        RowData value = by.valueArray().getRow(0, 1);
        assertThat(List.of(ids.size(), ids.isNullAt(1), ids.getLong(0), ids.getLong(2)))
            .isEqualTo(List.of(3, true, id, id + 1));
        assertThat(List.of(by.keyArray().getString(0), value.getString(0)))
            .hasToString("[id, " + id + "]");
      }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      if (checkpointId > 1) {
        checkpointed.countDown();
      }
    }
  }
}
