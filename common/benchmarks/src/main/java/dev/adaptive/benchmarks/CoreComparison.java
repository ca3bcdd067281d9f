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
package dev.adaptive.benchmarks;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.expr.Predicate;
import dev.adaptive.testkit.DuckDb;
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Reads tick data with the core and with DuckDB, side by side in one run and on as many threads,
 * and prints the times as a Markdown table. Arguments: directory for the data, rows (16000000),
 * codec (SNAPPY), rounds (7).
 */
public final class CoreComparison {
  private static final int THREADS = 2;
  private static final int WARM_UP = 20;
  private static final String ALL_AGGREGATES =
      "max(symbol), max(ts), max(price), max(size), max(exchange), max(conditions), max(trade_id),"
          + " max(bid), max(ask), max(odd_lot)";

  private final TickData data;
  private final int rounds;

  private CoreComparison(TickData data, int rounds) {
    this.data = data;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target/ticks");
    long rows = args.length > 1 ? Long.parseLong(args[1]) : 16_000_000;
    CompressionCodecName codec = CompressionCodecName.valueOf(args.length > 2 ? args[2] : "SNAPPY");
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 7;
    TickData data = TickData.ensure(directory, TickSpec.ofRows(rows).withCodec(codec));
    System.out.printf(
        Locale.ROOT,
        "%n%,d rows, %s, %d threads, median of %d, %s%n%n",
        rows,
        codec,
        THREADS,
        rounds,
        LocalDate.now());
    System.out.println(
        "| query | rows | adaptive, s | DuckDB, s | adaptive / DuckDB | read, MB | skipped, MB |"
            + " peak, MB |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
    new CoreComparison(data, rounds).run();
  }

  private void run() {
    Path time = data.byTime();
    Path symbol = data.bySymbol();
    String rare = rareSymbol();
    Predicate one = Predicate.eq("symbol", rare);
    String isOne = " where symbol = " + DuckDb.literal(rare);
    List<String> all = null;

    compare(
        "sum of 3 of 10 columns",
        time,
        List.of("price", "size", "trade_id"),
        null,
        Aggregates::sum,
        "sum(price), sum(size), sum(trade_id)",
        "");
    compare("all 10 columns", time, all, null, Aggregates::nothing, ALL_AGGREGATES, "");
    compare(
        "one symbol, by time, 2 columns",
        time,
        List.of("ts", "price"),
        one,
        Aggregates::sum,
        "sum(price), max(ts)",
        isOne);
    compare(
        "one symbol, by time, all columns",
        time,
        all,
        one,
        Aggregates::nothing,
        ALL_AGGREGATES,
        isOne);
    compare(
        "one symbol, by symbol, 2 columns",
        symbol,
        List.of("ts", "price"),
        one,
        Aggregates::sum,
        "sum(price), max(ts)",
        isOne);
    Instant from = Instant.parse("2024-03-08T16:00:00Z");
    Instant to = Instant.parse("2024-03-08T16:05:00Z");
    compare(
        "five minutes, by time, 3 columns",
        time,
        List.of("symbol", "price", "size"),
        Predicate.and(Predicate.ge("ts", from), Predicate.lt("ts", to)),
        Aggregates::sum,
        "max(symbol), sum(price), sum(size)",
        " where ts >= timestamptz '" + from + "' and ts < timestamptz '" + to + "'");
    double median = median();
    compare(
        "half of the rows by price, 3 columns",
        time,
        List.of("ts", "price", "size"),
        Predicate.gt("price", median),
        Aggregates::sum,
        "max(ts), sum(price), sum(size)",
        " where price > " + median);
  }

  /** A symbol with about one row in 6,000. */
  private String rareSymbol() {
    try (DuckDb db = DuckDb.open()) {
      return (String)
          db.queryOne(
              "select symbol from "
                  + parquet(data.byTime())
                  + " group by symbol order by abs(count(*) - "
                  + data.spec().rows() / 6000
                  + "), symbol limit 1");
    }
  }

  private double median() {
    try (DuckDb db = DuckDb.open()) {
      return ((Number)
              db.queryOne("select approx_quantile(price, 0.5) from " + parquet(data.byTime())))
          .doubleValue();
    }
  }

  private void compare(
      String name,
      Path directory,
      List<String> columns,
      Predicate filter,
      ToDoubleFunction<ColumnBatch> perBatch,
      String aggregates,
      String where) {
    Scan scan = new Scan(directory, columns, filter);
    String sql = "select count(*), " + aggregates + " from " + parquet(directory) + where;
    try (DuckDb db = DuckDb.open().threads(THREADS)) {
      Timed<Scan.Result> ours = new Timed<>(() -> scan.run(THREADS, perBatch), rounds);
      Timed<List<List<Object>>> theirs = new Timed<>(() -> db.query(sql), rounds);
      for (int i = -WARM_UP; i < rounds; i++) {
        ours.round(i);
        theirs.round(i);
      }
      long rows = ((Number) theirs.result.get(0).get(0)).longValue();
      if (rows != ours.result.rows()) {
        throw new IllegalStateException(
            name + ": adaptive returned " + ours.result.rows() + " rows, DuckDB " + rows);
      }
      print(name, rows, ours, theirs);
    }
  }

  private static void print(String name, long rows, Timed<Scan.Result> ours, Timed<?> theirs) {
    Scan.Result result = ours.result;
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %.3f | %.3f | %.2f | %.1f | %.1f | %.1f |%n",
        name,
        rows,
        ours.median(),
        theirs.median(),
        ours.median() / theirs.median(),
        result.stats().get(dev.adaptive.stats.ReadStats.Counter.BYTES_READ) / 1e6,
        result.stats().get(dev.adaptive.stats.ReadStats.Counter.BYTES_SKIPPED) / 1e6,
        result.peakBytes() / 1e6);
  }

  private static String parquet(Path directory) {
    return DuckDb.parquet(directory.resolve("*.parquet"));
  }

  /** Runs something again and again and keeps the times. */
  private static final class Timed<T> {
    private final Supplier<T> work;
    private final double[] seconds;
    private T result;

    Timed(Supplier<T> work, int rounds) {
      this.work = work;
      this.seconds = new double[rounds];
    }

    /** A round below 0 only warms up. */
    void round(int round) {
      long start = System.nanoTime();
      result = work.get();
      if (round >= 0) {
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
    }

    double median() {
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }
}
