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
package dev.adaptive.flink.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.flink.DuckDb;
import dev.adaptive.flink.LocalCluster;
import dev.adaptive.flink.Sql;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whole queries: what Flink's own source reads from the same files is right. */
class SqlQueriesIT {
  private static final String COLUMNS =
      """
      id BIGINT, b BOOLEAN, i8 TINYINT, i16 SMALLINT, i32 INT, f FLOAT, d DOUBLE, small DECIMAL(9, 2), wide DECIMAL(18, 4),
      huge DECIMAL(38, 10), s STRING, sym STRING, bin BYTES, dt DATE, tm TIME, ts3 TIMESTAMP(3), ts6 TIMESTAMP(6), ts9 TIMESTAMP(9),
      tz TIMESTAMP_LTZ(6), old3 TIMESTAMP(3), old6 TIMESTAMP(6), old9 TIMESTAMP(9)\
      """;

  @RegisterExtension static final LocalCluster CLUSTER = new LocalCluster();

  @TempDir static Path dir;

  @BeforeAll
  static void write() {
    // every 7th value of a column is null, each column at another place
    DuckDb.write(
        dir.resolve("all/part-0.parquet"),
        """
        SELECT i AS id, CASE WHEN i % 7 <> 0 THEN i % 2 = 0 END AS b, CASE WHEN i % 7 <> 1 THEN (i % 256 - 128)::TINYINT END AS i8,
          CASE WHEN i % 7 <> 2 THEN (i % 60000 - 30000)::SMALLINT END AS i16, CASE WHEN i % 7 <> 3 THEN (i * 7919 % 100000 - 50000)::INTEGER END AS i32,
          CASE WHEN i % 7 <> 4 THEN (i % 1000 / 7.0)::FLOAT END AS f, CASE WHEN i % 7 <> 5 THEN (i % 5000 / 9.0 - 100)::DOUBLE END AS d,
          CASE WHEN i % 7 <> 6 THEN (i % 100000 / 100.0)::DECIMAL(9, 2) END AS small, CASE WHEN i % 7 <> 0 THEN (i / 10000.0 - 1)::DECIMAL(18, 4) END AS wide,
          CASE WHEN i % 7 <> 1 THEN (i::DECIMAL(38, 10) * 12345678901 - 5) END AS huge,
          CASE WHEN i % 7 <> 2 THEN 'text ' || (i * 31) || CASE WHEN i % 3 = 0 THEN ' äöü€𝄞' ELSE '' END END AS s,
          CASE WHEN i % 7 <> 3 THEN 'SYM' || (i % 50) END AS sym, CASE WHEN i % 7 <> 4 THEN ('bytes' || i)::BLOB END AS bin,
          CASE WHEN i % 7 <> 5 THEN DATE '1950-01-01' + (i % 40000)::INTEGER END AS dt, CASE WHEN i % 7 <> 6 THEN make_time(i % 24, i % 60, (i % 60)::DOUBLE) END AS tm,
          CASE WHEN i % 7 <> 0 THEN make_timestamp_ms(i * 400123456) END AS ts3, CASE WHEN i % 7 <> 1 THEN make_timestamp(i * 400123456789) END AS ts6,
          CASE WHEN i % 7 <> 2 THEN make_timestamp_ns(i * 400123456789012) END AS ts9, CASE WHEN i % 7 <> 3 THEN make_timestamp(i * 1234567)::TIMESTAMPTZ END AS tz,
          make_timestamp_ms(-i * 400123456) AS old3, make_timestamp(-i * 400123456789) AS old6, make_timestamp_ns(-i * 400123456789012) AS old9
        FROM range(10000) t(i)
        """,
        2048);
    for (int day = 1; day <= 3; day++) {
      for (String region : List.of("eu", "us")) {
        DuckDb.write(
            dir.resolve("parted/day=2026-01-0" + day + "/region=" + region + "/part.parquet"),
            "SELECT i AS id, (i * " + day + ")::DOUBLE AS x FROM range(1000) t(i)",
            1024);
      }
    }
  }

  private static Sql tables(Sql sql) {
    sql.adaptive(
        "a",
        COLUMNS,
        dir.resolve("all"),
        Map.of("split.target-size", "100KB", "split.open-cost", "1KB"));
    sql.filesystem("f", COLUMNS, dir.resolve("all"));
    return sql;
  }

