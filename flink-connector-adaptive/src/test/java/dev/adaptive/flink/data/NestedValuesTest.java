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
package dev.adaptive.flink.data;

import static dev.adaptive.testkit.RowComparison.assertSameRowsInOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.flink.DuckDb;
import dev.adaptive.flink.RandomColumns;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.memory.MemoryBudgetExceededException;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.read.SplitReader;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.stats.ReadStats.Counter;
import dev.adaptive.testkit.ParquetJavaReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random nested columns as Flink reads them: always what parquet-java reads from the same file. */
class NestedValuesTest {
  private static final int COLUMNS = 4;

  @TempDir Path directory;

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("nested.cases", 12));
  }

  private Path write(long seed) {
    return DuckDb.write(
        directory.resolve("f.parquet"),
        "SELECT " + RandomColumns.ofAllTypes(seed).select(COLUMNS) + " FROM range(2200) t(i)",
        2048);
  }

  /** Reads a file batch by batch. */
  private static final class Reading {
    private final MemoryBudget budget;
    private final ReadStats stats = new ReadStats();
    private final List<Object[]> rows = new ArrayList<>();

    Reading(long limit) {
      this.budget = MemoryBudget.root("test", limit);
    }

    /**
     * @param projection for the file's schema
     * @param keep what to remember of a row while it is there
     */
    void read(
        Path file, Function<Schema, Projection> projection, Function<ColumnarRow, Object[]> keep) {
      ReadOptions options = ReadOptions.of(Map.of("batch.max-rows", "333"));
      try (Storage storage = new LocalStorage(Mmap.AUTO)) {
        TableScan scan = TableScan.open(storage, List.of(file.toString()), null, options);
        Projection rows = projection.apply(scan.schema());
        ScanPlan plan =
            TableScan.open(storage, List.of(file.toString()), rows.narrowed(scan.schema()), options)
                .plan(rows.schema().names(), null, 1);
        for (ScanSplit split : plan.splits()) {
          read(
              new SplitReader(plan.spec(), split, ScanPosition.START, storage, budget, stats),
              rows,
              keep);
        }
      }
    }

    private void read(
        SplitReader reader, Projection projection, Function<ColumnarRow, Object[]> keep) {
      try (reader;
          BatchConverter converter = new BatchConverter(projection, budget)) {
        for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
          try (FlinkBatch converted = converter.convert(batch)) {
            for (int i = 0; i < converted.rows(); i++) {
              converted.row().moveTo(i);
              rows.add(keep.apply(converted.row()));
            }
          }
        }
      }
    }
  }

  private static Reading read(
      Path file, Function<Schema, Projection> projection, Function<ColumnarRow, Object[]> keep) {
    Reading reading = new Reading(64 << 20);
    reading.read(file, projection, keep);
    assertThat(reading.budget.used()).isZero();
    return reading;
  }

  private static Projection all(Schema schema) {
    return Projection.of(FlinkTypes.toRowType(schema), schema);
  }

  private static RowType typeOf(Path file) {
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      return FlinkTypes.toRowType(
          TableScan.open(storage, List.of(file.toString()), null, ReadOptions.of(Map.of()))
              .schema());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void all_values(long seed) {
    Path file = write(seed);
    List<Object[]> expected = ParquetJavaReader.read(file);
    RowType type = typeOf(file);
    valuesMayBeKept(file, type, expected);
    rowsAreCopiedAndSerialized(file, type, expected);
    nothingLeaksWhereMemoryEnds(file);
    fieldsOfStructsAreReadAlone(file, type, expected, new SplittableRandom(seed));
  }

  private static void valuesMayBeKept(Path file, RowType type, List<Object[]> expected) {
    Reading reading = read(file, NestedValuesTest::all, row -> FlinkValues.fields(row, type));
    List<Object[]> values =
        reading.rows.stream().map(fields -> FlinkValues.plain(fields, type)).toList();
    assertSameRowsInOrder(expected, values);
  }

  private static void nothingLeaksWhereMemoryEnds(Path file) {
    long peak = read(file, NestedValuesTest::all, row -> null).budget.peak();
    int failed = 0;
    for (int part = 1; part <= 20; part++) {
      Reading reading = new Reading(peak * part / 20);
      try {
        reading.read(file, NestedValuesTest::all, row -> null);
      } catch (MemoryBudgetExceededException e) {
        failed++;
      }
      assertThat(reading.budget.used()).isZero();
    }
    assertThat(failed).isGreaterThan(5);
  }

  private static void rowsAreCopiedAndSerialized(Path file, RowType type, List<Object[]> expected) {
    RowDataSerializer serializer = new RowDataSerializer(type);
    Reading reading =
        read(
            file,
            NestedValuesTest::all,
            row -> new Object[] {serializer.copy(row), serialized(row, serializer)});
    for (int i = 0; i < 2; i++) {
      int index = i;
      assertSameRowsInOrder(
          expected,
          reading.rows.stream()
              .map(copies -> FlinkValues.fields((RowData) copies[index], type))
              .map(fields -> FlinkValues.plain(fields, type))
              .toList());
    }
  }

  private static RowData serialized(RowData row, RowDataSerializer serializer) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(1000);
      serializer.serialize(row, out);
      return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fieldsOfStructsAreReadAlone(
      Path file, RowType type, List<Object[]> expected, SplittableRandom random) {
    List<int[]> paths = new ArrayList<>();
    List<RowType.RowField> fields = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int[] path = path(type, random);
      paths.add(path);
      fields.add(new RowType.RowField("p" + i, typeAt(type, path)));
    }
    RowType projected = new RowType(fields);
    Reading reading =
        read(
            file,
            schema -> Projection.of(projected, schema, paths.toArray(int[][]::new)),
            row -> FlinkValues.fields(row, projected));
    assertSameRowsInOrder(
        expected.stream()
            .map(row -> paths.stream().map(path -> find(row, path)).toArray())
            .toList(),
        reading.rows.stream().map(row -> FlinkValues.plain(row, projected)).toList());
  }

  @Test
  void only_fields_that_are_asked_for_are_read() {
    Path file =
        DuckDb.write(
            directory.resolve("f.parquet"),
            "SELECT {'a': i, 'text': md5(i::VARCHAR), 'c': {'d': i, 'list': [md5(i::VARCHAR)]}} AS"
                + " s FROM range(10000) t(i)",
            10_240,
            ", COMPRESSION uncompressed");
    RowType type = new RowType(List.of(new RowType.RowField("s_c_d", new BigIntType())));
    Reading part =
        read(
            file,
            schema -> Projection.of(type, schema, new int[][] {{0, 2, 0}}),
            row -> FlinkValues.fields(row, type));
    Reading whole = read(file, NestedValuesTest::all, row -> null);
    assertThat(part.rows).hasSize(10_000).element(7000).isEqualTo(new Object[] {7000L});
    assertThat(part.stats.get(Counter.BYTES_READ))
        .isLessThan(whole.stats.get(Counter.BYTES_READ) / 5);
  }

  private static int[] path(RowType type, SplittableRandom random) {
    List<Integer> path = new ArrayList<>();
    LogicalType at = type;
    while (at instanceof RowType row && (path.isEmpty() || random.nextInt(5) > 0)) {
      path.add(random.nextInt(row.getFieldCount()));
      at = row.getTypeAt(path.get(path.size() - 1));
    }
    return path.stream().mapToInt(Integer::intValue).toArray();
  }

  private static LogicalType typeAt(LogicalType type, int[] path) {
    LogicalType at = type;
    for (int position : path) {
      at = at.getChildren().get(position);
    }
    return at.copy(true);
  }

  private static Object find(Object[] row, int[] path) {
    Object value = row[path[0]];
    for (int i = 1; i < path.length && value != null; i++) {
      value = new ArrayList<>(((LinkedHashMap<?, ?>) value).values()).get(path[i]);
    }
    return value;
  }
}
