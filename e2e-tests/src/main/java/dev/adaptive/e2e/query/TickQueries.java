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
package dev.adaptive.e2e.query;

import dev.adaptive.e2e.query.Query.Layout;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Queries that are asked of trades every day.
 *
 * @param symbol one that is traded often
 * @param symbols a dozen or so
 * @param from the start of the five-minute window
 * @param price about half of the trades are above it
 */
public record TickQueries(String symbol, List<String> symbols, Instant from, double price) {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** What the demo runs. */
  public List<Query> demo() {
    return List.of(vwap(Layout.TIME), vwap(Layout.SYMBOL), window(), barsOfDay(), threeColumnSum());
  }

  public Query vwap(Layout layout) {
    return new Query(
        "VWAP of " + symbol + ", by " + layout.name().toLowerCase(Locale.ROOT),
        layout,
        (dialect, table) ->
            """
            SELECT COUNT(*) AS trades, SUM(price * size) / SUM(CAST(size AS DOUBLE)) AS vwap
            FROM %s WHERE symbol = '%s'\
            """
                .formatted(table, symbol));
  }

  public Query window() {
    return new Query(
        "5-minute window",
        Layout.TIME,
        (dialect, table) ->
            """
            SELECT symbol, COUNT(*) AS trades, SUM(CAST(size AS BIGINT)) AS volume, MIN(price) AS low, MAX(price) AS high
            FROM %s WHERE %s GROUP BY symbol\
            """
                .formatted(table, inWindow(dialect)));
  }

  public Query bars() {
    return bars("1-minute OHLCV bars", dialect -> "");
  }

  /** The bars of the day that the window is in. */
  public Query barsOfDay() {
    Instant day = from.truncatedTo(ChronoUnit.DAYS);
    return bars(
        "1-minute OHLCV bars, one day",
        dialect -> "WHERE " + between(dialect, day, day.plus(1, ChronoUnit.DAYS)));
  }

  private Query bars(String name, Function<Dialect, String> where) {
    return new Query(
        name,
        Layout.TIME,
        (dialect, table) ->
            """
            SELECT symbol, %1$s AS bar, %2$s AS open_price, MAX(price) AS high, MIN(price) AS low, %3$s AS close_price,
              SUM(CAST(size AS BIGINT)) AS volume
            FROM %4$s %5$s GROUP BY symbol, %1$s\
            """
                .formatted(
                    dialect.minuteOf("ts"),
                    dialect.firstBy("price", "trade_id"),
                    dialect.lastBy("price", "trade_id"),
                    table,
                    where.apply(dialect)));
  }

  public Query threeColumnSum() {
    return new Query(
        "3-column sum",
        Layout.TIME,
        (dialect, table) ->
            "SELECT SUM(CAST(size AS BIGINT)) AS size, SUM(price) AS price, SUM(bid) AS bid FROM "
                + table);
  }

  /** Counts under several kinds of filters. */
  public List<Query> counts() {
    return List.of(
        count("all", d -> "1 = 1"),
        count("one symbol", d -> "symbol = '" + symbol + "'"),
        count("symbols", d -> inSymbols()),
        count("symbol prefix", d -> "symbol LIKE 'A%'"),
        count("nulls", d -> "conditions IS NULL"),
        count("no nulls, or large", d -> "conditions IS NOT NULL OR size > 1000"),
        count("three-valued not", d -> "NOT (conditions = '@')"),
        count("range", d -> "price > " + price + " AND price <= " + price * 1.5),
        count("boolean", d -> "odd_lot"),
        count("nothing", d -> "symbol = 'NO SUCH SYMBOL'"),
        count("window", this::inWindow));
  }

  private static Query count(String name, Function<Dialect, String> where) {
    return new Query(
        "count: " + name,
        Layout.TIME,
        (dialect, table) ->
            "SELECT COUNT(*) AS c FROM " + table + " WHERE " + where.apply(dialect));
  }

  /** What the engine benchmark runs, in the order of its table. */
  public List<BenchmarkQuery> benchmark() {
    String three = "ts, price, size";
    return List.of(
        BenchmarkQuery.of(threeColumnSum()),
        BenchmarkQuery.ofRows("all 10 columns", Layout.TIME, "*", d -> ""),
        BenchmarkQuery.ofRows(
            "one symbol, by time, 2 columns", Layout.TIME, "ts, price", d -> isSymbol()),
        BenchmarkQuery.ofRows(
            "one symbol, by time, all columns", Layout.TIME, "*", d -> isSymbol()),
        BenchmarkQuery.ofRows(
            "one symbol, by symbol, 2 columns", Layout.SYMBOL, "ts, price", d -> isSymbol()),
        BenchmarkQuery.ofRows(
            "one symbol, by symbol, all columns", Layout.SYMBOL, "*", d -> isSymbol()),
        BenchmarkQuery.ofRows("5-minute window, 3 columns", Layout.TIME, three, this::inWindow),
        BenchmarkQuery.ofRows(
            symbols.size() + " symbols, by time, 3 columns", Layout.TIME, three, d -> inSymbols()),
        BenchmarkQuery.ofRows(
            "half of the rows by price, 3 columns", Layout.TIME, three, d -> "price > " + price),
        BenchmarkQuery.of(vwap(Layout.TIME)),
        BenchmarkQuery.of(vwap(Layout.SYMBOL)),
        BenchmarkQuery.of(barsOfDay()));
  }

  private String isSymbol() {
    return "symbol = '" + symbol + "'";
  }

  private String inSymbols() {
    return "symbol IN (" + quoted() + ")";
  }

  private String inWindow(Dialect dialect) {
    return between(dialect, from, from.plus(WINDOW));
  }

  private static String between(Dialect dialect, Instant from, Instant to) {
    return "ts >= " + dialect.literal(from) + " AND ts < " + dialect.literal(to);
  }

  private String quoted() {
    return symbols.stream()
        .map(s -> "'" + s.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }
}
