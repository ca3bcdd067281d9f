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
package dev.adaptive.plan;

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.filter.BoundFilter;
import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.Format;
import dev.adaptive.format.Formats;
import dev.adaptive.format.RowRange;
import dev.adaptive.format.UnitLayout;
import dev.adaptive.io.Storage;
import dev.adaptive.options.Option;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.OptionTable.SplitMode;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files behind some paths, seen as a table: listed once, footers read as far as they are needed
 * and then kept. Plans any number of scans over the same state of the files. Thread-safe. Uses its
 * storage until the last plan is made, and leaves it open.
 */
public final class TableScan {
  /** Splits by symbol are chosen unasked if they look at each row no more often than this. */
  private static final double LARGEST_AMPLIFICATION = 1.5;

  private final ReadOptions options;
  private final FileReads reads;
  private final Format format;
  private final PartitionColumns partitions;
  private final MetadataCache metadata;
  private final FileSchemas.Resolved schemas;

  private TableScan(
      ReadOptions options,
      FileReads reads,
      Format format,
      PartitionColumns partitions,
      MetadataCache metadata,
      FileSchemas.Resolved schemas) {
    this.options = options;
    this.reads = reads;
    this.format = format;
    this.partitions = partitions;
    this.metadata = metadata;
    this.schemas = schemas;
  }

  /**
   * Lists the files and finds the schema.
   *
   * <p>A partition column that the files have too comes from the path. Columns that are inferred
   * may be null.
   *
   * @param storage where the paths are
   * @param paths files, directories or globs; at least one
   * @param userSchema the schema to use, or null to infer it: the columns of the first file, or
   *     with the option 'merge-schema' of all files, then partition columns. Partition columns that
   *     the user's schema names have its type; those it does not name are added
   * @throws dev.adaptive.error.NoDataException if there is nothing to read
   * @throws dev.adaptive.error.SchemaException if the files disagree
   */
  public static TableScan open(
      Storage storage, List<String> paths, Schema userSchema, ReadOptions options) {
    FileReads reads = new FileReads(storage, options);
    Format format = Formats.find(options.get(OptionTable.FORMAT));
    MetadataCache metadata = new MetadataCache(reads, format, options);
    List<DataFile> files = new FileListing(storage, options).list(paths);
    PartitionColumns partitions = PartitionColumns.of(files, userSchema, options);
    FileSchemas schemas =
        new FileSchemas(partitions, metadata, options.get(OptionTable.CASE_SENSITIVE));
    return new TableScan(
        options,
        reads,
        format,
        partitions,
        metadata,
        userSchema != null
            ? schemas.given(userSchema)
            : schemas.inferred(options.get(OptionTable.MERGE_SCHEMA)));
  }

  /** All columns of the table: file columns, then partition columns. */
  public Schema schema() {
    return schemas.table();
  }

  /** Names of the columns that come from paths. */
  public List<String> partitionColumns() {
    return partitions.schema().names();
  }

  /**
   * Plans a scan.
   *
   * @param columns columns to deliver, by their exact names in {@link #schema()}; null for all
   * @param filter rows to deliver, or null for all
   * @param minSplits make at least so many splits if there are as many units, or as units that are
   *     large enough can be cut; 1 for no wish. Splits by symbol keep to it as far as the symbols
   *     allow
   * @throws UnsupportedFeatureException if a column is of a kind that cannot be read
   * @throws SchemaException if a column is unknown, the filter does not fit the schema, or a file
   *     does not
   * @throws InvalidOptionException if the splits cannot be made as the options say
   */
  public ScanPlan plan(List<String> columns, Predicate filter, int minSplits) {
    return planNarrowed(columns == null ? schema() : schema().select(columns), filter, minSplits);
  }

