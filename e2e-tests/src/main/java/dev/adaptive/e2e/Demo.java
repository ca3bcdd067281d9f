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

import dev.adaptive.e2e.engine.EmbeddedEngine;
import dev.adaptive.e2e.engine.EngineException;
import dev.adaptive.e2e.engine.EngineVersion;
import dev.adaptive.e2e.engine.Installation;
import dev.adaptive.e2e.query.Dialect;
import dev.adaptive.e2e.query.DuckDbEngine;
import dev.adaptive.e2e.query.Query;
import dev.adaptive.e2e.query.Query.Layout;
import dev.adaptive.e2e.query.ResultComparison;
import dev.adaptive.e2e.query.SideBySide;
import dev.adaptive.e2e.query.TickSurvey;
import dev.adaptive.e2e.query.TickTables;
import dev.adaptive.stats.ReadStats.Counter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Shows what adaptive does to everyday queries on trades: runs them in embedded Spark and embedded
 * Flink, from the jars that users get, next to the engine's own Parquet source, and compares all
 * results.
 *
 * <p>Exit codes: 0 all results are equal; 1 a result differs or a query failed; 2 wrong arguments.
 */
public final class Demo {
  private static final String USAGE =
      """
      usage: demo [--rows N] [--rounds N] [PATH]

        PATH      a directory of Parquet files with the demo's columns (%s);
                  if it has the sub-directories 'time' and 'symbol', they are two copies in these orders.
                  Without PATH a data set is generated once, and kept
        --rows    rows to generate for each copy (default 4000000)
        --rounds  timed runs of each query with each source; the median is shown (default 3)
      """
          .formatted(String.join(", ", TickTables.columns()));

  private final PrintStream out;
  private final PrintStream progress;
  private final Installation installation;

  Demo(PrintStream out, PrintStream progress, Installation installation) {
    this.out = out;
    this.progress = progress;
    this.installation = installation;
  }

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(new Demo(out, System.err, Installation.find()).run(args));
  }

  int run(String... args) {
    Arguments arguments;
    int rows;
    int rounds;
    try {
      if (List.of(args).contains("--help")) {
        out.print(USAGE);
        return 0;
      }
      arguments = Arguments.parse(args, Set.of("--rows", "--rounds"));
      rows = arguments.positive("--rows", 4_000_000);
      rounds = arguments.positive("--rounds", 3);
    } catch (IllegalArgumentException e) {
      progress.println("demo: " + e.getMessage());
      progress.print(USAGE);
      return 2;
    }
    try {
      TickTables tables =
          arguments.path() == null
              ? GeneratedTicks.in(installation.work("demo"), rows, progress)
              : TickTables.in(arguments.path());
      return run(tables, rounds) ? 0 : 1;
    } catch (EngineException e) {
      progress.println("demo: " + e.getMessage());
      progress.println(e.trace());
      return 1;
    } catch (IOException | SQLException | IllegalArgumentException | IllegalStateException e) {
      progress.println("demo: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      progress.println("demo: interrupted");
      return 1;
    }
  }

  private boolean run(TickTables tables, int rounds)
      throws IOException, SQLException, InterruptedException {
    TickSurvey survey;
    try (DuckDbEngine duckDb = new DuckDbEngine(2)) {
      survey = TickSurvey.of(tables, duckDb);
    }
    List<Query> queries =
        survey.queries().demo().stream()
            .filter(query -> tables.copies().containsKey(query.layout()))
            .toList();
    out.printf(
        "%,d trades, %,d MB in %s%n",
        survey.rows(), survey.bytes() >> 20, tables.copies().values().iterator().next());
    if (tables.copies().containsKey(Layout.SYMBOL)) {
      out.printf(
          "the same rows, ordered by symbol and time, in %s%n", tables.copies().get(Layout.SYMBOL));
    }
    List<String> differences = new ArrayList<>();
    Map<String, List<SideBySide>> byEngine = new LinkedHashMap<>();
    for (EngineVersion version : List.of(EngineVersion.SPARK, EngineVersion.FLINK)) {
      run(version, tables, queries, rounds, byEngine);
    }
    byEngine.forEach(
        (engine, results) ->
            results.forEach(
                result ->
                    result
                        .difference()
                        .ifPresent(
                            text ->
                                differences.add(
                                    engine + ", " + result.query().name() + ": " + text))));
    differences.addAll(acrossEngines(byEngine));
    differences.forEach(difference -> progress.println("DIFFERENCE in " + difference));
    out.println();
    out.println(
        differences.isEmpty()
            ? "All results are equal, value by value, between both sources and between both"
                + " engines."
            : differences.size() + " results differ.");
    return differences.isEmpty();
  }

  private void run(
      EngineVersion version,
      TickTables tables,
      List<Query> queries,
      int rounds,
      Map<String, List<SideBySide>> byEngine)
      throws IOException, InterruptedException {
    Dialect dialect = version.isSpark() ? Dialect.SPARK : Dialect.FLINK;
    progress.printf("starting %s%n", version.directory());
    List<SideBySide> results = new ArrayList<>();
    String name;
    try (EmbeddedEngine engine =
        EmbeddedEngine.start(
            EmbeddedEngine.Setup.of(version, installation),
            installation,
            installation.work("demo").resolve(version.directory()))) {
      name = engine.version();
      for (String definition : tables.definitions(dialect)) {
        engine.execute(definition);
      }
      for (Query query : queries) {
        progress.printf("  %s%n", query.name());
        results.add(SideBySide.run(engine, dialect, query, query, rounds, 0));
      }
    }
    byEngine.put(name, results);
    print(name, results);
  }

  private void print(String engine, List<SideBySide> results) {
    TextTable table =
        new TextTable(
            "query",
            "rows",
            "adaptive s",
            "parquet s",
            "ratio",
            "read MB",
            "skipped MB",
            "row groups read",
            "pruned",
            "peak MB",
            "limit");
    for (SideBySide result : results) {
      table.add(
          result.query().name(),
          "%,d".formatted(result.result().rows().size()),
          "%.3f".formatted(result.adaptive()),
          "%.3f".formatted(result.parquet()),
          "%.2fx".formatted(result.ratio()),
          megabytes(result.metric(Counter.BYTES_READ.key())),
          megabytes(result.metric(Counter.BYTES_SKIPPED.key(), "plannedBytesSkipped")),
          count(result.metric(Counter.ROW_GROUPS_READ.key())),
          count(result.metric(Counter.ROW_GROUPS_PRUNED.key(), "plannedRowGroupsPruned")),
          megabytes(result.metric("peakMemory")),
          TickTables.MEMORY_LIMIT);
    }
    out.println();
    out.println(engine);
    out.print(table);
  }

  private static String count(long value) {
    return value < 0 ? "?" : "%,d".formatted(value);
  }

  private static String megabytes(long bytes) {
    return bytes < 0 ? "?" : "%,.1f".formatted(bytes / (double) (1 << 20));
  }

  private static List<String> acrossEngines(Map<String, List<SideBySide>> byEngine) {
    List<String> differences = new ArrayList<>();
    List<String> engines = List.copyOf(byEngine.keySet());
    for (int i = 1; i < engines.size(); i++) {
      List<SideBySide> first = byEngine.get(engines.get(0));
      List<SideBySide> other = byEngine.get(engines.get(i));
      for (int q = 0; q < first.size(); q++) {
        String query = first.get(q).query().name();
        ResultComparison.difference(
                engines.get(0), first.get(q).result(), engines.get(i), other.get(q).result())
            .ifPresent(text -> differences.add(query + ": " + text));
      }
    }
    return differences;
  }
}
