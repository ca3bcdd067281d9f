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

import dev.adaptive.expr.Decision;
import dev.adaptive.expr.Predicate;
import dev.adaptive.filter.BoundFilter;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.filter.PredicateSimplifier;
import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.UnitMetadata;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongBiFunction;

/**
 * Decides for one scan which files and units have to be read, and counts what is left out. Not
 * thread-safe.
 *
 * <p>A column whose value is the same in the whole file, from its path or because the file has no
 * such column, is put into the filter first; what statistics say of the rest comes after.
 */
final class UnitSelection {
  private final Schema partitionSchema;
  private final Predicate filter;
  private final Set<String> columnsRead;
  private final String symbolColumn;
  private final ZoneId zone;
  private final Map<Map<String, String>, Predicate> byPartition = new HashMap<>();

  private final List<PlanningUnit> selected = new ArrayList<>();
  private int units;
  private int unitsPruned;
  private long bytesSkipped;

  /**
   * @param partitionSchema the columns that come from paths
   * @param columns to deliver
   * @param filter null for none; bound to the table's schema before
   * @param symbolColumn null if the splits do not depend on symbols
   */
  UnitSelection(
      Schema partitionSchema,
      List<String> columns,
      Predicate filter,
      String symbolColumn,
      ZoneId zone) {
    this.partitionSchema = partitionSchema;
    this.filter = filter == null ? new Predicate.Constant(true) : filter;
    this.columnsRead = new TreeSet<>(columns);
    this.columnsRead.addAll(this.filter.columns());
    this.symbolColumn = symbolColumn;
    this.zone = zone;
  }

  /** Whether the file may have rows that pass, as far as its path says. */
  boolean mayMatch(DataFile file) {
    return !isNever(withPartition(file));
  }

  private Predicate withPartition(DataFile file) {
    return byPartition.computeIfAbsent(
        file.partitionValues(),
        texts ->
            texts.isEmpty()
                ? filter
                : PredicateSimplifier.withConstants(
                    filter, partitionSchema, partitionValues(texts)));
  }

  private Map<String, Object> partitionValues(Map<String, String> texts) {
    Map<String, Object> values = new HashMap<>();
    for (Field field : partitionSchema.fields()) {
      values.put(field.name(), PartitionValues.parse(field, texts.get(field.name()), zone));
    }
    return values;
  }

  /**
   * Whether the predicate is seen to be true for no row. What is unknown is not true, also as an
   * operand of AND and OR.
   */
  private static boolean isNever(Predicate predicate) {
    if (predicate instanceof Predicate.Constant constant) {
      return !Boolean.TRUE.equals(constant.value());
    } else if (predicate instanceof Predicate.And and) {
      return and.operands().stream().anyMatch(UnitSelection::isNever);
    } else if (predicate instanceof Predicate.Or or) {
      return or.operands().stream().allMatch(UnitSelection::isNever);
    }
    return false;
  }

  /** Adds the units of a file that may have rows that pass. */
  void add(DataFile file, FileMetadata metadata, FileColumns columns) {
    Predicate rest = withMissing(withPartition(file), columns.missing());
    BoundFilter bound =
        rest instanceof Predicate.Constant ? null : BoundFilter.bind(rest, columns.present());
    for (int i = 0; i < metadata.units(); i++) {
      units++;
      UnitMetadata unit = metadata.unit(i);
      if (unit.rows() == 0
          || isNever(rest)
          || (bound != null && decide(bound, unit, columns) == Decision.NEVER)) {
        unitsPruned++;
        bytesSkipped += bytes(columns, unit::compressedBytes);
      } else {
        selected.add(
            new PlanningUnit(splitUnit(file, unit, i, columns), symbols(file, unit, columns)));
      }
    }
  }

  /** What is read of one file. */
  Reading reading(DataFile file, FileColumns columns) {
    Predicate rest = withMissing(withPartition(file), columns.missing());
    Schema read =
        columns
            .present()
            .select(columns.present().names().stream().filter(columnsRead::contains).toList());
    return new Reading(
        read,
        read.names().stream().map(columns::nameInFile).toList(),
        rest instanceof Predicate.Constant ? null : BoundFilter.bind(rest, read));
  }

  /**
   * What is read of a file.
   *
   * @param columns that are delivered or filtered on, of those that the file has
   * @param fileColumns their names in the file
   * @param filter bound to {@code columns}; null for none
   */
  record Reading(Schema columns, List<String> fileColumns, BoundFilter filter) {}

  boolean hasFilter() {
    return !(filter instanceof Predicate.Constant);
  }

  private Predicate withMissing(Predicate predicate, Schema missing) {
    if (missing.size() == 0
        || predicate.columns().stream().noneMatch(column -> missing.indexOf(column) >= 0)) {
      return predicate;
    }
    Map<String, Object> nulls = new HashMap<>();
    missing.names().forEach(name -> nulls.put(name, null));
    return PredicateSimplifier.withConstants(predicate, missing, nulls);
  }

  private static Decision decide(BoundFilter bound, UnitMetadata unit, FileColumns columns) {
    Schema present = columns.present();
    return bound.decide(i -> statistics(unit, columns, present.field(i)));
  }

  /**
   * The statistics in the table's type; bounds of a column that is converted are in its own type
   * and say nothing.
   */
  private static ColumnStatistics statistics(UnitMetadata unit, FileColumns columns, Field field) {
    Field inFile = columns.fieldInFile(field.name());
    ColumnStatistics statistics = unit.statistics(inFile.name());
    if (statistics == null || inFile.type().equals(field.type())) {
      return statistics;
    }
    return new ColumnStatistics(statistics.rows(), statistics.nullCount(), null, null);
  }

  private SplitUnit splitUnit(DataFile file, UnitMetadata unit, int index, FileColumns columns) {
    return new SplitUnit(
        file.path(),
        file.status().length(),
        file.status().modifiedMillis(),
        index,
        unit.rows(),
        bytes(columns, unit::uncompressedBytes),
        file.partitionValues());
  }

  private long bytes(FileColumns columns, ToLongBiFunction<String, DataType> bytesOf) {
    long bytes = 0;
    for (String column : columnsRead) {
      int present = columns.present().indexOf(column);
      bytes +=
          present < 0
              ? 0
              : bytesOf.applyAsLong(
                  columns.nameInFile(column), columns.present().field(present).type());
    }
    return bytes;
  }

  private SymbolRange symbols(DataFile file, UnitMetadata unit, FileColumns columns) {
    if (symbolColumn == null) {
      return null;
    }
    int partition = partitionSchema.indexOf(symbolColumn);
    if (partition >= 0) {
      return SymbolRange.only(
          PartitionValues.parse(
              partitionSchema.field(partition), file.partitionValues().get(symbolColumn), zone));
    }
    int present = columns.present().indexOf(symbolColumn);
    if (present < 0) {
      return SymbolRange.NULL;
    }
    ColumnStatistics statistics = statistics(unit, columns, columns.present().field(present));
    return statistics == null
        ? SymbolRange.UNKNOWN
        : SymbolRange.of(statistics, columns.fieldInFile(symbolColumn).nullable());
  }

  /** The units to read, in the order in which files were added. */
  List<PlanningUnit> selected() {
    return selected;
  }

  /** Units in the files that were added. */
  int units() {
    return units;
  }

  int unitsPruned() {
    return unitsPruned;
  }

  /** Compressed bytes, in pruned units, of the columns that the scan reads. */
  long bytesSkipped() {
    return bytesSkipped;
  }
}