  /**
   * Plans a scan that may leave out parts of nested columns.
   *
   * @param columns columns to deliver, by their exact names in {@link #schema()}; types are those
   *     of the schema, or such with fewer fields in structs: the others are not read
   * @see #plan(List, Predicate, int)
   */
  public ScanPlan planNarrowed(Schema columns, Predicate filter, int minSplits) {
    List<String> delivered = columns.names();
    schema().select(delivered); // an unknown column is an error even if no file is left
    FileSchemas.Resolved reading = schemas.reading(columns);
    ReadSpec spec = new ReadSpec(reading.table(), partitionColumns(), delivered, filter, options);
    refuseUnreadable(spec);
    if (filter != null) {
      BoundFilter.bind(filter, schema());
    }
    String symbolColumn = symbolColumn();
    ZoneId zone = options.get(OptionTable.TIME_ZONE);
    UnitSelection selection =
        new UnitSelection(partitions.schema(), delivered, filter, symbolColumn, zone);

    int files = select(selection, reading);
    SplitPlanner.Splits splits =
        splits(selection.selected(), minSplits, symbolColumn, reading, selection);
    PlanReport report =
        new PlanReport(
            partitions.files().size(),
            partitions.files().size() - files,
            selection.units(),
            selection.unitsPruned() + splits.unitsRuledOut(),
            distinct(splits.splits(), ScanSplit::rows, selection, SplitUnit::rows),
            distinct(splits.splits(), ScanSplit::bytes, selection, SplitUnit::bytes),
            selection.bytesSkipped(),
            splits.splits().size(),
            splits.mode() + skew(splits.splits()));
    return new ScanPlan(spec, splits.splits(), report);
  }

  /** Splits by symbol overlap: then it is the units that count. */
  private static long distinct(
      List<ScanSplit> splits,
      ToLongFunction<ScanSplit> ofSplit,
      UnitSelection selection,
      ToLongFunction<SplitUnit> ofUnit) {
    return splits.stream().anyMatch(split -> split.keys() != null)
        ? selection.selected().stream().mapToLong(unit -> ofUnit.applyAsLong(unit.unit())).sum()
        : splits.stream().mapToLong(ofSplit).sum();
  }

  private static String skew(List<ScanSplit> splits) {
    LongSummaryStatistics bytes = splits.stream().mapToLong(ScanSplit::bytes).summaryStatistics();
    return bytes.getSum() == 0
        ? ""
        : String.format(Locale.ROOT, ", heaviest/mean %.2f", bytes.getMax() / bytes.getAverage());
  }