  private static void assertSame(Sql sql, String query) {
    List<Row> own = sql.sorted(query.replace("#", "a"));
    assertThat(own).as(query).isEqualTo(sql.sorted(query.replace("#", "f")));
  }

  /**
   * The columns that Flink's own source reads: it fails on times in microseconds, and on timestamps
   * before 1970 with fractions of milliseconds.
   */
  private static final String ALL =
      "SELECT id, b, i8, i16, i32, f, d, small, wide, huge, s, sym, bin, dt, ts3, ts6, ts9, tz FROM"
          + " #";

  @Test
  void everyTypeAndValue() {
    Sql sql = tables(Sql.batch(CLUSTER));
    assertThat(sql.rows(ALL.replace("#", "a"))).hasSize(10_000);
    assertSame(sql, ALL);
  }

  @Test
  void everyTypeAndValueInStreamingMode() {
    assertSame(tables(Sql.streaming(CLUSTER)), ALL);
  }

  @Test
  void everyTypeAndValueWithObjectReuse() {
    assertSame(tables(Sql.batch(CLUSTER).set("pipeline.object-reuse", "true")), ALL);
  }

  @Test
  void timesAndTimestampsBefore1970() {
    List<List<String>> expected =
        DuckDb.query(
            "SELECT id::VARCHAR, tm::VARCHAR, strftime(old3, '%Y-%m-%d %H:%M:%S.%g'),"
                + " strftime(old6, '%Y-%m-%d %H:%M:%S.%f'), strftime(old9, '%Y-%m-%d %H:%M:%S.%n')"
                + " FROM '"
                + dir
                + "/all/*.parquet' ORDER BY id");
    List<List<String>> actual = new ArrayList<>();
    String query =
        "SELECT CAST(id AS STRING), CAST(tm AS STRING), CAST(old3 AS STRING), CAST(old6 AS STRING),"
            + " CAST(old9 AS STRING) FROM a ORDER BY id";
    for (Row row : tables(Sql.batch(CLUSTER)).rows(query)) {
      actual.add(
          IntStream.range(0, row.getArity()).mapToObj(i -> (String) row.getField(i)).toList());
    }
    assertThat(actual).isEqualTo(expected);
  }

  /** Flink writes timestamps as INT96, and decimals as byte arrays of their own length. */
  @Test
  void whatFlinkWrites() {
    Sql sql = Sql.batch(CLUSTER);
    String columns =
        "id BIGINT, b BOOLEAN, i8 TINYINT, i16 SMALLINT, i32 INT, f FLOAT, d DOUBLE, small"
            + " DECIMAL(9, 2), wide DECIMAL(18, 4), huge DECIMAL(38, 10), s STRING, sym STRING, bin"
            + " BYTES, dt DATE, ts3 TIMESTAMP(3), ts6 TIMESTAMP(6), ts9 TIMESTAMP(9), tz"
            + " TIMESTAMP_LTZ(6)";
    sql.filesystem("source", columns, dir.resolve("all"));
    sql.filesystem("f", columns, dir.resolve("written"));
    sql.rows("INSERT INTO f SELECT * FROM source");
    sql.adaptive("a", columns, dir.resolve("written"));
    assertThat(sql.rows("SELECT id FROM a")).hasSize(10_000);
    assertSame(sql, "SELECT * FROM #");
    assertSame(sql, "SELECT id, ts9 FROM # WHERE ts9 > TIMESTAMP '2001-01-01 00:00:00.000000001'");
    assertSame(sql, "SELECT id, sym FROM # WHERE sym = 'SYM7' AND huge > 12345678901.5");
  }

  @Test
  void fewerDigitsThanTheFileHasAreCutOff() {
    Sql sql = Sql.batch(CLUSTER);
    sql.adaptive(
        "a",
        "id BIGINT, ts6 TIMESTAMP(3), ts9 TIMESTAMP(0), tz TIMESTAMP_LTZ(3)",
        dir.resolve("all"));
    sql.adaptive(
        "f",
        "id BIGINT, ts6 TIMESTAMP(6), ts9 TIMESTAMP(9), tz TIMESTAMP_LTZ(6)",
        dir.resolve("all"));
    String cut =
        "SELECT id, CAST(CAST(ts6 AS TIMESTAMP(3)) AS STRING), CAST(CAST(FLOOR(ts9 TO SECOND) AS"
            + " TIMESTAMP(0)) AS STRING), CAST(CAST(tz AS TIMESTAMP_LTZ(3)) AS STRING) FROM f WHERE"
            + " ts9 > TIMESTAMP '1970-01-01 00:00:00'";
    String own =
        "SELECT id, CAST(ts6 AS STRING), CAST(ts9 AS STRING), CAST(tz AS STRING) FROM a WHERE ts9 >"
            + " TIMESTAMP '1970-01-01 00:00:00'";
    assertThat(sql.sorted(own)).isNotEmpty().isEqualTo(sql.sorted(cut));
  }

