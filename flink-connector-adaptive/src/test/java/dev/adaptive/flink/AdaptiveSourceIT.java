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

import dev.adaptive.expr.Predicate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The source in the DataStream API: columns found in the files, and what it measures. */
class AdaptiveSourceIT {
  @RegisterExtension static final LocalCluster CLUSTER = new LocalCluster();

  @TempDir Path dir;

  /**
   * The rows as texts, made where they are read; with object reuse the texts are those of the
   * source's own rows.
   */
  private static List<String> rows(AdaptiveSource source, boolean objectReuse) throws Exception {
    List<String> rows = new ArrayList<>();
    StreamExecutionEnvironment env =
        CLUSTER.environment(Map.of("pipeline.object-reuse", Boolean.toString(objectReuse)));
    try (CloseableIterator<String> result =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "ticks")
            .map(RowData::toString)
            .returns(Types.STRING)
            .executeAndCollect()) {
      result.forEachRemaining(rows::add);
    }
    rows.sort(null);
    return rows;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void columnsAreFoundInTheFiles(boolean objectReuse) throws Exception {
    DuckDb.write(
        dir.resolve("t/day=2026-01-31/a.parquet"),
        """
        SELECT i AS id, (200 + i)::UTINYINT AS u8, (60000 + i)::USMALLINT AS u16, (4000000000 + i)::UINTEGER AS u32,
          (18446744073709551610 + i)::UBIGINT AS u64, ('00000000-0000-0000-0000-00000000000' || i)::UUID AS uuid, 'v' || i AS s
        FROM range(3) t(i)
        """,
        2048);
    AdaptiveSource source = AdaptiveSource.builder().path(dir.resolve("t").toString()).build();
    assertThat(((InternalTypeInfo<RowData>) source.getProducedType()).toRowType().asSummaryString())
        .isEqualTo(
            "ROW<`id` BIGINT, `u8` SMALLINT, `u16` INT, `u32` BIGINT, `u64` DECIMAL(20, 0), `uuid`"
                + " BINARY(16), `s` STRING, `day` DATE> NOT NULL");
    assertThat(rows(source, objectReuse))
        .containsExactly(
            "+I(0,200,60000,4000000000,18446744073709551610,[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
                + " 0, 0, 0],v0,20484)",
            "+I(1,201,60001,4000000001,18446744073709551611,[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
                + " 0, 0, 1],v1,20484)",
            "+I(2,202,60002,4000000002,18446744073709551612,[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
                + " 0, 0, 2],v2,20484)");
  }

  @Test
  void nestedColumns() throws Exception {
    DuckDb.write(
        dir.resolve("a.parquet"),
        """
        SELECT i AS id, {'u8': (200 + i)::UTINYINT, 'u32': (4000000000 + i)::UINTEGER, 'uuid': ('00000000-0000-0000-0000-00000000000' || i)::UUID,
            'times': [make_time(1, 2, 3.5 + i), NULL]} AS s,
          CASE WHEN i <> 1 THEN [[(60000 + i)::USMALLINT], NULL, []] END AS l,
          map([i, i + 10], [{'u64': (18446744073709551610 + i)::UBIGINT}, NULL]) AS m
        FROM range(3) t(i)
        """,
        2048);
    AdaptiveSource source = AdaptiveSource.builder().path(dir.toString()).build();
    assertThat(((InternalTypeInfo<RowData>) source.getProducedType()).toRowType().asSummaryString())
        .isEqualTo(
            "ROW<`id` BIGINT, `s` ROW<`u8` SMALLINT, `u32` BIGINT, `uuid` BINARY(16), `times`"
                + " ARRAY<TIME(3)>>, `l` ARRAY<ARRAY<INT>>, `m` MAP<BIGINT NOT NULL, ROW<`u64`"
                + " DECIMAL(20, 0)>>> NOT NULL");
    // without object reuse the rows are copies, whose texts do not show what is in arrays
    assertThat(rows(source, true))
        .containsExactly(
            "+I(0,+I(200,4000000000,[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
                + " 0],[01:02:03.500,null]),"
                + "[[60000],null,[]],{0=+I(18446744073709551610),10=null})",
            "+I(1,+I(201,4000000001,[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
                + " 1],[01:02:04.500,null]),null,{1=+I(18446744073709551611),11=null})",
            "+I(2,+I(202,4000000002,[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
                + " 2],[01:02:05.500,null]),"
                + "[[60002],null,[]],{2=+I(18446744073709551612),12=null})");
  }

  @Test
  void columnsFilterAndDeclaredTypes() throws Exception {
    DuckDb.write(
        dir.resolve("a.parquet"),
        "SELECT i::INTEGER AS id, 'SYM' || (i % 3) AS sym, i * 0.5::FLOAT AS x FROM range(10) t(i)",
        2048);
    AdaptiveSource source =
        AdaptiveSource.builder()
            .path(dir.resolve("*.parquet").toString())
            .schema(
                DataTypes.ROW(
                    DataTypes.FIELD("sym", DataTypes.STRING()),
                    DataTypes.FIELD("x", DataTypes.DOUBLE()),
                    DataTypes.FIELD("id", DataTypes.BIGINT())))
            .columns("id", "x")
            .filter(Predicate.and(Predicate.eq("sym", "SYM1"), Predicate.gt("id", 1)))
            .build();
    assertThat(rows(source, false)).containsExactly("+I(4,2.0)", "+I(7,3.5)");
  }

  @Test
  void noColumnsAtAll() throws Exception {
    DuckDb.write(dir.resolve("a.parquet"), "SELECT i AS id FROM range(1000) t(i)", 2048);
    AdaptiveSource source =
        AdaptiveSource.builder().path(dir.toString()).columns(List.of()).build();
    assertThat(rows(source, false)).hasSize(1000).containsOnly("+I()");
  }