  /**
   * Finds by metadata where rows may be that pass a filter.
   *
   * @return row groups, reduced to the range of rows that the page index leaves, ordered by path
   * @throws SchemaException if the filter does not fit the schema
   */
  public List<SplitUnit> locate(Predicate filter) {
    BoundFilter.bind(filter, schema());
    ZoneId zone = options.get(OptionTable.TIME_ZONE);
    UnitSelection selection = new UnitSelection(partitions.schema(), List.of(), filter, null, zone);
    select(selection, schemas);
    List<SplitUnit> units = selection.selected().stream().map(PlanningUnit::unit).toList();
    List<UnitLayout> layouts =
        new FileLayouts(reads, format, metadata, schemas, selection).of(units);
    List<SplitUnit> found = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      RowRange mayPass = layouts.get(i).mayPass();
      if (mayPass.rows() > 0) {
        found.add(units.get(i).part(mayPass.from(), mayPass.to(), layouts.get(i).bytes()));
      }
    }
    return found;
  }

  /** Adds the units that may match; returns how many files were looked into. */
  private int select(UnitSelection selection, FileSchemas.Resolved reading) {
    List<DataFile> files = partitions.files().stream().filter(selection::mayMatch).toList();
    List<Optional<FileMetadata>> footers = metadata.get(files);
    for (int i = 0; i < files.size(); i++) {
      DataFile file = files.get(i);
      footers.get(i).ifPresent(footer -> selection.add(file, footer, reading.match(file, footer)));
    }
    return files.size();
  }

  /** A column that can be seen but not read is an error only once it is asked for. */
  private void refuseUnreadable(ReadSpec spec) {
    Set<String> needed = new LinkedHashSet<>(spec.columns());
    if (spec.filter() != null) {
      needed.addAll(spec.filter().columns());
    }
    for (Field field : spec.tableSchema().fields()) {
      Optional<DataType.Unsupported> unsupported = unreadable(field.type());
      if (unsupported.isPresent() && needed.contains(field.name())) {
        String readable =
            schema().fields().stream()
                .filter(other -> unreadable(other.type()).isEmpty())
                .map(Field::name)
                .collect(Collectors.joining(", "));
        throw new UnsupportedFeatureException(
            "["
                + schemas.origins().get(field.name())
                + "] "
                + unsupported.get().description()
                + " cannot be read. "
                + (readable.isEmpty()
                    ? "No column of the file can."
                    : "Read only columns that can be: " + readable));
      }
    }
  }

  /** The first part of a type that cannot be read, if there is one. */
  private static Optional<DataType.Unsupported> unreadable(DataType type) {
    Stream<DataType> children = Stream.empty();
    if (type instanceof DataType.Unsupported unsupported) {
      return Optional.of(unsupported);
    } else if (type instanceof DataType.Struct struct) {
      children = struct.fields().stream().map(Field::type);
    } else if (type instanceof DataType.ListOf list) {
      children = Stream.of(list.element().type());
    } else if (type instanceof DataType.MapOf map) {
      children = Stream.of(map.key().type(), map.value().type());
    }
    return children.map(TableScan::unreadable).flatMap(Optional::stream).findFirst();
  }

  /** The table's name for the symbol column, or null if splits are made by size. */
  private String symbolColumn() {
    SplitMode mode = options.get(OptionTable.SPLIT_MODE);
    String given = options.get(OptionTable.SYMBOL_COLUMN);
    if (mode == SplitMode.SIZE || mode == SplitMode.AUTO && given == null) {
      return null;
    }
    if (given == null) {
      throw new InvalidOptionException(
          "option 'split.mode' is 'symbol', which needs the option 'symbol-column': the name of the"
              + " column that holds the symbol");
    }
    int index = schema().indexOf(given, options.get(OptionTable.CASE_SENSITIVE));
    if (index < 0) {
      throw new InvalidOptionException(
          "option 'symbol-column': "
              + SchemaException.noSuchColumn(given, schema().names()).getMessage());
    }
    return schema().field(index).name();
  }

  private SplitPlanner.Splits splits(
      List<PlanningUnit> units,
      int minSplits,
      String symbolColumn,
      FileSchemas.Resolved reading,
      UnitSelection selection) {
    if (symbolColumn != null) {
      SplitPlanner.Splits bySymbol = symbolPlanner(symbolColumn, reading).plan(units, minSplits);
      boolean auto = options.get(OptionTable.SPLIT_MODE) == SplitMode.AUTO;
      if (!auto || bySymbol.amplification() <= LARGEST_AMPLIFICATION) {
        return bySymbol;
      }
      SplitPlanner.Splits bySize = sizePlanner(reading, selection).plan(units, minSplits);
      return new SplitPlanner.Splits(
          bySize.splits(),
          bySize.unitsRuledOut(),
          1,
          bySize.mode()
              + String.format(
                  Locale.ROOT,
                  " (auto: splits by symbol would look at each row %.1f times)",
                  bySymbol.amplification()));
    }
    return sizePlanner(reading, selection).plan(units, minSplits);
  }

  private SizeBins sizePlanner(FileSchemas.Resolved reading, UnitSelection selection) {
    return new SizeBins(
        options.get(OptionTable.SPLIT_TARGET_SIZE),
        options.get(OptionTable.SPLIT_OPEN_COST),
        orUnlimited(OptionTable.SPLIT_MAX_ROWS),
        new FileLayouts(reads, format, metadata, reading, selection));
  }

  private SplitPlanner symbolPlanner(String symbolColumn, FileSchemas.Resolved reading) {
    Field column = schema().field(schema().indexOf(symbolColumn));
    boolean ordered =
        column.type() instanceof DataType.Utf8
            || column.type() instanceof DataType.Int integer && integer.signed();
    if (!ordered) {
      return new SymbolGroups(symbolColumn, options.get(OptionTable.SYMBOL_BATCH_MAX_ROWS));
    }
    return new SymbolBatches(
        symbolColumn,
        options.get(OptionTable.SYMBOL_BATCH_MAX_ROWS),
        orUnlimited(OptionTable.SYMBOL_BATCH_MAX_BYTES),
        new FileSymbols(
            reads,
            format,
            metadata,
            reading,
            column,
            partitions.schema().indexOf(symbolColumn) >= 0,
            options));
  }

  private long orUnlimited(Option<Long> option) {
    return options.isSet(option) ? options.get(option) : Long.MAX_VALUE;
  }
}
