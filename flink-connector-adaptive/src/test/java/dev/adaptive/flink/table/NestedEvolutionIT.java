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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.SchemaException;
import dev.adaptive.flink.DuckDb;
import dev.adaptive.flink.LocalCluster;
import dev.adaptive.flink.Sql;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files whose nested columns differ, seen as one table. */
class NestedEvolutionIT {
  @RegisterExtension static final LocalCluster CLUSTER = new LocalCluster();

  @TempDir Path dir;

  private final Sql sql = Sql.batch(CLUSTER);

  private void write(String file, String query) {
    DuckDb.write(dir.resolve("t").resolve(file), query, 2048);
  }

  private static Map<Object, Object> map(Object key, Object value) {
    return Map.of(key, value);
  }

  @Test
  void narrowTypesBecomeWider() {
    write(
        "a.parquet",
        "SELECT 1::BIGINT AS id, {'i': 7::INTEGER, 'f': 0.1::FLOAT, 'd': 12.34::DECIMAL(9, 2)} AS"
            + " s, [{'x': (-1)::TINYINT}] AS l, map(['k'], [[5::INTEGER]]) AS m");
    write(
        "b.parquet",
        "SELECT 2::BIGINT AS id, {'i': 8::BIGINT, 'f': 0.1::DOUBLE, 'd': 12.34::DECIMAL(30, 2)} AS"
            + " s, [{'x': 1::BIGINT}] AS l, map(['k'], [[6::BIGINT]]) AS m");
    sql.adaptive(
        "t",
        "id BIGINT, s ROW<i BIGINT, f DOUBLE, d DECIMAL(30, 2)>, l ARRAY<ROW<x BIGINT>>, m"
            + " MAP<STRING, ARRAY<BIGINT>>",
        dir.resolve("t"));
    assertThat(sql.sorted("SELECT * FROM t"))
        .containsExactly(
            Row.of(
                1L,
                Row.of(7L, (double) 0.1f, new BigDecimal("12.34")),
                new Row[] {Row.of(-1L)},
                map("k", new Long[] {5L})),
            Row.of(
                2L,
                Row.of(8L, 0.1, new BigDecimal("12.34")),
                new Row[] {Row.of(1L)},
                map("k", new Long[] {6L})));
    assertThat(sql.sorted("SELECT id, s.i, s.f, l[1].x, m['k'][1] FROM t"))
        .containsExactly(Row.of(1L, 7L, (double) 0.1f, -1L, 5L), Row.of(2L, 8L, 0.1, 1L, 6L));
  }

  private static final String COLUMNS =
      "id BIGINT, s ROW<a INT, n STRING, r ROW<q INT>>, l ARRAY<ROW<x INT, y STRING>>, more"
          + " ROW<z INT>";

  private void writeMoreAndLess(String more, String less) {
    write(
        more,
        "SELECT 1::BIGINT AS id, {'r': {'q': 5}, 'a': 7, 'n': 'new'} AS s, [{'y': 'why', 'x': 1}]"
            + " AS l, {'z': 3} AS more");
    write(less, "SELECT 2::BIGINT AS id, {'a': 8} AS s, [{'x': 2}, NULL] AS l");
  }

  private void assertMoreAndLess() {
    assertThat(sql.sorted("SELECT * FROM t"))
        .containsExactly(
            Row.of(1L, Row.of(7, "new", Row.of(5)), new Row[] {Row.of(1, "why")}, Row.of(3)),
            Row.of(2L, Row.of(8, null, null), new Row[] {Row.of(2, null), null}, null));
    assertThat(sql.sorted("SELECT id, s.n, s.r.q, more.z FROM t"))
        .containsExactly(Row.of(1L, "new", 5, 3), Row.of(2L, null, null, null));
    assertThat(sql.sorted("SELECT id, s.a, s.r FROM t"))
        .containsExactly(Row.of(1L, 7, Row.of(5)), Row.of(2L, 8, null));
    assertThat(sql.sorted("SELECT id FROM t WHERE s IS NULL OR more IS NULL"))
        .containsExactly(Row.of(2L));
  }

  @Test
  void fieldsThatLaterFilesLack() {
    writeMoreAndLess("a.parquet", "b.parquet");
    sql.adaptive("t", COLUMNS, dir.resolve("t"));
    assertMoreAndLess();
  }

  @Test
  void fieldsThatOnlyLaterFilesHave() {
    writeMoreAndLess("b.parquet", "a.parquet");
    sql.adaptive("t", COLUMNS, dir.resolve("t"));
    assertThatThrownBy(() -> sql.rows("SELECT * FROM t"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'s.n'")
        .hasMessageContaining("s.a")
        .hasMessageContaining("merge-schema");
    sql.execute("DROP TABLE t");
    sql.adaptive("t", COLUMNS, dir.resolve("t"), Map.of("merge-schema", "true"));
    assertMoreAndLess();
  }

  @Test
  void namesMatchExactlyUnlessSaidOtherwise() {
    write("a.parquet", "SELECT 1::BIGINT AS id, {'Aa': 7, 'aB': [{'X': 'x'}]} AS S");
    sql.adaptive("t", "id BIGINT, S ROW<aa INT>", dir.resolve("t"));
    assertThatThrownBy(() -> sql.rows("SELECT * FROM t"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'S.aa'")
        .hasMessageContaining("did you mean 'S.Aa'");
    sql.adaptive(
        "u",
        "ID BIGINT, s ROW<aa INT, AB ARRAY<ROW<x STRING>>>",
        dir.resolve("t"),
        Map.of("case-sensitive", "false"));
    assertThat(sql.rows("SELECT ID, s, s.AB[1].x FROM u"))
        .containsExactly(Row.of(1L, Row.of(7, new Row[] {Row.of("x")}), "x"));
    assertThat(sql.rows("SELECT s.aa FROM u")).containsExactly(Row.of(7));
  }

  @Test
  void besidePartitionColumns() {
    write("day=2026-01-01/a.parquet", "SELECT {'a': 1, 'b': 'x'} AS s, 10::BIGINT AS id");
    write("day=2026-01-02/b.parquet", "SELECT {'a': 2, 'b': 'y'} AS s, 20::BIGINT AS id");
    sql.adaptive("t", "id BIGINT, `day` DATE, s ROW<b STRING, a INT>", dir.resolve("t"));
    assertThat(sql.sorted("SELECT s.a, `day`, s.b FROM t"))
        .containsExactly(
            Row.of(1, LocalDate.of(2026, 1, 1), "x"), Row.of(2, LocalDate.of(2026, 1, 2), "y"));
    assertThat(sql.rows("SELECT s.b, s FROM t WHERE `day` = DATE '2026-01-02'"))
        .containsExactly(Row.of("y", Row.of("y", 2)));
    assertThat(sql.rows("SELECT COUNT(*) FROM t WHERE s IS NOT NULL")).containsExactly(Row.of(2L));
  }

  @Test
  void filesThatDisagreeInside() {
    write("a.parquet", "SELECT {'a': [1]} AS s");
    write("b.parquet", "SELECT {'a': ['x']} AS s");
    sql.adaptive("t", "s ROW<a ARRAY<INT>>", dir.resolve("t"));
    assertThatThrownBy(() -> sql.rows("SELECT * FROM t"))
        .rootCause()
        .hasMessageContaining("b.parquet")
        .hasMessageContaining("column 's'");
  }
}