  static Stream<String> predicates() {
    return Stream.of(
        "b",
        "NOT b",
        "b IS NOT TRUE",
        "b IS NOT NULL",
        "b IS NULL OR i32 > 0",
        "id = 4711",
        "id <> 4711",
        "id < 100",
        "id <= 100",
        "id > 9900",
        "id >= 9900",
        "id BETWEEN 200 AND 300",
        "id NOT BETWEEN 200 AND 9000",
        "id IN (1, 2, 3, 5000, 123456)",
        "id NOT IN (1, 2, 3)",
        "id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)",
        "id > 1.5 AND id < 7.5",
        "i32 = 1e3",
        "i8 = 5",
        "i16 > 20000",
        "i32 IS NULL",
        "i32 IS NOT NULL AND i8 < 0",
        "f = 0.0",
        "f > 100.5",
        "f = CAST(0.1 AS FLOAT)",
        "d > 0.1",
        "d <> 0.0",
        "NOT (d > 0.1)",
        "d < f",
        "d IN (0.0, 1.0)",
        "d >= -100 AND id < 1000",
        "small = 12.34",
        "small = 12.340",
        "small > 12.345",
        "small IN (0.01, 0.02)",
        "wide < -0.5",
        "huge > 12345678901.5",
        "small = 12.34e0",
        "s = 'text 31'",
        "s > 'text 5'",
        "s LIKE 'text 3%'",
        "s LIKE '%äöü€𝄞'",
        "s LIKE '%9 ä%'",
        "s LIKE 'te_t 31'",
        "s LIKE 'text 31'",
        "s LIKE '%'",
        "s NOT LIKE 'text 3%'",
        "sym = 'SYM7'",
        "sym IN ('SYM1', 'SYM2', 'nope')",
        "sym <> 'SYM7' AND id < 100",
        "sym >= 'SYM40'",
        "UPPER(sym) = 'SYM7'",
        "sym = 'SYM7' OR id < 10",
        "sym IS NULL",
        "dt = DATE '1990-01-01'",
        "dt < DATE '1960-01-01'",
        "ts3 = TIMESTAMP '1970-01-05 15:08:43.456'",
        "ts3 > TIMESTAMP '2000-01-01 00:00:00'",
        "ts6 <= TIMESTAMP '1999-12-31 23:59:59.999999'",
        "ts9 > TIMESTAMP '2001-01-01 00:00:00.000000001'",
        "ts6 = TIMESTAMP '1970-01-10 06:17:26.913578'",
        "ts6 <> TIMESTAMP '1970-01-10 06:17:26.913578'",
        "tz >= TO_TIMESTAMP_LTZ(6000, 3)",
        "tz < CAST(TIMESTAMP '1970-01-01 01:00:00' AS TIMESTAMP_LTZ(6))",
        "bin = X'62797465733432'",
        "id < 50 AND (i32 > 0 OR sym = 'SYM3') AND NOT (i8 = 3)",
        "id + 1 = 11",
        "1 = 2",
        "id > i32",
        "CAST(id AS STRING) = '77'");
  }

  @Test
  void filtersKeepTheSameRowsAsFlinksOwn() {
    Sql sql = tables(Sql.batch(CLUSTER));
    // one query for all: starting sixty jobs would take a minute
    String all =
        predicates()
            .map(
                predicate ->
                    "SELECT '"
                        + predicate.replace("'", "''")
                        + "' AS p, COUNT(*), SUM(id), MIN(s), MAX(i32) FROM # WHERE "
                        + predicate)
            .collect(Collectors.joining("\nUNION ALL "));
    assertSame(sql, all);
  }

