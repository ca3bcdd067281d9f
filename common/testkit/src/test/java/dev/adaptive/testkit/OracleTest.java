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
package dev.adaptive.testkit;

import static dev.adaptive.testkit.RowComparison.assertSameRows;
import static dev.adaptive.testkit.RowComparison.assertSameRowsInOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.memory.MemoryBudget;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OracleTest {

  /** The two oracles must agree before anything is judged by them. */
  @Test
  void duckdb_and_parquet_java_read_the_same(@TempDir Path directory) {
    String row =
        """
        SELECT true AS b, (-7)::TINYINT AS i8, 300::SMALLINT AS i16, -70000 AS i32, 5000000000 AS i64,
          200::UTINYINT AS u8, 60000::USMALLINT AS u16, 4000000000::UINTEGER AS u32, 18000000000000000000::UBIGINT AS u64,
          1.5::FLOAT AS f, 'NaN'::DOUBLE AS d, 12.34::DECIMAL(4,2) AS d4, -12345678.901::DECIMAL(15,3) AS d15,
          123456789012345678901234567.89::DECIMAL(38,2) AS d38, 'h\u00e9llo' AS s, '\\x00\\xFF'::BLOB AS bin,
          '7f3e2a10-0000-4000-8000-0123456789ab'::UUID AS u, DATE '1582-10-04' AS old, DATE '2024-03-10' AS day,
          TIME '13:45:07.123456' AS t, TIMESTAMP '1969-12-31 23:59:59.999999' AS ts,
          TIMESTAMP_NS '2024-03-10 02:30:00.123456789' AS ns,
          TIMESTAMPTZ '2024-03-10 02:30:00+00' AS tz, NULL::INTEGER AS n
        """;
    Path file = directory.resolve("all.parquet");
    try (DuckDb db = DuckDb.open().threads(1)) {
      db.execute("COPY (" + row + ") TO " + DuckDb.literal(file.toString()) + " (FORMAT parquet)");
      List<List<Object>> expected = db.query("FROM " + DuckDb.parquet(file));
      assertSameRows(expected, ParquetJavaReader.read(file));
      assertThat(expected.get(0).subList(1, 9))
          .containsExactly(
              (byte) -7,
              (short) 300,
              -70000,
              5_000_000_000L,
              (byte) 200,
              (short) 60000,
              (int) 4_000_000_000L,
              Long.parseUnsignedLong("18000000000000000000"));
      assertThat(expected.get(0).get(11)).isEqualTo(new BigDecimal("12.34"));
      assertThat(expected.get(0).get(20)).isEqualTo(-1L);
      assertThat(expected.get(0).get(21)).isEqualTo(1_710_037_800_123_456_789L);
      assertThat(db.queryOne("SELECT TIMESTAMP_MS '1969-12-31 23:59:59.999'")).isEqualTo(-1L);
      assertThat(db.columns(row).subList(0, 2)).containsExactly("b", "i8");
      assertThat(db.queryOne("SELECT sum(x) FROM range(4) t(x)")).isEqualTo(new BigDecimal(6));
    }
  }

  @Test
  void rows_are_compared_as_a_multiset() {
    List<Object[]> rows = rows(row(1, "a"), row(2, null), row(1, "a"));
    assertSameRows(rows, List.of(List.of(1, "a"), List.of(1, "a"), Arrays.asList(2, null)));
    assertThat(RowComparison.difference(rows, rows(row(1, "a"), row(2, null), row(2, null))))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("1 missing, 1 unexpected")
                    .contains("first missing:     [1 (Integer), 'a']")
                    .contains("nearest unexpected: [2 (Integer), null]")
                    .contains("columns that differ: [0, 1]"));
    assertThat(RowComparison.difference(rows, rows(row(1, "a"), row(2, null)))).isPresent();
    assertThat(RowComparison.difference(rows(row(1L)), rows(row(1)))).isPresent();
    assertThat(RowComparison.difference(rows(row(0.0)), rows(row(-0.0)))).isPresent();
    assertSameRows(rows(row(Double.NaN, new byte[] {1})), rows(row(Double.NaN, new byte[] {1})));
  }

  @Test
  void rows_are_compared_in_order_when_asked() {
    assertSameRowsInOrder(rows(row(1), row(2)), rows(row(1), row(2)));
    assertThatThrownBy(() -> assertSameRowsInOrder(rows(row(1), row(2)), rows(row(2), row(1))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("row 0");
    assertThatThrownBy(() -> assertSameRowsInOrder(rows(row(1)), rows(row(1), row(2))))
        .hasMessageContaining("first unexpected: [2 (Integer)]");
  }

  @Test
  void memory_left_reserved_fails_the_test() {
    MemoryCheck check = new MemoryCheck();
    MemoryBudget budget = check.budget(100);
    budget.reserve(10, "a page");
    assertThatThrownBy(() -> check.afterEach(null))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("test: 10 of 100 bytes");
    check.register(budget);
    budget.release(10);
    check.afterEach(null);
  }

  private static List<Object[]> rows(Object[]... rows) {
    return List.of(rows);
  }

  private static Object[] row(Object... values) {
    return values;
  }
}
