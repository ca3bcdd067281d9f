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
import dev.adaptive.e2e.query.BenchmarkQuery;
import dev.adaptive.e2e.query.Dialect;
import dev.adaptive.e2e.query.DuckDbEngine;
import dev.adaptive.e2e.query.ResultComparison;
import dev.adaptive.e2e.query.SideBySide;
import dev.adaptive.e2e.query.TickSurvey;
import dev.adaptive.e2e.query.TickTables;
import dev.adaptive.e2e.query.TickTables.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Times queries in Spark and Flink with adaptive, with the engine's own Parquet source and, for a
 * sense of scale, in DuckDB, all in one run and with two threads each. Every result is compared
 * with DuckDB's.
 *
 * <p>Exit codes: 0 measured; 1 a result differs or a query failed; 2 wrong arguments.
 */
public final class EngineBenchmark {
  private static final String USAGE =
      """
      usage: EngineBenchmark [--rows N] [--rounds N] [--engine spark|flink] [--query TEXT] [REPORT]

        REPORT    the file to write the Markdown report to, next to what else it has; it is printed in any case
        --rows    rows of the generated data set (default 16000000)
        --rounds  timed runs of each; the median is reported (default 5)
        --engine  only this engine
        --query   only queries whose name has this text
      """;

  private static final String TITLE = "# Engine benchmark";

  private static final int THREADS = 2;
  private static final int WARM_UPS = 1;

  private final PrintStream progress = System.err;
  private final Installation installation = Installation.find();
  private final List<String> differences = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Arguments arguments;
    int rows;
    int rounds;
    try {
      arguments = Arguments.parse(args, Set.of("--rows", "--rounds", "--engine", "--query"));
      rows = arguments.positive("--rows", 16_000_000);
      rounds = arguments.positive("--rounds", 5);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
      return;
    }
    try {
      System.exit(new EngineBenchmark().run(arguments, rows, rounds) ? 0 : 1);
    } catch (EngineException e) {
      System.err.println(e.getMessage() + "\n" + e.trace());
      System.exit(1);
    }
  }

  private boolean run(Arguments arguments, int rows, int rounds)
      throws IOException, SQLException, InterruptedException {
    TickTables tables = GeneratedTicks.in(installation.work("demo"), rows, progress);
    StringBuilder report = new StringBuilder();
    try (DuckDbEngine duckDb = new DuckDbEngine(THREADS)) {
      for (String definition : tables.definitions(Dialect.DUCKDB)) {
        duckDb.execute(definition);
      }
      TickSurvey survey = TickSurvey.of(tables, duckDb);
      String wanted = arguments.options().getOrDefault("--query", "");
      List<BenchmarkQuery> queries =
          survey.queries().benchmark().stream()
              .filter(query -> query.timed().name().contains(wanted))
              .toList();
      report.append(introduction(survey, rounds));
      for (EngineVersion engine : List.of(EngineVersion.SPARK, EngineVersion.FLINK)) {
        if (engine
            .name()
            .equalsIgnoreCase(arguments.options().getOrDefault("--engine", engine.name()))) {
          report.append(measure(engine, tables, queries, rounds, duckDb));
        }
      }
    }
    System.out.print(report);
    differences.forEach(difference -> progress.println("DIFFERENCE in " + difference));
    if (arguments.path() != null && differences.isEmpty()) {
      write(arguments.path(), report.toString());
    }
    return differences.isEmpty();
  }

  /** Replaces what an earlier run wrote; other chapters of the file stay. */
  private static void write(Path file, String report) throws IOException {
    String others = "";
    if (Files.exists(file)) {
      others =
          Pattern.compile("^(?=# )", Pattern.MULTILINE)
              .splitAsStream(Files.readString(file))
              .filter(chapter -> !chapter.isBlank() && !chapter.startsWith(TITLE + "\n"))
              .map(chapter -> "\n" + chapter.strip() + "\n")
              .collect(Collectors.joining());
    }
    Files.writeString(file, report + others);
  }

  private String measure(
      EngineVersion version,
      TickTables tables,
      List<BenchmarkQuery> queries,
      int rounds,
      DuckDbEngine duckDb)
      throws IOException, SQLException, InterruptedException {
    Dialect dialect = version.isSpark() ? Dialect.SPARK : Dialect.FLINK;
    TextTable table =
        new TextTable("query", "adaptive s", "engine's Parquet s", "times faster", "DuckDB s");
    String name;
    try (EmbeddedEngine engine =
        EmbeddedEngine.start(
            EmbeddedEngine.Setup.of(version, installation),
            installation,
            installation.work("benchmark").resolve(version.directory()))) {
      name = engine.version();
      for (String definition : tables.definitions(dialect)) {
        engine.execute(definition);
      }
      for (BenchmarkQuery query : queries) {
        progress.printf("%s: %s", version.directory(), query.timed().name());
        SideBySide result =
            SideBySide.run(engine, dialect, query.timed(), query.check(), rounds, WARM_UPS);
        String duckDbTable = Source.ADAPTIVE.table(query.timed().layout());
        Optional<String> difference =
            result.difference().isPresent()
                ? result.difference()
                : ResultComparison.difference(
                    "adaptive",
                    result.result(),
                    "DuckDB",
                    duckDb.query(query.check().sql(Dialect.DUCKDB, duckDbTable)));
        difference.ifPresent(
            text -> differences.add(name + ", " + query.timed().name() + ": " + text));
        double duckDbSeconds = duckDb.time(query.duckDb().sql(Dialect.DUCKDB, duckDbTable), rounds);
        progress.printf(
            ": %.3f s, %.3f s, DuckDB %.3f s%n",
            result.adaptive(), result.parquet(), duckDbSeconds);
        table.add(
            query.timed().name(),
            "%.3f".formatted(result.adaptive()),
            "%.3f".formatted(result.parquet()),
            "%.2f".formatted(result.ratio()),
            "%.3f".formatted(duckDbSeconds));
      }
    }
    return "\n## " + name + "\n\n" + table.toMarkdown();
  }

  private static String introduction(TickSurvey survey, int rounds) throws IOException {
    return """
    %s

    Seconds for queries over %,d trades of the demo's data (%,d MB of Snappy Parquet, ten columns), in Spark and in Flink with
    adaptive and with the engine's own Parquet source, and in DuckDB for a sense of scale. All in one run on one machine, with
    %d threads each; the median of %d runs after %d warm-up runs, adaptive and the engine's source in turn. The engines throw
    the rows away (Spark `noop`, Flink `blackhole`); DuckDB aggregates the same columns instead. All results are compared with
    DuckDB's. To repeat it, run `e2e-tests/benchmark`.

    %s, %s, Java %s.
    """
        .formatted(
            TITLE,
            survey.rows(),
            survey.bytes() >> 20,
            THREADS,
            rounds,
            WARM_UPS + 1,
            LocalDate.now(),
            machine(),
            Runtime.version().feature());
  }

  private static String machine() throws IOException {
    Path cpuInfo = Path.of("/proc/cpuinfo");
    String cpu = System.getProperty("os.arch");
    if (Files.exists(cpuInfo)) {
      try (Stream<String> lines = Files.lines(cpuInfo)) {
        cpu =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*:\\s*", ""))
                .findFirst()
                .orElse(cpu);
      }
    }
    return "%s, %d cores, %s"
        .formatted(cpu, Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"));
  }
}
