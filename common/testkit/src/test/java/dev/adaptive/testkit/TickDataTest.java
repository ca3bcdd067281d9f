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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TickDataTest {
  private static final long ROWS = 300_000;

  @TempDir static Path directory;

  private final DuckDb db = DuckDb.open();
  private TickData data;

  @BeforeAll
  void generate() throws IOException {
    TickSpec spec = TickSpec.ofRows(ROWS).withRowsPerFile(40_000).withRowGroupBytes(1 << 20);
    AtomicLong most = new AtomicLong();
    data =
        TickData.ensure(directory.resolve("ticks"), spec, n -> most.accumulateAndGet(n, Math::max));
    assertThat(most).hasValue(2 * ROWS);
    db.execute("CREATE VIEW by_time AS SELECT * FROM " + DuckDb.parquet(data.byTime()));
    db.execute("CREATE VIEW by_symbol AS SELECT * FROM " + DuckDb.parquet(data.bySymbol()));
  }

  @AfterAll
  void close() {
    db.close();
  }

  @Test
  void both_copies_have_the_same_rows() {
    assertThat(db.queryOne("SELECT count(*) FROM by_time")).isEqualTo(ROWS);
    assertThat(db.queryOne("SELECT count(*) FROM by_symbol")).isEqualTo(ROWS);
    assertThat(db.query("(FROM by_time EXCEPT ALL FROM by_symbol) LIMIT 1")).isEmpty();
  }

  @Test
  void one_copy_is_ordered_by_time() {
    String unordered =
        """
        SELECT * FROM (
          SELECT ts, trade_id, lag(ts) OVER w AS earlier, lag(trade_id) OVER w AS id_before
          FROM (SELECT *, filename, file_row_number FROM read_parquet('%s/*.parquet', filename = true, file_row_number = true))
          WINDOW w AS (ORDER BY filename, file_row_number))
        WHERE ts < earlier OR trade_id <> id_before + 1 LIMIT 1
        """;
    assertThat(db.query(unordered.formatted(data.byTime()))).isEmpty();
  }

  @Test
  void the_other_copy_is_ordered_by_symbol_and_time() {
    String unordered =
        """
        SELECT * FROM (
          SELECT symbol, trade_id, lag(symbol) OVER w AS symbol_before, lag(trade_id) OVER w AS id_before
          FROM (SELECT *, filename, file_row_number FROM read_parquet('%s/*.parquet', filename = true, file_row_number = true))
          WINDOW w AS (ORDER BY filename, file_row_number))
        WHERE symbol < symbol_before OR (symbol = symbol_before AND trade_id <= id_before) LIMIT 1
        """;
    assertThat(db.query(unordered.formatted(data.bySymbol()))).isEmpty();
  }

  @Test
  void rows_and_their_order_do_not_depend_on_how_many_symbols_are_sorted_at_a_time(
      @TempDir Path other) {
    new TickCopies(data.spec(), rows -> {}, 20_000).writeBySymbol(other);
    String ids = "SELECT trade_id, price, symbol FROM ";
    assertThat(db.query(ids + DuckDb.parquet(other)))
        .hasSize((int) ROWS)
        .isEqualTo(db.query(ids + DuckDb.parquet(data.bySymbol())));
  }

  @Test
  void symbols_follow_zipfs_law() {
    List<List<Object>> counts =
        db.query("SELECT symbol, count(*) AS n FROM by_time GROUP BY 1 ORDER BY n DESC, symbol");
    assertThat(counts).hasSizeBetween(1_990, 2_000);
    assertThat(counts.get(0).get(0)).isEqualTo("AAPL");
    assertThat(counts.get(1).get(0)).isEqualTo("MSFT");
    double first = (Long) counts.get(0).get(1);
    assertThat(first / ROWS).isBetween(0.11, 0.135);
    assertThat(first / (Long) counts.get(9).get(1)).isBetween(8.5, 11.5);
    assertThat(first / (Long) counts.get(99).get(1)).isBetween(75.0, 125.0);
  }

  @Test
  void sessions_are_new_yorks_on_both_sides_of_the_change_to_summer_time() {
    assertThat(
            db.query(
                "SELECT strftime(date_trunc('hour', min(ts)), '%m-%d %H'), strftime(max(ts),"
                    + " '%H:%M') FROM by_time GROUP BY ts::DATE ORDER BY 1"))
        .isEqualTo(
            List.of(
                List.of("03-07 14", "20:59"),
                List.of("03-08 14", "20:59"),
                List.of("03-11 13", "19:59"),
                List.of("03-12 13", "19:59"),
                List.of("03-13 13", "19:59")));
  }

  @Test
  void values_are_plausible() {
    assertThat(
            db.query(
                """
                SELECT * FROM by_time
                WHERE NOT (bid <= price AND price <= ask AND bid > 0 AND size > 0 AND odd_lot = (size < 100)
                  AND round(price * 100) / 100 = price AND regexp_matches(symbol, '^[A-Z]{1,5}$')) LIMIT 1
                """))
        .isEmpty();
    assertThat((Long) db.queryOne("SELECT count(DISTINCT exchange) FROM by_time")).isEqualTo(12);
    assertThat((Long) db.queryOne("SELECT count(DISTINCT conditions) FROM by_time"))
        .isBetween(24L, 48L);
    assertThat((Long) db.queryOne("SELECT count(*) FROM by_time WHERE conditions IS NULL"))
        .isBetween(ROWS / 50, ROWS / 2);
    assertThat((Long) db.queryOne("SELECT count(DISTINCT price) FROM by_time"))
        .isGreaterThan(10_000);
  }

  @Test
  void files_hold_as_many_rows_as_asked_for() {
    assertThat(
            db.query(
                "SELECT DISTINCT num_rows <= 40000 FROM parquet_file_metadata('"
                    + data.directory()
                    + "/*/*.parquet')"))
        .isEqualTo(List.of(List.of(true)));
    assertThat((Long) db.queryOne("SELECT count(*) FROM glob('" + data.bySymbol() + "/*')"))
        .isEqualTo(8);
  }

  @Test
  void the_same_specification_gives_the_same_rows_and_another_seed_does_not(@TempDir Path other)
      throws IOException {
    TickSpec spec =
        data.spec()
            .withCodec(CompressionCodecName.ZSTD)
            .withRowsPerFile(ROWS)
            .withRowGroupBytes(1 << 24);
    TickData again = TickData.ensure(other.resolve("again"), spec);
    assertThat(
            db.query(
                "(FROM by_symbol EXCEPT ALL FROM "
                    + DuckDb.parquet(again.bySymbol())
                    + ") LIMIT 1"))
        .isEmpty();
    TickSpec small = TickSpec.ofRows(1_000);
    TickData one = TickData.ensure(other.resolve("one"), small);
    TickData two = TickData.ensure(other.resolve("two"), small.withSeed(43));
    assertThat(db.query("FROM " + DuckDb.parquet(one.byTime())))
        .isNotEqualTo(db.query("FROM " + DuckDb.parquet(two.byTime())));
  }

  @Test
  void a_complete_data_set_is_reused_and_another_specification_replaces_it(@TempDir Path other)
      throws IOException {
    Path target = other.resolve("ticks");
    TickSpec spec = TickSpec.ofRows(500).withSymbols(3).withDays(1);
    TickData first = TickData.ensure(target, spec);
    Path trace = Files.createFile(first.directory().resolve("_trace"));
    TickData.ensure(target, spec);
    assertThat(trace).exists();
    TickData.ensure(target, spec.withSeed(1));
    assertThat(trace).doesNotExist();
    try (Stream<Path> files = Files.list(other)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("ticks", ".ticks.lock");
    }
  }

  @Test
  void files_of_others_are_not_replaced(@TempDir Path other) throws IOException {
    Path precious = Files.writeString(other.resolve("precious.txt"), "x");
    assertThatThrownBy(() -> TickData.ensure(other, TickSpec.ofRows(10)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not generated here");
    assertThat(precious).exists();
  }

  @Test
  void a_failure_leaves_nothing_behind(@TempDir Path other) throws IOException {
    assertThatThrownBy(
            () ->
                TickData.ensure(
                    other.resolve("ticks"),
                    TickSpec.ofRows(200_000),
                    rows -> {
                      throw new IllegalArgumentException("no more");
                    }))
        .hasRootCauseMessage("no more");
    try (Stream<Path> files = Files.list(other)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".ticks.lock");
    }
  }
}
