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
package dev.adaptive.conformance;

import static dev.adaptive.testkit.RowComparison.assertSameRowsInOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.AdaptiveReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.conformance.TestFile.Encodings;
import dev.adaptive.conformance.TestFile.Layout;
import dev.adaptive.expr.Predicate;
import dev.adaptive.io.InputFile;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.parquet.meta.FooterReader;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.read.SplitReader;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.testkit.ParquetJavaReader;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random nested columns, written by parquet-java in pages of a few rows, read in many ways: always
 * what parquet-java reads.
 */
class NestedRandomTest {
  private static final List<CompressionCodecName> CODECS =
      List.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.ZSTD,
          CompressionCodecName.GZIP);

  @TempDir Path directory;

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("nested.cases", 60));
  }

  private Path write(NestedData data, long seed, int... rows) {
    SplittableRandom random = new SplittableRandom(seed);
    Layout layout =
        new Layout(
            CODECS.get(random.nextInt(CODECS.size())),
            1 + random.nextInt(2),
            random.nextBoolean() ? Encodings.V1 : Encodings.V2,
            new int[] {0, 300, 1 << 20}[random.nextInt(3)],
            200 + random.nextInt(3000),
            1 + random.nextInt(300));
    return data.write(directory.resolve("f.parquet"), layout, rows);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void all_rows_and_those_of_filters(long seed) {
    Path file = write(new NestedData(seed, 4), seed, 700, 1, 150);
    List<Object[]> expected = ParquetJavaReader.read(file);
    for (int batchRows : new int[] {1000, 1 + (int) (seed % 50), 64}) {
      assertSameRowsInOrder(
          expected,
          Reading.rows(file, read -> read.option("batch.max-rows", Integer.toString(batchRows))));
    }
    assertSameRowsInOrder(
        expected.subList(0, 333),
        Reading.rows(file, read -> read.limit(333).option("batch.max-rows", "100")));
    for (int bound : new int[] {0, 20, 150, 1000, 5000, 9000, 9990, 10_000}) {
      List<Object[]> kept = expected.stream().filter(row -> (Integer) row[0] < bound).toList();
      Predicate filter = Predicate.lt(NestedData.PICK, bound);
      assertSameRowsInOrder(
          kept, Reading.rows(file, read -> read.filter(filter).option("batch.max-rows", "300")));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rows_where_a_column_is_null(long seed) {
    Path file = write(new NestedData(seed, 3), seed, 500);
    List<Object[]> expected = ParquetJavaReader.read(file);
    for (int column = 1; column <= 3; column++) {
      int index = column;
      String name = "c" + (column - 1);
      assertSameRowsInOrder(
          expected.stream().filter(row -> row[index] == null).toList(),
          Reading.rows(file, read -> read.filter(Predicate.isNull(name))));
      Predicate filter =
          Predicate.and(Predicate.not(Predicate.isNull(name)), Predicate.lt(NestedData.PICK, 3000));
      assertSameRowsInOrder(
          expected.stream().filter(row -> row[index] != null && (Integer) row[0] < 3000).toList(),
          Reading.rows(file, read -> read.filter(filter).option("batch.max-rows", "90")));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reading_goes_on_at_any_row(long seed) {
    Path file = write(new NestedData(seed, 3), seed, 300, 40);
    List<Object[]> all = ParquetJavaReader.read(file);
    checkResuming(file, null, all);
    checkResuming(
        file,
        Predicate.lt(NestedData.PICK, 4000),
        all.stream().filter(row -> (Integer) row[0] < 4000).toList());
  }

  private static void checkResuming(Path file, Predicate filter, List<Object[]> expected) {
    MemoryBudget budget = MemoryBudget.root("test", Reading.MEMORY_LIMIT);
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      ReadOptions options = ReadOptions.of(Map.of("batch.max-rows", "100"));
      ScanPlan plan =
          TableScan.open(storage, List.of(file.toString()), null, options).plan(null, filter, 1);
      ScanSplit split = plan.splits().get(0);
      int done = 0;
      try (SplitReader reader =
          new SplitReader(
              plan.spec(), split, ScanPosition.START, storage, budget, new ReadStats())) {
        for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
          int rows = batch.rows();
          batch.close();
          for (int in = 0; in <= rows; in += 7) {
            ScanPosition position =
                new ScanPosition(reader.position().unit(), reader.position().rows() + in);
            try (SplitReader resumed =
                new SplitReader(plan.spec(), split, position, storage, budget, new ReadStats())) {
              assertSameRowsInOrder(
                  expected.subList(done + in, expected.size()), Reading.drain(resumed));
            }
          }
          done += rows;
        }
      }
      assertThat(done).isEqualTo(expected.size());
    }
    assertThat(budget.used()).isZero();
  }

  /** Pages are passed over by their headers, or by the page index, before they are decompressed. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void pages_without_wanted_rows_are_not_read(int version) {
    Layout layout = new Layout(CompressionCodecName.SNAPPY, version, Encodings.V1, 0, 1 << 20, 100);
    for (long seed = 0; seed < 10; seed++) {
      NestedData data = new NestedData(seed, 3);
      Path file = data.write(directory.resolve("f.parquet"), layout, 3000);
      List<Object[]> expected = ParquetJavaReader.read(file);
      MemoryBudget budget = MemoryBudget.root("test", Reading.MEMORY_LIMIT);
      ReadStats stats = new ReadStats();
      try (Storage storage = new LocalStorage(Mmap.AUTO)) {
        ScanPlan plan =
            TableScan.open(storage, List.of(file.toString()), null, ReadOptions.of(Map.of()))
                .plan(null, null, 1);
        ScanPosition position = new ScanPosition(0, 2850);
        try (SplitReader reader =
            new SplitReader(plan.spec(), plan.splits().get(0), position, storage, budget, stats)) {
          assertSameRowsInOrder(expected.subList(2850, 3000), Reading.drain(reader));
        }
      }
      assertThat(budget.used()).isZero();
      assertThat(stats.get(ReadStats.Counter.PAGES_READ))
          .isEqualTo(2L * data.schema().getColumns().size());
    }
  }

  /** Rows that get a thousand times larger on the way: the batch ends early. */
  @Test
  void long_lists_behind_short_ones() {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required group l (LIST) { repeated group list { required int64 element; }"
                + " } }");
    NestedData data = new NestedData(1, schema);
    Layout layout =
        new Layout(CompressionCodecName.SNAPPY, 1, Encodings.V1, 1 << 20, 1 << 16, 20_000);
    int[] lengths = new int[6000];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = i < 3000 ? 1 : 1000;
    }
    Path file = data.writeLists(directory.resolve("f.parquet"), layout, lengths);
    AdaptiveReader reader =
        AdaptiveReader.builder()
            .path(file.toString())
            .memoryLimit(24 << 20)
            .option("batch.target-bytes", "1m")
            .build();
    long rows = 0;
    try (reader) {
      for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
        rows += batch.rows();
        batch.close();
      }
    }
    assertThat(rows).isEqualTo(6000);
    assertThat(reader.memory().used()).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void some_fields_of_structs_and_fields_that_are_missing(long seed) {
    Path file = write(new NestedData(seed, 4), seed, 400);
    List<Object[]> expected = ParquetJavaReader.read(file);
    SplittableRandom random = new SplittableRandom(seed);
    Schema inFile = schema(file);
    for (int i = 0; i < 4; i++) {
      List<Field> fields = new ArrayList<>();
      for (Field field : inFile.fields()) {
        fields.add(new Field(field.name(), pruned(field.type(), random), true));
      }
      Schema asked = new Schema(fields);
      List<Object[]> kept = new ArrayList<>();
      for (Object[] row : expected) {
        Object[] values = new Object[row.length];
        for (int c = 0; c < row.length; c++) {
          values[c] = pruned(row[c], asked.field(c).type());
        }
        kept.add(values);
      }
      assertSameRowsInOrder(
          kept, Reading.rows(file, read -> read.schema(asked).option("batch.max-rows", "77")));
      Predicate filter = Predicate.lt(NestedData.PICK, 2000);
      assertSameRowsInOrder(
          kept.stream().filter(row -> ((Number) row[0]).intValue() < 2000).toList(),
          Reading.rows(file, read -> read.schema(asked).filter(filter)));
    }
  }

  private static Schema schema(Path file) {
    try (LocalStorage storage = new LocalStorage(Mmap.AUTO);
        InputFile input = storage.open(storage.status(file.toString()).orElseThrow())) {
      return FooterReader.read(input, Unit.MICROS).schema();
    }
  }

  /** The type with some fields left out, in another order, and some more. */
  private static DataType pruned(DataType type, SplittableRandom random) {
    if (type instanceof DataType.ListOf list) {
      return new DataType.ListOf(new Field("e", pruned(list.element().type(), random), true));
    } else if (type instanceof DataType.MapOf map) {
      return new DataType.MapOf(
          map.key(), new Field("v", pruned(map.value().type(), random), true));
    } else if (type instanceof DataType.Struct struct) {
      List<Field> fields = new ArrayList<>();
      for (Field field : struct.fields()) {
        if (random.nextInt(3) > 0) {
          fields.add(new Field(field.name(), pruned(field.type(), random), true));
        }
      }
      if (fields.isEmpty() || random.nextInt(4) == 0) {
        fields.add(new Field("new", random.nextBoolean() ? DataType.STRING : type, true));
      }
      List<Field> turned = new ArrayList<>(fields);
      Collections.rotate(turned, random.nextInt(3));
      return new DataType.Struct(turned);
    } else if (type.equals(DataType.INT32) && random.nextBoolean()) {
      return DataType.INT64;
    }
    return type;
  }

  private static Object pruned(Object value, DataType type) {
    if (value == null) {
      return null;
    } else if (type instanceof DataType.ListOf list) {
      return ((List<?>) value)
          .stream()
              .map(element -> pruned(element, list.element().type()))
              .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    } else if (type instanceof DataType.MapOf map) {
      List<Object> entries = new ArrayList<>();
      for (Object entry : (List<?>) value) {
        Map.Entry<?, ?> pair = (Map.Entry<?, ?>) entry;
        entries.add(
            new SimpleImmutableEntry<>(
                pruned(pair.getKey(), map.key().type()),
                pruned(pair.getValue(), map.value().type())));
      }
      return entries;
    } else if (type instanceof DataType.Struct struct) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Field field : struct.fields()) {
        values.put(field.name(), pruned(((Map<?, ?>) value).get(field.name()), field.type()));
      }
      return values;
    } else if (type.equals(DataType.INT64) && value instanceof Integer number) {
      return number.longValue();
    }
    return value;
  }
}
