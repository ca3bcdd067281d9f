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
package dev.adaptive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.testkit.DuckDb;
import dev.adaptive.testkit.RowComparison;
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {
  private static final String TYPES =
      """
      SELECT * FROM (VALUES
        (true, (-8)::TINYINT, 200::UTINYINT, 18000000000000000000::UBIGINT, 1.5::FLOAT, 'NaN'::DOUBLE, 12.30::DECIMAL(9,2),
          123456789012345678901234567890.12::DECIMAL(38,2), 'a "b", c', '\\x00\\xFF'::BLOB, '7f3e2a10-0000-4000-8000-0123456789ab'::UUID,
          DATE '1969-12-31', TIME '13:45:07.5', TIMESTAMP '2024-03-10 02:30:00.123456', TIMESTAMPTZ '1969-12-31 23:59:59.9+00'),
        (false, 8, 0, 0, -2.25, 100.0, -0.05, 0, E'two\\nlines', '', '00000000-0000-0000-0000-000000000000',
          '2024-02-29', '00:00:00', '1600-01-01 00:00:00', '2024-03-10 02:30:00+00'),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL))
      t(flag, i8, u8, u64, f, d, money, big, s, bin, id, day, clock, local, utc)
      """;

  @TempDir static Path directory;
  private static DuckDb db;
  private static Path types;
  private static TickData ticks;

  @BeforeAll
  static void write() throws IOException {
    db = DuckDb.open();
    types = directory.resolve("types.parquet");
    db.execute("COPY (" + TYPES + ") TO " + DuckDb.literal(types.toString()) + " (FORMAT parquet)");
    ticks = TickData.ensure(directory.resolve("ticks"), TickSpec.ofRows(20_000).withSymbols(50));
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @Test
  void a_table_is_aligned_and_readable() {
    CommandRun run =
        CommandRun.of("scan", types.toString(), "--columns", "flag,i8,u8,u64,f,d,money,s");
    assertThat(run)
        .isEqualTo(
            new CommandRun(
                0,
                """
                flag     i8    u8                   u64      f      d  money  s
                -----  ----  ----  --------------------  -----  -----  -----  ----------
                true     -8   200  18000000000000000000    1.5    NaN  12.30  a "b", c
                false     8     0                     0  -2.25  100.0  -0.05  two\\nlines
                null   null  null                  null   null   null   null  null
                null   null  null                  null   null   null   null \s
                """,
                ""));
  }

  @Test
  void times_bytes_and_large_decimals_are_readable() {
    CommandRun run =
        CommandRun.of(
            "scan",
            types.toString(),
            "--columns",
            "big,bin,id,day,clock,local,utc",
            "--format",
            "csv",
            "--limit",
            "3");
    assertThat(run.out())
        .isEqualTo(
            """
            big,bin,id,day,clock,local,utc
            123456789012345678901234567890.12,00ff,7f3e2a10-0000-4000-8000-0123456789ab,1969-12-31,13:45:07.5,2024-03-10T02:30:00.123456,1969-12-31T23:59:59.900Z
            0.00,"",00000000-0000-0000-0000-000000000000,2024-02-29,00:00:00,1600-01-01T00:00:00,2024-03-10T02:30:00Z
            ,,,,,,
            """);
  }

  @Test
  void csv_tells_null_from_the_empty_string() {
    CommandRun run =
        CommandRun.of("scan", types.toString(), "--columns", "i8,s", "--format", "CSV");
    assertThat(run.out()).isEqualTo("i8,s\n-8,\"a \"\"b\"\", c\"\n8,\"two\nlines\"\n,\n,\"\"\n");
  }

  @Test
  void json_is_strict_and_exact() {
    CommandRun run =
        CommandRun.of(
            "scan",
            types.toString(),
            "--columns",
            "flag,u8,u64,f,d,money,big,s,bin",
            "--format",
            "json");
    assertThat(run.out().lines().toList())
        .containsExactly(
            "{\"flag\":true,\"u8\":200,\"u64\":18000000000000000000,\"f\":1.5,\"d\":\"NaN\",\"money\":12.30,\"big\":123456789012345678901234567890.12,\"s\":\"a"
                + " \\\"b\\\", c\",\"bin\":\"00ff\"}",
            "{\"flag\":false,\"u8\":0,\"u64\":0,\"f\":-2.25,\"d\":100.0,\"money\":-0.05,\"big\":0.00,\"s\":\"two\\n"
                + "lines\",\"bin\":\"\"}",
            "{\"flag\":null,\"u8\":null,\"u64\":null,\"f\":null,\"d\":null,\"money\":null,\"big\":null,"
                + "\"s\":null,\"bin\":null}",
            "{\"flag\":null,\"u8\":null,\"u64\":null,\"f\":null,\"d\":null,\"money\":null,\"big\":null,"
                + "\"s\":\"\",\"bin\":null}");
    assertThat(run.out()).endsWith("}\n");
  }

  @Test
  void a_filtered_directory_equals_duckdbs_answer_in_csv_and_json() throws IOException {
    String where = "symbol = 'AAPL' AND price > 10 AND conditions IS NOT NULL";
    List<List<Object>> expected =
        db.query("SELECT * FROM " + DuckDb.parquet(ticks.byTime()) + " WHERE " + where);
    assertThat(expected).hasSizeGreaterThan(1_000);
    for (Map.Entry<String, String> format :
        Map.of("csv", "read_csv", "json", "read_json").entrySet()) {
      CommandRun run =
          CommandRun.of(
              "scan", ticks.byTime().toString(), "--where", where, "--format", format.getKey());
      assertThat(run.err()).isEmpty();
      Path file = Files.writeString(directory.resolve("out." + format.getKey()), run.out());
      RowComparison.assertSameRows(
          expected,
          db.query(
              "SELECT symbol, ts::TIMESTAMPTZ, price, size::INTEGER, exchange, conditions,"
                  + " trade_id, bid, ask, odd_lot FROM "
                  + format.getValue()
                  + "("
                  + DuckDb.literal(file.toString())
                  + ")"));
    }
  }

  @Test
  void a_limit_and_statistics_are_observed() {
    CommandRun run =
        CommandRun.of(
            "scan",
            ticks.bySymbol() + "/*.parquet",
            "--columns",
            "trade_id,symbol",
            "--limit",
            "7",
            "--stats");
    assertThat(run.out().lines()).hasSize(9).first().asString().contains("trade_id  symbol");
    assertThat(run.err()).contains("bytes read ", "row groups pruned ", "peak memory ", "seconds ");
    assertThat(CommandRun.of("scan", types.toString(), "--limit", "0", "--format", "json"))
        .isEqualTo(new CommandRun(0, "", ""));
  }

  @Test
  void a_table_of_more_rows_than_are_measured_has_them_all() {
    CommandRun run = CommandRun.of("scan", ticks.byTime().toString(), "--columns", "trade_id");
    assertThat(run.out().lines()).hasSize(20_002);
    assertThat(run.out()).endsWith("20000\n");
  }

  @Test
  void each_mistake_is_one_clear_line() {
    String path = types.toString();
    assertError(
        1, "there is no column 'symbl'", "scan", ticks.byTime().toString(), "--columns", "symbl");
    assertError(1, "position", "scan", path, "--where", "i8 = ");
    assertError(1, "batch.max-rows", "scan", path, "-o", "batch.max-row=3");
    assertError(1, "memory.limit", "scan", path, "--memory-limit", "lots");
    assertError(1, "nowhere", "scan", directory.resolve("nowhere").toString());
    assertError(1, "memory", "scan", ticks.byTime().toString(), "--memory-limit", "10k");
    assertError(2, "--limit must be 0 or more", "scan", path, "--limit", "-1");
    assertError(2, "given twice", "scan", path, "--memory-limit", "1MB", "-o", "memory.limit=2MB");
    assertError(2, "xml", "scan", path, "--format", "xml");
    assertError(2, "Missing required parameter", "scan");
  }

  @Test
  void help_names_all_options() {
    CommandRun run = CommandRun.of("scan", "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(
            "adaptive scan",
            "--columns",
            "--where",
            "--limit",
            "--format",
            "table, csv, json",
            "--memory-limit",
            "--option",
            "--stats");
  }

  private static void assertError(int status, String message, String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).startsWith("adaptive: ").contains(message);
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(status);
  }
}
