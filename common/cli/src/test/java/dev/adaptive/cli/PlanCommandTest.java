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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  private static final int ROWS = 50_000;

  @TempDir static Path directory;
  private static DuckDb db;
  private static TickData ticks;

  @BeforeAll
  static void write() throws IOException {
    db = DuckDb.open().threads(1);
    ticks =
        TickData.ensure(
            directory.resolve("ticks"),
            TickSpec.ofRows(ROWS).withSymbols(20).withRowGroupBytes(500_000));
  }

  @AfterAll
  static void close() {
    db.close();
  }

  private static List<List<Object>> query(String json, String sql) throws IOException {
    Path file = Files.writeString(directory.resolve("plan.json"), json);
    return db.query(
        sql.replace(
            "$plan", "read_json(" + DuckDb.literal(file.toString()) + ", maximum_depth = -1)"));
  }

  @Test
  void a_plan_is_described_in_tables() {
    CommandRun run =
        CommandRun.of(
            "plan",
            ticks.bySymbol().toString(),
            "--parallelism",
            "3",
            "--columns",
            "symbol,price",
            "-o",
            "split.open-cost=1k");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith(ticks.bySymbol() + "\n  files       ")
        .contains("  rows        50,000, before any filter\n")
        .contains("  splits      3\n")
        .contains("\n  000002  ")
        .contains("\nSizes of splits\n")
        .contains("####")
        .contains("heaviest / mean: 1.");
  }

  @Test
  void json_has_every_row_of_every_split() throws IOException {
    CommandRun run =
        CommandRun.of(
            "plan", "--json", ticks.byTime().toString(), "--max-rows", "3000", "--mode", "size");
    assertThat(run.err()).isEmpty();
    assertThat(
            query(
                run.out(),
                "SELECT sum(s.rows)::BIGINT, max(s.rows) <= 3000, count(*) >= 17 FROM (SELECT"
                    + " unnest(splits) AS s FROM $plan)"))
        .isEqualTo(List.of(List.of((long) ROWS, true, true)));
    assertThat(
            query(
                run.out(),
                "SELECT u.file, u.rowGroup, sum(u.rows)::BIGINT FROM (SELECT unnest(s.rowGroups) AS"
                    + " u FROM (SELECT unnest(splits) AS s FROM $plan)) GROUP BY ALL ORDER BY ALL"))
        .isEqualTo(
            db.query(
                "SELECT DISTINCT file_name, row_group_id, row_group_num_rows FROM parquet_metadata("
                    + DuckDb.literal(ticks.byTime() + "/*.parquet")
                    + ") ORDER BY ALL"));
  }

  /** In a file that is sorted by symbol, the page index tells the rows. */
  @Test
  void a_symbol_is_found_where_duckdb_finds_it() throws IOException {
    String[] command = {
      "plan",
      ticks.bySymbol().toString(),
      "--mode",
      "symbol",
      "--symbol-column",
      "symbol",
      "--max-rows",
      "10000",
      "--explain-symbol",
      "AAPL"
    };
    CommandRun run = CommandRun.of(command);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\nAAPL may be in ").contains("by symbol column 'symbol'");

    String[] inJson = java.util.Arrays.copyOf(command, command.length + 1);
    inJson[command.length] = "--json";
    String json = CommandRun.of(inJson).out();
    List<List<Object>> places =
        query(
            json,
            "SELECT p.file, p.firstRow, p.firstRow + p.rows FROM (SELECT unnest(symbol.places) AS p"
                + " FROM $plan)");
    assertThat(places).isNotEmpty();
    List<List<Object>> found =
        db.query(
            "SELECT filename, min(file_row_number), max(file_row_number) FROM read_parquet("
                + DuckDb.literal(ticks.bySymbol() + "/*.parquet")
                + ", filename = true, file_row_number = true) WHERE symbol = 'AAPL' GROUP BY ALL");
    assertThat(places.stream().map(place -> place.get(0)).distinct().toList())
        .containsAll(found.stream().map(row -> row.get(0)).toList());
    assertThat(
            query(
                json,
                "SELECT min(len(p.splits)) FROM (SELECT unnest(symbol.places) AS p FROM $plan)"))
        .isEqualTo(List.of(List.of(1L)));

    CommandRun nowhere =
        CommandRun.of(
            "plan",
            ticks.bySymbol().toString(),
            "--symbol-column",
            "symbol",
            "--explain-symbol",
            "~none");
    assertThat(nowhere.out()).contains("~none is nowhere");
  }

  @Test
  void what_is_missing_or_given_twice_is_said() {
    String path = ticks.bySymbol().toString();
    assertThat(CommandRun.of("plan", path, "--explain-symbol", "A").err())
        .contains("needs --symbol-column");
    assertThat(CommandRun.of("plan", path, "--mode", "symbol").err()).contains("symbol-column");
    assertThat(CommandRun.of("plan", path, "--max-rows", "5", "-o", "split.max-rows=6").err())
        .contains("given twice");
    assertThat(CommandRun.of("plan", path, "--parallelism", "0").status()).isEqualTo(2);
  }
}
