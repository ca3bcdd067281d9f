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
package dev.adaptive.flink;

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.filter.BoundFilter;
import dev.adaptive.flink.data.FlinkTypes;
import dev.adaptive.flink.data.TimestampLiterals;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Storage;
import dev.adaptive.options.Option;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.TableScan;
import dev.adaptive.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Collects what an {@link AdaptiveSource} reads. {@link #build} looks at the files. */
public final class AdaptiveSourceBuilder {
  private final List<String> paths = new ArrayList<>();
  private final Map<String, String> options = new TreeMap<>();
  private RowType declared;
  private List<String> declaredPartitionColumns = List.of();
  private List<String> columns;
  private Predicate filter;
  private long limit = Long.MAX_VALUE;

  AdaptiveSourceBuilder() {}

  /** Adds a file, directory or glob. */
  public AdaptiveSourceBuilder path(String path) {
    paths.add(Objects.requireNonNull(path, "path"));
    return this;
  }

  /** Adds files, directories or globs. */
  public AdaptiveSourceBuilder paths(String... more) {
    Arrays.asList(more).forEach(this::path);
    return this;
  }

  /** Sets an option by its name in the documentation. */
  public AdaptiveSourceBuilder option(String key, String value) {
    options.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /** Sets several options. */
  public AdaptiveSourceBuilder options(Map<String, String> more) {
    more.forEach(this::option);
    return this;
  }

  /**
   * Declares the columns instead of taking them from the files: {@code
   * DataTypes.ROW(DataTypes.FIELD("symbol", DataTypes.STRING()), ...)}. Columns of paths ({@code
   * day=2026-01-31}) belong to it too.
   */
  public AdaptiveSourceBuilder schema(DataType rowType) {
    LogicalType type = rowType.getLogicalType();
    if (!(type instanceof RowType row)) {
      throw new IllegalArgumentException(
          "a schema is a ROW of columns, not " + type.asSummaryString());
    }
    return declared(row, List.of());
  }

  /** For tables: the declared columns, and those of them whose values come from paths. */
  public AdaptiveSourceBuilder declared(RowType rowType, List<String> partitionKeys) {
    declared = rowType;
    declaredPartitionColumns = List.copyOf(partitionKeys);
    return this;
  }

  /** Delivers only these columns, in that order; without it, all. */
  public AdaptiveSourceBuilder columns(String... names) {
    return columns(Arrays.asList(names));
  }

  /**
   * Delivers only these columns, in that order; without it, all. May be empty, when rows are only
   * counted.
   */
  public AdaptiveSourceBuilder columns(List<String> names) {
    columns = List.copyOf(names);
    return this;
  }

  /**
   * Delivers only rows for which the predicate is true. It may use columns that are not delivered.
   */
  public AdaptiveSourceBuilder filter(Predicate predicate) {
    filter = predicate;
    return this;
  }

  /**
   * Says how many rows are enough. The source may deliver more, as each split is limited for
   * itself: the caller counts.
   */
  public AdaptiveSourceBuilder enoughRows(long rows) {
    if (rows < 0) {
      throw new InvalidOptionException("a limit cannot be negative, got " + rows);
    }
    limit = rows;
    return this;
  }

  /**
   * Lists the files and reads a footer to find or check the columns' types; the files must be
   * reachable from here, as they must be from the job manager and the task managers.
   *
   * @throws dev.adaptive.error.AdaptiveException if there are no files, or columns, types or
   *     options do not fit
   */
  public AdaptiveSource build() {
    ReadOptions checked = checkOptions();
    Schema schema;
    RowType table;
    try (Storage storage = new LocalStorage(checked.get(OptionTable.MMAP))) {
      TableScan scan = TableScan.open(storage, paths, null, checked);
      schema =
          declared == null
              ? scan.schema()
              : FlinkTypes.toSchema(
                  declared,
                  scan.schema(),
                  partitionColumns(scan),
                  checked.get(OptionTable.CASE_SENSITIVE));
    }
    if (declared == null) {
      table = FlinkTypes.toRowType(columns == null ? schema : schema.select(columns));
    } else {
      table = columns == null ? declared : project(declared, schema.select(columns).names());
    }
    return new AdaptiveSource(new ScanTask(paths, schema, table, bind(schema), limit, checked));
  }

  private Set<String> partitionColumns(TableScan scan) {
    Set<String> names = new HashSet<>(declaredPartitionColumns);
    names.addAll(scan.partitionColumns());
    return names;
  }

  private Predicate bind(Schema schema) {
    if (filter == null) {
      return null;
    }
    Predicate adapted = TimestampLiterals.adapt(filter, schema);
    // for its errors: better here than when the job runs
    Objects.requireNonNull(BoundFilter.bind(adapted, schema));
    return adapted;
  }

  private ReadOptions checkOptions() {
    ReadOptions checked = ReadOptions.of(options);
    String path = checked.get(OptionTable.PATH);
    if (path != null && paths.isEmpty()) {
      paths.add(path);
    }
    if (paths.isEmpty()) {
      throw new InvalidOptionException("there is nothing to read: give a path");
    }
    // names are case-sensitive everywhere else in Flink, and it writes and reads INT96 in
    // nanoseconds
    return withDefault(
        withDefault(checked, OptionTable.CASE_SENSITIVE, "true"), OptionTable.INT96_UNIT, "nanos");
  }

  private static ReadOptions withDefault(ReadOptions options, Option<?> option, String text) {
    return options.isSet(option) ? options : options.with(option, text);
  }

  private static RowType project(RowType table, List<String> names) {
    return new RowType(
        false,
        names.stream().map(name -> table.getFields().get(table.getFieldIndex(name))).toList());
  }
}