  @Test
  void twoTasksShareARowGroup() throws Exception {
    int rows = 100_000;
    DuckDb.write(
        dir.resolve("one.parquet"), "SELECT i AS id, i * 0.5 AS x FROM range(100000) t(i)", rows);
    AdaptiveSource source =
        AdaptiveSource.builder()
            .path(dir.resolve("one.parquet").toString())
            .option("split.open-cost", "64kb")
            .build();
    StreamExecutionEnvironment env = CLUSTER.environment(Map.of());
    FirstRows.seen = new CountDownLatch(2);
    List<Tuple2<Integer, Long>> ids = new ArrayList<>();
    try (CloseableIterator<Tuple2<Integer, Long>> result =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "one")
            .map(new FirstRows())
            .executeAndCollect()) {
      result.forEachRemaining(ids::add);
    }
    assertThat(ids.stream().map(id -> id.f1).sorted().toList())
        .isEqualTo(LongStream.range(0, rows).boxed().toList());
    assertThat(ids.stream().filter(id -> id.f0 == 0).count()).isBetween(rows / 3L, rows * 2L / 3);
  }

  @Test
  void splitsBySymbolHaveEveryRow() throws Exception {
    DuckDb.write(
        dir.resolve("t.parquet"),
        "SELECT i AS id, CASE WHEN i % 11 > 0 THEN 'S' || (i % 40) END AS sym FROM range(60000)"
            + " t(i)",
        20_000);
    AdaptiveSource source =
        AdaptiveSource.builder()
            .path(dir.resolve("t.parquet").toString())
            .option("split.mode", "symbol")
            .option("symbol-column", "sym")
            .option("symbol-batch.max-rows", "9000")
            .columns("id")
            .build();
    List<Long> ids = new ArrayList<>();
    try (CloseableIterator<Long> result =
        CLUSTER
            .environment(Map.of())
            .fromSource(source, WatermarkStrategy.noWatermarks(), "ticks")
            .map(row -> row.getLong(0))
            .returns(Types.LONG)
            .executeAndCollect()) {
      result.forEachRemaining(ids::add);
    }
    assertThat(ids.stream().sorted().toList())
        .isEqualTo(LongStream.range(0, 60_000).boxed().toList());
  }

  /** Tells which task has read a row; each waits until the other has one, too. */
  private static final class FirstRows extends RichMapFunction<RowData, Tuple2<Integer, Long>> {
    private static final long serialVersionUID = 1L;

    static volatile CountDownLatch seen;

    private boolean first = true;

    @Override
    public Tuple2<Integer, Long> map(RowData row) throws Exception {
      if (first) {
        first = false;
        seen.countDown();
        if (!seen.await(1, TimeUnit.MINUTES)) {
          throw new IllegalStateException("the other task has no row");
        }
      }
      return Tuple2.of(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), row.getLong(0));
    }
  }

  @Test
  void whatIsMeasured() throws Exception {
    for (int file = 0; file < 4; file++) {
      DuckDb.write(
          dir.resolve("t/part-" + file + ".parquet"),
          "SELECT i AS id, 'SYM"
              + file
              + "' AS sym, random() AS x FROM range("
              + file * 10_000
              + ", "
              + (file + 1) * 10_000
              + ") t(i)",
          2048);
    }
    AdaptiveSource source =
        AdaptiveSource.builder()
            .path(dir.resolve("t").toString())
            .filter(Predicate.ge("id", 15_000))
            .build();
    StreamExecutionEnvironment env = CLUSTER.environment(Map.of());
    env.setParallelism(1);
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "ticks")
        .sinkTo(new DiscardingSink<>());
    JobID job = env.execute().getJobID();

    assertThat(metrics(job, "[.]numRecordsIn")).contains(25_000L);
    assertThat(metric(job, "[.]numBytesIn")).isPositive();
    assertThat(metric(job, "[.]adaptive[.]rows")).isEqualTo(25_000);
    assertThat(metric(job, "[.]adaptive[.]batches")).isGreaterThanOrEqualTo(12);
    assertThat(metric(job, "[.]adaptive[.]rowGroupsRead")).isEqualTo(13);
    assertThat(metrics(job, "[.]adaptive[.]rowGroupsPruned")).as("when planned").contains(7L);
    assertThat(metric(job, "[.]adaptive[.]peakMemory")).isPositive().isLessThan(256 << 20);
    assertThat(metric(job, "[.]adaptive[.]usedMemory")).as("all is given back").isZero();
    assertThat(metric(job, "[.]pendingRecords")).isZero();
    assertThat(metric(job, "[.]pendingBytes")).isZero();
    assertThat(metric(job, "[.]unassignedSplits")).isZero();
  }

  /** The largest of the metrics of that name: Flink also registers some per task, which stay 0. */
  private static long metric(JobID job, String name) {
    return metrics(job, name).stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private static List<Long> metrics(JobID job, String name) {
    Map<String, Metric> found = CLUSTER.metrics().findMetrics(job, ".*" + name + "$");
    assertThat(found)
        .as(name + " in " + CLUSTER.metrics().getMetricsByIdentifiers(job).keySet())
        .isNotEmpty();
    // by the same name plus a suffix Flink registers rates
    return found.values().stream()
        .filter(metric -> metric instanceof Counter || metric instanceof Gauge)
        .map(
            metric ->
                metric instanceof Counter counter ? counter.getCount() : number((Gauge<?>) metric))
        .toList();
  }

  private static long number(Gauge<?> gauge) {
    return ((Number) gauge.getValue()).longValue();
  }
}
