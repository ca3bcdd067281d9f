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
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir static Path directory;
  private static DuckDb db;
  private static TickData ticks;

  @BeforeAll
  static void write() throws IOException {
    db = DuckDb.open().threads(1);
    ticks =
        TickData.ensure(
            directory.resolve("ticks"),
            TickSpec.ofRows(50_000).withSymbols(20).withRowGroupBytes(500_000));
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @Test
  void a_file_is_described_in_tables() {
    Path file = ticks.bySymbol().resolve("ticks-000.parquet");
    CommandRun run = CommandRun.of("inspect", file.toString());
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith(file + "\n  rows        50,000\n  row groups  ")
        .contains("  created by  parquet-mr version ")
        .contains("  0  symbol      required    BYTE_ARRAY     STRING                 string\n")
        .contains(
            "  1  ts          required    INT64          TIMESTAMP(micros,utc)  timestamp(micros,"
                + " utc)\n")
        .contains("\nRow group 1\n");
    assertThat(run.out().lines().filter(line -> line.startsWith("  symbol ")).findFirst())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .matches(
                        "  symbol +SNAPPY +BIT_PACKED,PLAIN_DICTIONARY +\\S+ k?B +\\S+ k?B +0  AAPL"
                            + " +\\S+ +all pages +yes +no"));
  }

  /** DuckDB's own view of the footer is the judge. */
  @Test
  void json_says_what_duckdb_says() throws IOException {
    CommandRun run =
        CommandRun.of("inspect", "--json", ticks.bySymbol().toString(), ticks.byTime().toString());
    assertThat(run.err()).isEmpty();
    Path json = Files.writeString(directory.resolve("report.json"), run.out());
    String reports = "read_json(" + DuckDb.literal(json.toString()) + ", maximum_depth = -1)";
    String files = DuckDb.literal(ticks.directory() + "/*/*.parquet");
    assertThat(
            db.query(
                "SELECT file, rows, createdBy, len(rowGroups) FROM " + reports + " ORDER BY file"))
        .isEqualTo(
            db.query(
                "SELECT file_name, num_rows, created_by, num_row_groups FROM parquet_file_metadata("
                    + files
                    + ") ORDER BY file_name"));
    String chunks =
        "SELECT c.name, c.codec, c.compressedBytes, c.uncompressedBytes, c.nullCount, c.values FROM"
            + " (SELECT file, unnest(g.columns) AS c FROM (SELECT file, unnest(rowGroups) AS g FROM"
            + " "
            + reports
            + ")) ORDER BY ALL";
    assertThat(db.query(chunks))
        .isNotEmpty()
        .isEqualTo(
            db.query(
                "SELECT path_in_schema, compression, total_compressed_size,"
                    + " total_uncompressed_size, stats_null_count, num_values FROM"
                    + " parquet_metadata("
                    + files
                    + ") ORDER BY ALL"));
    assertThat(
            db.queryOne(
                "SELECT min((m->>'min')::DOUBLE) FROM (SELECT unnest(g.columns)::JSON AS m FROM"
                    + " (SELECT unnest(rowGroups) AS g FROM "
                    + reports
                    + ")) WHERE m->>'name' = 'price'"))
        .isEqualTo(db.queryOne("SELECT min(price) FROM " + DuckDb.parquet(ticks.byTime())));
  }

  @Test
  void every_type_can_be_inspected_also_those_that_cannot_be_read() {
    Path file = directory.resolve("nested.parquet");
    db.execute(
        "COPY (SELECT 1::UTINYINT AS u8, 12.3::DECIMAL(9,2) AS money, DATE '2024-02-29' AS day, [1,"
            + " 2] AS list, {'a': 'x'} AS s, '7f3e2a10-0000-4000-8000-0123456789ab'::UUID AS id,"
            + " TIME '10:00:00' AS at, TIMESTAMP_NS '2024-02-29 10:00:00.000000001' AS ns,"
            + " '\\x01'::BLOB AS bin, 170141183460469231731687303715884105727::HUGEINT AS huge) TO "
            + DuckDb.literal(file.toString())
            + " (FORMAT parquet, CODEC zstd)");
    CommandRun run = CommandRun.of("inspect", file.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("UINT_8", "uint8")
        .contains("DECIMAL(9,2)", "12.30")
        .contains("2024-02-29 ")
        .contains(
            "list.list.element  optional    INT32                     INT_32                  -"
                + " (nested)")
        .contains("s.a ")
        .contains("2024-02-29T10:00:00.000000001")
        .contains("ZSTD");
  }

  /** A file of three row groups of 2,048 rows; {@code sym} is another one in each. */
  private static Path symbols() {
    Path file = directory.resolve("symbols.parquet");
    db.execute(
        "COPY (SELECT i AS n, CASE i % 2048 WHEN 0 THEN 'A' WHEN 1 THEN 'Z' ELSE 'S' || (i // 2048)"
            + " END AS sym, (i / 4)::DECIMAL(9, 2) AS price, DATE '2024-01-01' + (i //"
            + " 2048)::INTEGER AS day, (i % 7)::UTINYINT AS tiny FROM range(6144) r(i)) TO "
            + DuckDb.literal(file.toString())
            + " (FORMAT parquet, ROW_GROUP_SIZE 2048)");
    return file;
  }

  @Test
  void where_explains_what_rules_out_row_groups() {
    Path file = symbols();
    CommandRun run =
        CommandRun.of(
            "inspect",
            file.toString(),
            "--where",
            "day < '2024-01-03' AND sym = 'S1' AND price > 1");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("filter           day < '2024-01-03' AND sym = 'S1' AND price > 1")
        .contains("row groups left  1 of 3")
        .contains("rows left        2,048 of 6,144")
        .containsPattern("0 +2,048 +bloom filter +0 +sym +0 +A +Z +- +yes +")
        .containsPattern("0 +2,048 +bloom filter +0 +price +0 +0.00 +511.75 +- ")
        .containsPattern("1 +2,048 +- +2,048 +sym +0 +A +Z +- +yes +")
        .containsPattern("2 +2,048 +statistics +0 +day +0 +2024-01-03 +2024-01-03 +- ");
  }

  /** What it says is what a scan counts. */
  @Test
  void where_says_what_scan_does() throws IOException {
    Path file = ticks.bySymbol().resolve("ticks-000.parquet");
    String symbol = (String) db.queryOne("SELECT min(symbol) FROM " + DuckDb.parquet(file));
    String where = "symbol = '" + symbol + "' AND price > 0";
    CommandRun run = CommandRun.of("inspect", "--json", file.toString(), "--where", where);
    assertThat(run.err()).isEmpty();
    Path json = Files.writeString(directory.resolve("explained.json"), run.out());
    CommandRun scan = CommandRun.of("scan", file.toString(), "--where", where, "--stats");
    String report = "read_json(" + DuckDb.literal(json.toString()) + ", maximum_depth = -1)";
    long left = (Long) db.queryOne("SELECT rowsLeft FROM " + report);
    assertThat(scan.err()).containsPattern("rows scanned +" + "%,d".formatted(left));
    assertThat(
            (Long) db.queryOne("SELECT count(*) FROM " + DuckDb.parquet(file) + " WHERE " + where))
        .isPositive()
        .isLessThanOrEqualTo(left);
    assertThat(
            (Long)
                db.queryOne(
                    "SELECT sum((c->>'pagesLeft')::INTEGER)::BIGINT FROM (SELECT"
                        + " unnest(g.columns)::JSON AS c FROM (SELECT unnest(rowGroups) AS g FROM "
                        + report
                        + ")) WHERE c->>'name' = 'symbol'"))
        .isPositive();
    long groupsLeft = (Long) db.queryOne("SELECT rowGroupsLeft FROM " + report);
    assertThat(scan.err()).containsPattern("row groups read +" + groupsLeft);
  }

  @Test
  void where_names_what_does_not_fit_the_file() {
    CommandRun run = CommandRun.of("inspect", symbols().toString(), "--where", "symbl = 'S1'");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("symbl").contains("sym");
    assertThat(CommandRun.of("inspect", symbols().toString(), "--where", "sym ===").status())
        .isNotZero();
    assertThat(CommandRun.of("inspect", symbols().toString(), "--where", "tiny = 3").out())
        .containsPattern("tiny +0 +0 +6 +- +not usable");
    assertThat(CommandRun.of("inspect", symbols().toString(), "--where", "n IS NOT NULL").out())
        .contains("row groups left  3 of 3");
  }

  @Test
  void a_damaged_file_does_not_hide_the_others() throws IOException {
    Path good = ticks.bySymbol().resolve("ticks-000.parquet");
    Path bad = Files.writeString(directory.resolve("bad.parquet"), "this is no Parquet file");
    byte[] bytes = Files.readAllBytes(good);
    Path cut =
        Files.write(directory.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
    CommandRun run = CommandRun.of("inspect", bad.toString(), cut.toString(), good.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("adaptive: ["));
    assertThat(run.err()).contains("bad.parquet", "cut.parquet", "not a Parquet file");
    assertThat(run.out()).startsWith(good.toString());
  }

  @Test
  void files_that_are_not_there_are_named(@TempDir Path empty) throws IOException {
    CommandRun missing = CommandRun.of("inspect", empty.resolve("x.parquet").toString());
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err())
        .startsWith("adaptive: there is no file or directory")
        .contains("x.parquet");
    Files.createFile(empty.resolve("_SUCCESS"));
    assertThat(CommandRun.of("inspect", empty.toString()).err()).contains("holds no file");
  }
}
