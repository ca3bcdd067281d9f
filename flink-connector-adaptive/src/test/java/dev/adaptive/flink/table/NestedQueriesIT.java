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
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.adaptive.flink.AdaptiveSource;
import dev.adaptive.flink.DuckDb;
import dev.adaptive.flink.LocalCluster;
import dev.adaptive.flink.RandomColumns;
import dev.adaptive.flink.Sql;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows, arrays and maps in queries: what Flink's own source reads from the same files is right. */
class NestedQueriesIT {
  private static final String COLUMNS =
      """
      id BIGINT, s ROW<a INT, b STRING, c ROW<d DOUBLE, e ARRAY<BIGINT>>>, s_a STRING, strings ARRAY<STRING>,
      structs ARRAY<ROW<x BIGINT, y DECIMAL(20, 3), z DATE>>, lists ARRAY<ARRAY<BIGINT>>, m MAP<STRING, ROW<v BIGINT, `day` DATE>>,
      ml MAP<BIGINT, ARRAY<STRING>>\
      """;

  @RegisterExtension static final LocalCluster CLUSTER = new LocalCluster();

  @TempDir static Path dir;

  @BeforeAll
  static void write() {
    for (int file = 0; file < 2; file++) {
      DuckDb.write(
          dir.resolve("all/part-" + file + ".parquet"),
          """
          SELECT i AS id,
            CASE WHEN i % 5 <> 0 THEN {'a': i::INTEGER, 'b': CASE WHEN i % 3 <> 0 THEN 'text ' || (i % 20) END,
              'c': {'d': i / 3.0, 'e': [i, NULL, i + 1]}} END AS s,
            'clash ' || i AS s_a,
            CASE i % 6 WHEN 0 THEN NULL WHEN 1 THEN [] ELSE [CASE WHEN x <> 2 THEN (i % 7) || '-' || x END for x in range(i % 6)] END AS strings,
            [{'x': x, 'y': CASE WHEN x <> 1 THEN (x + i)::DECIMAL(20, 3) END, 'z': DATE '2000-01-01' + (i % 100 + x)::INTEGER} for x in range(i % 4)] AS structs,
            [CASE WHEN x <> 3 THEN [y for y in range(x + i % 3)] END for x in range(i % 5)] AS lists,
            map([i::VARCHAR, 'k'], [{'v': i, 'day': DATE '2020-01-01' + (i % 1000)::INTEGER}, NULL]) AS m,
            CASE WHEN i % 4 <> 0 THEN map([x for x in range(i % 3)], [CASE WHEN x <> 1 THEN [i::VARCHAR, 'x'] END for x in range(i % 3)]) END AS ml
          FROM range(\
          """
              + file * 4000
              + ", "
              + (file + 1) * 4000
              + ") t(i)",
          2048);
    }
  }

  private static Sql tables(Sql sql) {
    sql.adaptive(
        "a",
        COLUMNS,
        dir.resolve("all"),
        Map.of("split.target-size", "50KB", "split.open-cost", "1KB", "batch.max-rows", "700"));
    sql.filesystem("f", COLUMNS, dir.resolve("all"));
    return sql;
  }

  private static void assertSame(Sql sql, String query) {
    List<Row> own = sql.sorted(query.replace("#", "a"));
    assertThat(own).as(query).isNotEmpty().isEqualTo(sql.sorted(query.replace("#", "f")));
  }

  @Test
  void everyValue() {
    assertSame(tables(Sql.batch(CLUSTER)), "SELECT * FROM #");
  }

  @Test
  void everyValueInStreamingMode() {
    assertSame(tables(Sql.streaming(CLUSTER)), "SELECT * FROM #");
  }

  @Test
  void everyValueWithObjectReuse() {
    assertSame(tables(Sql.batch(CLUSTER).set("pipeline.object-reuse", "true")), "SELECT * FROM #");
  }

