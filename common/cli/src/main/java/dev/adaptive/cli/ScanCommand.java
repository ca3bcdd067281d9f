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

import dev.adaptive.AdaptiveReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.expr.PredicateParser;
import dev.adaptive.options.OptionTable;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats.Counter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code adaptive scan}. */
@Command(
    name = "scan",
    description = "Prints rows of a file, a directory or a glob, batch by batch.")
final class ScanCommand implements Callable<Integer> {

  /** How rows are printed. */
  enum Format {
    TABLE,
    CSV,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final ConsoleWriter out;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      description = "File, directory or glob; quote a glob, so that the shell leaves it alone.")
  private String path;

  @Option(
      names = "--columns",
      paramLabel = "NAME",
      split = ",",
      description = "Columns to print, separated by commas. Default: all.")
  private List<String> columns = List.of();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Rows to print, as in SQL: \"symbol = 'AAPL' AND price > 10\".")
  private String where;

  @Option(names = "--limit", paramLabel = "N", description = "Most rows to print.")
  private Long limit;

  @Option(
      names = "--format",
      description = "${COMPLETION-CANDIDATES}; a table cuts long values. Default: table.")
  private Format format = Format.TABLE;

  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      description = "Memory for pages, dictionaries and batches together, such as 64MB.")
  private String memoryLimit;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the reader, such as batch.max-rows=1000. Can be repeated.")
  private Map<String, String> options = Map.of();

  @Option(
      names = "--stats",
      description = "Say on standard error what was read and skipped, and how long it took.")
  private boolean stats;

  ScanCommand(ConsoleWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    try (AdaptiveReader reader = open()) {
      RowOutput output = output(reader.schema());
      for (ColumnBatch next = reader.next(); next != null; next = reader.next()) {
        try (ColumnBatch batch = next) {
          output.write(batch);
        }
      }
      output.end();
      out.flush();
      if (stats) {
        printStats(reader, (System.nanoTime() - start) / 1e9);
      }
    }
    return 0;
  }

  private AdaptiveReader open() {
    AdaptiveReader.Builder builder = AdaptiveReader.builder().path(path).options(options);
    if (!columns.isEmpty()) {
      builder.columns(columns);
    }
    if (where != null) {
      builder.filter(PredicateParser.parse(where));
    }
    if (limit != null) {
      if (limit < 0) {
        throw new ParameterException(spec.commandLine(), "--limit must be 0 or more, got " + limit);
      }
      builder.limit(limit);
    }
    if (memoryLimit != null) {
      if (options.containsKey(OptionTable.MEMORY_LIMIT.key())) {
        throw new ParameterException(
            spec.commandLine(),
            "the memory limit is given twice, by --memory-limit and by --option memory.limit");
      }
      builder.option(OptionTable.MEMORY_LIMIT.key(), memoryLimit);
    }
    return builder.build();
  }

  private RowOutput output(Schema schema) throws IOException {
    return switch (format) {
      case TABLE -> new TableOutput(schema, out);
      case CSV -> new CsvOutput(schema, out);
      case JSON -> new JsonOutput(schema, out);
    };
  }

  private void printStats(AdaptiveReader reader, double seconds) {
    PrintWriter err = spec.commandLine().getErr();
    for (Counter counter : Counter.values()) {
      stat(err, counter.description(), reader.stats().get(counter));
    }
    stat(err, "peak memory", reader.memory().peak());
    stat(err, "memory limit", reader.memory().limit());
    err.printf(Locale.ROOT, "%-36s %,16.3f%n", "seconds", seconds);
    err.flush();
  }

  private static void stat(PrintWriter err, String what, long value) {
    err.printf(Locale.ROOT, "%-36s %,16d%n", what, value);
  }
}