  @Test
  void exactFiltersAreNotEvaluatedAgain() {
    Sql sql = tables(Sql.batch(CLUSTER));
    String exact =
        "sym = 'SYM7' AND id BETWEEN 5 AND 500 AND s LIKE 'text%' AND ts6 > TIMESTAMP '1970-01-01"
            + " 00:00:00' AND small IN (1, 2) AND b";
    assertThat(sql.explain("SELECT id FROM a WHERE " + exact))
        .contains("filter=[")
        .doesNotContain("where=");
    assertThat(sql.explain("SELECT id FROM a WHERE d > 1.0"))
        .contains("filter=[>(d, 1")
        .contains("where=");
    assertThat(sql.explain("SELECT id FROM a WHERE UPPER(s) = 'X'"))
        .contains("filter=[]")
        .contains("where=");
    assertThat(sql.explain("SELECT id, s FROM a LIMIT 10"))
        .contains("project=[id, s]")
        .contains("limit=[10]");
  }

  @Test
  void projectionsAggregatesAndLimits() {
    Sql sql = tables(Sql.batch(CLUSTER));
    assertSame(sql, "SELECT COUNT(*) FROM #");
    assertSame(sql, "SELECT s, id FROM #");
    assertSame(sql, "SELECT s FROM # WHERE id < 100 AND d > 0");
    assertSame(
        sql,
        "SELECT sym, COUNT(*), SUM(small), MIN(ts9), MAX(s), MAX(d), AVG(i32) FROM # GROUP BY sym");
    assertSame(sql, "SELECT COUNT(*) FROM # WHERE id < 0");
    assertSame(sql, "SELECT x.id, y.s FROM # x JOIN # y ON x.id = y.i32 WHERE x.sym = 'SYM3'");
    assertThat(sql.rows("SELECT id FROM a LIMIT 10")).hasSize(10);
    assertThat(sql.rows("SELECT id FROM a LIMIT 0")).isEmpty();
    assertThat(sql.rows("SELECT id FROM a WHERE sym = 'SYM3' LIMIT 10")).hasSize(10);
    assertThat(sql.rows("SELECT * FROM a WHERE id < 0")).isEmpty();
  }

  @Test
  void stateOnTheHeapKeepsStringsThatStayRight() {
    Sql sql =
        tables(Sql.streaming(CLUSTER))
            .set("pipeline.object-reuse", "true")
            .set("state.backend.type", "hashmap");
    String query =
        "SELECT sym, MAX(s), MIN(s), MAX(huge), MAX(ts9), COUNT(DISTINCT s) FROM # WHERE id % 2 = 0"
            + " GROUP BY sym";
    Map<Object, Row> expected = tables(Sql.batch(CLUSTER)).byFirstColumn(query.replace("#", "f"));
    assertThat(sql.byFirstColumn(query.replace("#", "a"))).hasSize(26).isEqualTo(expected);
    sql.set("table.exec.mini-batch.enabled", "true")
        .set("table.exec.mini-batch.allow-latency", "1 s")
        .set("table.exec.mini-batch.size", "1000");
    assertThat(sql.byFirstColumn(query.replace("#", "a"))).isEqualTo(expected);
  }

  @Test
  void partitions() {
    Sql sql = Sql.batch(CLUSTER);
    sql.adaptive("p", "id BIGINT, x DOUBLE, `day` DATE, region STRING", dir.resolve("parted"));
    sql.execute(
        "CREATE TABLE q (id BIGINT, x DOUBLE, `day` STRING, region STRING) PARTITIONED BY (`day`,"
            + " region) WITH ('connector' = 'adaptive', 'path' = '"
            + dir.resolve("parted")
            + "')");
    assertThat(sql.sorted("SELECT `day`, region, COUNT(*), SUM(id) FROM p GROUP BY `day`, region"))
        .hasSize(6)
        .contains(Row.of(LocalDate.of(2026, 1, 2), "us", 1000L, 499_500L));
    assertThat(sql.rows("SELECT SUM(x) FROM p WHERE `day` = DATE '2026-01-03' AND region = 'eu'"))
        .containsExactly(Row.of(1_498_500.0));
    assertThat(sql.rows("SELECT COUNT(*) FROM q WHERE `day` > '2026-01-01'"))
        .containsExactly(Row.of(4000L));
    assertThat(sql.rows("SELECT DISTINCT region, `day` FROM q WHERE id = 5 AND region LIKE 'u%'"))
        .hasSize(3);
    assertThat(sql.rows("SELECT region FROM p WHERE id = 1")).hasSize(6);
  }
}
