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
package dev.adaptive.read;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.error.StorageException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.filter.BoundFilter;
import dev.adaptive.filter.PredicateSimplifier;
import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.UnitRead;
import dev.adaptive.format.UnitReader;
import dev.adaptive.memory.BatchSizer;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.options.OptionTable;
import dev.adaptive.plan.FileColumns;
import dev.adaptive.plan.PartitionValues;
import dev.adaptive.plan.ReadSpec;
import dev.adaptive.plan.SplitUnit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One unit under the table's schema: columns that the file has are read, the others have the same
 * value in every row.
 */
final class UnitScan implements AutoCloseable {
  private final Schema outputSchema;

  /** Null if there is no row to read. */
  private final UnitReader reader;

  /** By output column: its position among the columns that are read, or -1. */
  private final int[] source;

  /** By output column: its constant value, if it is not read. */
  private final Object[] constants;

  private UnitScan(Schema outputSchema, UnitReader reader, int[] source, Object[] constants) {
    this.outputSchema = outputSchema;
    this.reader = reader;
    this.source = source;
    this.constants = constants;
  }

  /** Opens the unit's file through {@code files}, and the unit. */
  static UnitScan open(
      ReadSpec spec,
      SplitUnit unit,
      OpenFiles files,
      BatchSizer sizer,
      BlockAllocator allocator,
      ReadStats stats) {
    Schema output = spec.outputSchema();
    if (!files.open(unit, spec.options().get(OptionTable.IGNORE_MISSING_FILES))) {
      return new UnitScan(output, null, new int[0], new Object[0]);
    }
    FileColumns inFile = match(spec, unit, files.metadata().schema());
    Map<String, Object> values = constantValues(spec, unit, inFile);
    Schema columns = columnsToRead(spec, inFile);
    int[] source = new int[output.size()];
    Object[] constants = new Object[output.size()];
    int outputColumns = 0;
    for (int i = 0; i < source.length; i++) {
      source[i] = columns.indexOf(output.field(i).name());
      outputColumns += source[i] >= 0 ? 1 : 0;
      constants[i] = values.get(output.field(i).name());
    }

    Predicate filter =
        spec.filter() == null ? new Predicate.Constant(true) : withConstants(spec, values);
    if (filter instanceof Predicate.Constant constant && !Boolean.TRUE.equals(constant.value())) {
      return new UnitScan(output, null, source, constants);
    }
    BoundFilter bound =
        filter instanceof Predicate.Constant ? null : BoundFilter.bind(filter, columns);
    List<String> names = columns.names().stream().map(inFile::nameInFile).toList();
    checkRange(unit, files.metadata());
    UnitRead read =
        new UnitRead(
            columns,
            names,
            spec.options(),
            outputColumns,
            unit.range(),
            bound,
            sizer,
            allocator,
            stats);
    return new UnitScan(
        output,
        files.format().open(files.file(), files.metadata(), unit.unit(), read),
        source,
        constants);
  }

  private static void checkRange(SplitUnit unit, FileMetadata metadata) {
    if (unit.unit() >= metadata.units()
        || unit.endRow() > metadata.unit(unit.unit()).rows()
        || unit.range() == null && unit.rows() != metadata.unit(unit.unit()).rows()) {
      throw new StorageException(
          "["
              + unit.path()
              + "] is not the file that was planned: rows "
              + unit.firstRow()
              + " to "
              + unit.endRow()
              + " of unit "
              + unit.unit()
              + " are not what it has. Plan the read again");
    }
  }

  private static FileColumns match(ReadSpec spec, SplitUnit unit, Schema fileSchema) {
    List<Field> fromFiles =
        spec.tableSchema().fields().stream()
            .filter(field -> !spec.partitionColumns().contains(field.name()))
            .toList();
    return FileColumns.match(
        new Schema(fromFiles),
        fileSchema,
        unit.path(),
        Map.of(),
        spec.options().get(OptionTable.CASE_SENSITIVE));
  }

  /** The values of partition columns, and null for columns that the file does not have. */
  private static Map<String, Object> constantValues(
      ReadSpec spec, SplitUnit unit, FileColumns inFile) {
    ZoneId zone = spec.options().get(OptionTable.TIME_ZONE);
    Map<String, Object> values = new HashMap<>();
    for (String name : spec.partitionColumns()) {
      Field field = spec.tableSchema().field(spec.tableSchema().indexOf(name));
      values.put(name, PartitionValues.parse(field, unit.partitionValues().get(name), zone));
    }
    inFile.missing().names().forEach(name -> values.put(name, null));
    return values;
  }

  /** The columns to deliver that the file has, then those that only the filter needs. */
  private static Schema columnsToRead(ReadSpec spec, FileColumns inFile) {
    Set<String> names = new LinkedHashSet<>(spec.columns());
    if (spec.filter() != null) {
      names.addAll(spec.filter().columns());
    }
    names.removeIf(name -> inFile.nameInFile(name) == null);
    return inFile.present().select(names);
  }

  private static Predicate withConstants(ReadSpec spec, Map<String, Object> values) {
    List<Field> constant = new ArrayList<>(spec.tableSchema().fields());
    constant.removeIf(field -> !values.containsKey(field.name()));
    return PredicateSimplifier.withConstants(spec.filter(), new Schema(constant), values);
  }

  void skip(long rows) {
    if (reader != null) {
      reader.skip(rows);
    }
  }

  /** The next rows, in the table's schema, or null. */
  ColumnBatch next() {
    ColumnBatch batch = reader == null ? null : reader.next();
    if (batch == null) {
      return null;
    }
    ColumnVector[] columns = new ColumnVector[source.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          source[i] >= 0
              ? batch.column(source[i])
              : new ConstantVector(outputSchema.field(i).type(), batch.rows(), constants[i]);
    }
    return new ColumnBatch(outputSchema, Arrays.asList(columns), batch.rows());
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
