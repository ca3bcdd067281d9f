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
package dev.adaptive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.e2e.engine.EmbeddedEngine;
import dev.adaptive.e2e.query.Dialect;
import dev.adaptive.e2e.query.DuckDbEngine;
import dev.adaptive.e2e.query.Query;
import dev.adaptive.e2e.query.Query.Layout;
import dev.adaptive.e2e.query.ResultComparison;
import dev.adaptive.e2e.query.TickQueries;
import dev.adaptive.e2e.query.TickTables.Source;
import dev.adaptive.e2e.worker.Message;
import dev.adaptive.e2e.worker.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Queries whose results, from whatever engine, must be DuckDB's over the same files. */
final class QuerySuite {
  private final Dialect dialect;
  private final SharedTicks ticks;
  private final List<Query> queries;

  private QuerySuite(Dialect dialect, SharedTicks ticks, List<Query> queries) {
    this.dialect = dialect;
    this.ticks = ticks;
    this.queries = queries;
  }

  /** Everyday queries, counts under many filters, partition columns. */
  static QuerySuite full(Dialect dialect, SharedTicks ticks) {
    TickQueries tickQueries = ticks.survey().queries();
    List<Query> queries = new ArrayList<>(tickQueries.demo());
    queries.addAll(tickQueries.counts());
    queries.add(
        new Query(
            "all columns of one symbol",
            Layout.SYMBOL,
            (d, table) ->
                "SELECT * FROM "
                    + table
                    + " WHERE symbol = '"
                    + tickQueries.symbols().get(3)
                    + "'"));
    return new QuerySuite(dialect, ticks, queries);
  }

  /** A few queries that touch every part once: is this engine, Java or class path usable at all? */
  static QuerySuite smoke(Dialect dialect, SharedTicks ticks) {
    TickQueries tickQueries = ticks.survey().queries();
    return new QuerySuite(
        dialect,
        ticks,
        List.of(
            tickQueries.vwap(Layout.SYMBOL), tickQueries.window(), tickQueries.threeColumnSum()));
  }

  private List<Query> partitionQueries() {
    return List.of(
        new Query(
            "by partition columns",
            Layout.TIME,
            (d, table) ->
                "SELECT exchange, %s, COUNT(*) AS trades, SUM(price) AS price FROM %s GROUP BY exchange, %s"
                    .formatted(hour(d), table, hour(d))),
        new Query(
            "filter on partition columns",
            Layout.TIME,
            (d, table) ->
                "SELECT symbol, exchange, %s, price, size FROM %s WHERE %s = 15 AND exchange <> 'Q' AND price > 400"
                    .formatted(hour(d), table, hour(d))));
  }

  private static String hour(Dialect dialect) {
    return dialect == Dialect.DUCKDB ? "hour" : "`hour`";
  }

  private List<String> definitions() {
    List<String> definitions = new ArrayList<>(ticks.tables().definitions(dialect));
    definitions.removeIf(definition -> !definition.contains(" adaptive_"));
    definitions.add(ticks.partitionedTable(dialect));
    return definitions;
  }

  /** The requests of a job on a cluster. */
  List<Message> requests(Path results) throws IOException {
    Files.createDirectories(results);
    List<Message> requests = new ArrayList<>();
    definitions().forEach(definition -> requests.add(new Message("sql").with("sql", definition)));
    int number = 0;
    for (Asked asked : asked()) {
      requests.add(
          new Message("query")
              .with("sql", asked.sql(dialect))
              .with("file", results.resolve(number++ + ".tsv")));
    }
    return requests;
  }

  /** Compares what the job wrote. */
  void check(Path results) throws IOException, SQLException {
    try (DuckDbEngine duckDb = oracle()) {
      int number = 0;
      for (Asked asked : asked()) {
        check(asked, Rows.read(results.resolve(number++ + ".tsv")), duckDb);
      }
    }
  }

  /** Asks an embedded engine and compares. */
  void check(EmbeddedEngine engine) throws IOException, InterruptedException, SQLException {
    for (String definition : definitions()) {
      engine.execute(definition);
    }
    try (DuckDbEngine duckDb = oracle()) {
      for (Asked asked : asked()) {
        check(asked, engine.query(asked.sql(dialect)).rows(), duckDb);
      }
    }
  }

  private static void check(Asked asked, Rows rows, DuckDbEngine duckDb) throws SQLException {
    Rows expected = duckDb.query(asked.sql(Dialect.DUCKDB));
    assertThat(ResultComparison.difference("DuckDB", expected, "adaptive", rows))
        .as(asked.query.name())
        .isEmpty();
  }

  private DuckDbEngine oracle() throws SQLException {
    DuckDbEngine duckDb = new DuckDbEngine(2);
    for (String definition : ticks.tables().definitions(Dialect.DUCKDB)) {
      duckDb.execute(definition);
    }
    duckDb.execute(ticks.partitionedTable(Dialect.DUCKDB));
    return duckDb;
  }

  private record Asked(Query query, String table) {
    String sql(Dialect dialect) {
      return query.sql(dialect, table);
    }
  }

  private List<Asked> asked() {
    List<Asked> asked = new ArrayList<>();
    queries.forEach(query -> asked.add(new Asked(query, Source.ADAPTIVE.table(query.layout()))));
    partitionQueries().forEach(query -> asked.add(new Asked(query, SharedTicks.PARTITIONED)));
    return asked;
  }
}
