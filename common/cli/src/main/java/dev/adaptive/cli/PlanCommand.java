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

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.PredicateParser;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Storage;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.SplitUnit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code adaptive plan}. */
@Command(
    name = "plan",
    description = "Shows how a read would be shared out: what is pruned, and what each split has.")
final class PlanCommand implements Callable<Integer> {
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
      description = "Columns to read, separated by commas. Default: all.")
  private List<String> columns = List.of();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Rows to read, as in SQL: \"symbol = 'AAPL' AND price > 10\".")
  private String where;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Make at least so many splits if there is work for them. Default: 1.")
  private int parallelism = 1;

  @Option(names = "--mode", paramLabel = "MODE", description = "Same as -o split.mode=MODE.")
  private String mode;

  @Option(
      names = "--symbol-column",
      paramLabel = "NAME",
      description = "Same as -o symbol-column=NAME.")
  private String symbolColumn;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      description =
          "The most rows in a split: symbol-batch.max-rows in modes 'symbol' and 'auto', else"
              + " split.max-rows.")
  private String maxRows;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the reader. Can be repeated.")
  private Map<String, String> options = Map.of();

  @Option(
      names = "--explain-symbol",
      paramLabel = "SYMBOL",
      description = "Also show where a symbol may be: files, row groups, rows, splits.")
  private String symbol;

  @Option(names = "--splits", paramLabel = "N", description = "Most splits to list. Default: 40.")
  private int listed = 40;

  @Option(names = "--json", description = "One JSON object with all splits and exact sizes.")
  private boolean json;

  PlanCommand(ConsoleWriter out) {
    this.out = out;
  }

  /**
   * Where a symbol may be.
   *
   * @param splits ids of the splits that read these rows
   */
  record Place(SplitUnit unit, List<String> splits) {}

  @Override
  public Integer call() throws IOException {
    if (parallelism < 1 || listed < 0) {
      throw new ParameterException(
          spec.commandLine(), "--parallelism must be 1 or more, --splits 0 or more");
    }
    ReadOptions checked = ReadOptions.of(allOptions());
    try (Storage storage = new LocalStorage(checked.get(OptionTable.MMAP))) {
      TableScan scan = TableScan.open(storage, List.of(path), null, checked);
      Predicate filter = where == null ? null : PredicateParser.parse(where);
      List<String> wanted = columns.isEmpty() ? null : columns;
      ScanPlan plan = scan.plan(wanted, filter, parallelism);
      List<Place> places = symbol == null ? null : places(scan, filter, plan, checked);
      if (json) {
        PlanJson.write(path, plan, symbol, places, out);
      } else {
        PlanText.write(path, plan, listed, out);
        if (places != null) {
          PlanText.places(symbol, places, out);
        }
      }
    }
    out.flush();
    return 0;
  }

  private Map<String, String> allOptions() {
    Map<String, String> all = new LinkedHashMap<>(options);
    boolean bySymbol = mode != null && !"size".equalsIgnoreCase(mode);
    set(all, OptionTable.SPLIT_MODE.key(), mode, "--mode");
    set(all, OptionTable.SYMBOL_COLUMN.key(), symbolColumn, "--symbol-column");
    String limit =
        (bySymbol ? OptionTable.SYMBOL_BATCH_MAX_ROWS : OptionTable.SPLIT_MAX_ROWS).key();
    set(all, limit, maxRows, "--max-rows");
    return all;
  }

  private void set(Map<String, String> all, String key, String value, String flag) {
    if (value != null && all.put(key, value) != null) {
      throw new ParameterException(
          spec.commandLine(), "'" + key + "' is given twice, by " + flag + " and by --option");
    }
  }

  private List<Place> places(TableScan scan, Predicate filter, ScanPlan plan, ReadOptions checked) {
    String given = checked.get(OptionTable.SYMBOL_COLUMN);
    if (given == null) {
      throw new InvalidOptionException("--explain-symbol needs --symbol-column");
    }
    int column = scan.schema().indexOf(given, checked.get(OptionTable.CASE_SENSITIVE));
    if (column < 0) {
      throw SchemaException.noSuchColumn(given, scan.schema().names());
    }
    Field field = scan.schema().field(column);
    Object value = literal(field.type());
    Predicate isSymbol = Predicate.eq(field.name(), value);
    List<Place> places = new ArrayList<>();
    for (SplitUnit unit :
        scan.locate(filter == null ? isSymbol : Predicate.and(filter, isSymbol))) {
      places.add(
          new Place(
              unit,
              plan.splits().stream()
                  .filter(split -> reads(split, unit, value))
                  .map(ScanSplit::id)
                  .toList()));
    }
    return places;
  }

  private Object literal(DataType type) {
    if (!(type instanceof DataType.Int)) {
      return symbol;
    }
    try {
      return Long.valueOf(symbol);
    } catch (NumberFormatException e) {
      throw new InvalidOptionException(
          "--explain-symbol: the symbol column is "
              + type
              + ", and '"
              + symbol
              + "' is no integer");
    }
  }

  private static boolean reads(ScanSplit split, SplitUnit rows, Object value) {
    return (split.keys() == null || split.keys().has(value))
        && split.units().stream()
            .anyMatch(
                unit ->
                    unit.path().equals(rows.path())
                        && unit.unit() == rows.unit()
                        && unit.firstRow() < rows.endRow()
                        && rows.firstRow() < unit.endRow());
  }
}