  /** What is asked for inside of columns, and the row that the source makes of it. */
  static Stream<Arguments> queries() {
    return Stream.of(
        arguments("SELECT id, s.a FROM #", "project=[id, s_a]"),
        arguments("SELECT s.c.e, s.b FROM # WHERE id > 7000", "project=[s_c_e, s_b]"),
        arguments("SELECT s.a, s_a, s.b FROM #", "project=[s_a, s_b, s_a_$0]"),
        arguments("SELECT id, s_a FROM # WHERE s.a > 7900", "project=[id, s, s_a]"),
        arguments("SELECT id FROM # WHERE s_a = 'clash 17' AND s.b = 'text 17'", "project=[id, s]"),
        arguments(
            "SELECT id, s.a FROM # WHERE s_a LIKE 'clash 77%' OR s.b = 'text 3'",
            "project=[id, s, s_a]"),
        arguments("SELECT s.c FROM # WHERE s.a > 7000", "project=[s]"),
        arguments("SELECT id, s FROM # WHERE s IS NULL", "filter=[IS NULL(s)], project=[id]"),
        arguments(
            "SELECT id FROM # WHERE s IS NOT NULL AND s.c.d > 100",
            "filter=[IS NOT NULL(s)], project=[id, s]"),
        arguments("SELECT s, s.a, s.c.d FROM # WHERE id < 100", "project=[s]"),
        arguments("SELECT COUNT(*), SUM(s.c.d), MAX(s.b), SUM(CARDINALITY(strings)) FROM #", ""),
        arguments("SELECT s.b, COUNT(*), MAX(s.c.d) FROM # GROUP BY s.b", ""),
        arguments("SELECT id, txt FROM # CROSS JOIN UNNEST(strings) AS x (txt)", ""),
        arguments("SELECT id, x, y, z FROM # CROSS JOIN UNNEST(structs) AS t (x, y, z)", ""),
        arguments("SELECT id, k, v FROM # CROSS JOIN UNNEST(ml) AS t (k, v)", ""),
        arguments("SELECT m['k'].v, m[CAST(id AS STRING)].`day`, lists[2][1] FROM #", ""),
        arguments("SELECT structs[1].y, CARDINALITY(ml) FROM #", ""),
        arguments("SELECT strings, COUNT(*), MAX(id) FROM # GROUP BY strings", ""),
        arguments("SELECT x.id, y.s, y.m FROM # x JOIN # y ON x.s.a = y.id WHERE x.id < 900", ""));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void partsOfColumns(String query, String scanned) {
    Sql sql = tables(Sql.batch(CLUSTER));
    assertThat(sql.explain(query.replace("#", "a"))).contains(scanned);
    assertSame(sql, query);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomColumns(long seed) {
    Path path = dir.resolve("random-" + seed);
    DuckDb.write(
        path.resolve("a.parquet"),
        "SELECT i AS id, " + RandomColumns.ofFlinksOwn(seed).select(3) + " FROM range(2500) t(i)",
        2048);
    AdaptiveSource source = AdaptiveSource.builder().path(path.toString()).build();
    RowType type = ((InternalTypeInfo<?>) source.getProducedType()).toRowType();
    String columns =
        type.getFields().stream()
            .map(field -> field.getName() + " " + field.getType().asSerializableString())
            .collect(Collectors.joining(", "));
    Sql sql = Sql.batch(CLUSTER);
    sql.adaptive("a", columns, path);
    sql.filesystem("f", columns, path);
    assertSame(sql, "SELECT * FROM #");
  }

  @Test
  void columnsThatAreComputedFromFields() {
    Sql sql = Sql.streaming(CLUSTER);
    String columns =
        COLUMNS
            + ", half AS s.c.d / 2, ts AS TO_TIMESTAMP_LTZ(COALESCE(s.a, 0), 3), WATERMARK FOR"
            + " ts AS ts - INTERVAL '1' SECOND";
    sql.adaptive("a", columns, dir.resolve("all"));
    sql.filesystem("f", columns, dir.resolve("all"));
    String query = "SELECT id, half, CAST(ts AS STRING) FROM #";
    assertThat(sql.explain(query.replace("#", "a"))).contains("project=[id, s_c_d, s_a]");
    assertSame(sql, query);
  }

  /** Flink writes timestamps as INT96, and lists and maps in forms of its own. */
  @Test
  void whatFlinkWrites() {
    Sql sql = tables(Sql.batch(CLUSTER));
    String columns =
        """
        id BIGINT, s ROW<ts TIMESTAMP(9), tz TIMESTAMP_LTZ(3), i8 TINYINT, i16 SMALLINT, b BYTES>,
        l ARRAY<TIMESTAMP(6)>, m MAP<STRING, TIMESTAMP(3)>, r ARRAY<ROW<d DECIMAL(30, 5), f FLOAT, ok BOOLEAN>>\
        """;
    sql.filesystem("w", columns, dir.resolve("written"));
    sql.rows(
        """
        INSERT INTO w SELECT id,
          ROW(TIMESTAMPADD(SECOND, CAST(id AS INT), TIMESTAMP '2001-02-03 04:05:06.123456789'), TO_TIMESTAMP_LTZ(id * 1000003, 3),
            CAST(id AS TINYINT), CAST(id AS SMALLINT), CAST(s_a AS BYTES)),
          ARRAY[TIMESTAMPADD(DAY, CAST(id AS INT), TIMESTAMP '1980-01-01 00:00:00.000001'), CAST(NULL AS TIMESTAMP(6))],
          MAP['a', TIMESTAMPADD(DAY, CAST(id AS INT), TIMESTAMP '1980-01-01 00:00:00.001'), 'b', TIMESTAMP '1980-01-01 00:00:00.002'],
          ARRAY[ROW(CAST(id AS DECIMAL(30, 5)) / 7, CAST(id AS FLOAT), id > 100)]
        FROM a WHERE id < 120
        """);
    sql.adaptive("v", columns, dir.resolve("written"));
    List<Row> own = sql.sorted("SELECT * FROM v");
    assertThat(own).hasSize(120).isEqualTo(sql.sorted("SELECT * FROM w"));
    String parts = "SELECT s.ts, s.tz, s.i8, l[1], m['a'], r[1].d FROM ";
    assertThat(sql.sorted(parts + "v")).isEqualTo(sql.sorted(parts + "w"));
  }

  @Test
  void stateOnTheHeapKeepsValuesThatStayRight() {
    Sql sql =
        tables(Sql.streaming(CLUSTER))
            .set("pipeline.object-reuse", "true")
            .set("state.backend.type", "hashmap");
    String query =
        "SELECT MOD(id, 50), LAST_VALUE(s), LAST_VALUE(strings), LAST_VALUE(m), LAST_VALUE(lists),"
            + " COUNT(*) FROM (SELECT * FROM # WHERE id < 4000) GROUP BY MOD(id, 50)";
    sql.set("table.exec.resource.default-parallelism", "1");
    Map<Object, Row> own = sql.byFirstColumn(query.replace("#", "a"));
    assertThat(own).hasSize(50);
    Map<Object, Row> all = new HashMap<>();
    for (Row row : sql.rows("SELECT id, s, strings, m, lists FROM f")) {
      all.put(row.getField(0), row);
    }
    own.forEach(
        (key, row) -> {
          for (int i = 1; i < 5; i++) {
            long id = 3950 + ((Number) key).longValue();
            while (all.get(id).getField(i) == null && id >= 50) {
              id -= 50;
            }
            assertThat(row.getField(i))
                .as("the last that is not null")
                .isEqualTo(all.get(id).getField(i));
          }
          assertThat(row.getField(5)).isEqualTo(80L);
        });
  }
}
