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

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.conformance.TestColumn.Nulls;
import dev.adaptive.conformance.TestColumn.Spread;
import dev.adaptive.conformance.TestFile.Encodings;
import dev.adaptive.conformance.TestFile.Layout;
import dev.adaptive.conformance.TestTypes.TestType;
import dev.adaptive.expr.Predicate;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.read.SplitReader;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.testkit.DuckDb;
import dev.adaptive.testkit.ParquetJavaReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type, in every encoding that parquet-java writes, with all kinds of nulls, in both versions
 * of pages and all codecs, read in many ways: always the values that parquet-java reads.
 */
class CartesianTest {
  private static final List<CompressionCodecName> CODECS =
      List.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP,
          CompressionCodecName.ZSTD,
          CompressionCodecName.LZ4_RAW,
          CompressionCodecName.LZ4);

  /** How a column comes to its encodings. */
  enum Encoding {
    PLAIN(Encodings.V1, 0, Spread.MANY),
    DICTIONARY(Encodings.V1, 1 << 20, Spread.FEW),
    /** The dictionary is given up in the middle of the column chunk. */
    FALLBACK(Encodings.V1, 600, Spread.GROWING),
    DELTA(Encodings.V2, 0, Spread.MANY),
    DELTA_FALLBACK(Encodings.V2, 600, Spread.GROWING),
    SPLIT(Encodings.SPLIT, 0, Spread.MANY);

    private final Encodings encodings;
    private final int dictionaryBytes;
    private final Spread spread;

    Encoding(Encodings encodings, int dictionaryBytes, Spread spread) {
      this.encodings = encodings;
      this.dictionaryBytes = dictionaryBytes;
      this.spread = spread;
    }

    Layout layout(CompressionCodecName codec, int pages, int pageBytes, int pageRows) {
      return new Layout(codec, pages, encodings, dictionaryBytes, pageBytes, pageRows);
    }
  }

  @TempDir Path directory;

  static Stream<Arguments> encodings() {
    List<Arguments> all = new ArrayList<>();
    int turn = 0;
    for (Encoding encoding : Encoding.values()) {
      for (int pages = 1; pages <= 2; pages++) {
        all.add(Arguments.of(encoding, pages, CODECS.get(turn++ % CODECS.size())));
      }
    }
    return all.stream();
  }

  static Stream<Arguments> codecs() {
    return encodings()
        .flatMap(
            arguments ->
                CODECS.stream()
                    .map(codec -> Arguments.of(arguments.get()[0], arguments.get()[1], codec)));
  }

  /** Type x kind of nulls x encoding x version of pages, read whole and in filtered pieces. */
  @ParameterizedTest
  @MethodSource("encodings")
  void every_type_with_every_kind_of_nulls(
      Encoding encoding, int pages, CompressionCodecName codec) {
    List<TestColumn> columns = filterColumns();
    for (TestType type : TestTypes.all()) {
      for (Nulls nulls : Nulls.values()) {
        columns.add(type.column(type.name() + "_" + nulls, nulls, encoding.spread));
      }
    }
    Path file =
        TestFile.write(
            directory.resolve("f.parquet"),
            columns,
            encoding.layout(codec, pages, 700, 150),
            1,
            500,
            200);
    List<Object[]> expected = ParquetJavaReader.read(file);
    assertSameRowsInOrder(expected, Reading.rows(file));
    checkFilters(file, expected, 1000);
  }

  /**
   * Type x codec x encoding x version of pages, read in batches of many sizes, with filters and
   * limits, and resumed.
   */
  @ParameterizedTest
  @MethodSource("codecs")
  void every_codec_and_read_pattern(Encoding encoding, int pages, CompressionCodecName codec) {
    // codecs know nothing of types: half of the types with each of them, all of them in each
    // encoding
    List<TestType> all = TestTypes.all();
    List<TestType> types =
        all.stream().filter(type -> (all.indexOf(type) + codec.ordinal()) % 2 == 0).toList();
    Path file = fileOf(types, encoding, encoding.layout(codec, pages, 500, 70), 210, 90);
    List<Object[]> expected = ParquetJavaReader.read(file);
    for (int batchRows : new int[] {7, 64, 100, 16384}) {
      assertSameRowsInOrder(
          expected,
          Reading.rows(file, read -> read.option("batch.max-rows", Integer.toString(batchRows))));
    }
    for (int limit : new int[] {0, 1, 63, 210, 211, 5000}) {
      List<Object[]> first = expected.subList(0, Math.min(limit, expected.size()));
      assertSameRowsInOrder(
          first, Reading.rows(file, read -> read.limit(limit).option("batch.max-rows", "100")));
    }
    checkFilters(file, expected, 64);
    checkResuming(file, null, expected);
    checkResuming(
        file,
        Predicate.lt("pick", 3000),
        kept(expected, row -> (Integer) expected.get(row)[0] < 3000));
  }

  /** Pages with more rows than are decoded at a time. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void large_pages(Encoding encoding) {
    Path file =
        fileOfAllTypes(
            encoding, encoding.layout(CompressionCodecName.SNAPPY, 1, 1 << 20, 20_000), 6_000);
    List<Object[]> expected = ParquetJavaReader.read(file);
    assertSameRowsInOrder(expected, Reading.rows(file));
    checkFilters(file, expected, 16384);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void decimals_of_every_precision(Encoding encoding) {
    List<TestColumn> columns = new ArrayList<>();
    for (TestType type : TestTypes.decimals()) {
      columns.add(
          type.column(
              type.name(), columns.size() % 3 == 0 ? Nulls.REQUIRED : Nulls.SOME, encoding.spread));
    }
    Path file =
        TestFile.write(
            directory.resolve("f.parquet"),
            columns,
            encoding.layout(CompressionCodecName.ZSTD, 1, 500, 100),
            3,
            300);
    assertSameRowsInOrder(ParquetJavaReader.read(file), Reading.rows(file));
  }

  /**
   * The second judge, for the types that DuckDB has in the encodings that it has of all of them.
   */
  @ParameterizedTest
  @EnumSource(value = Encoding.class, mode = EnumSource.Mode.EXCLUDE, names = "SPLIT")
  void a_sample_as_duckdb_reads_it(Encoding encoding) {
    List<TestColumn> columns = new ArrayList<>();
    for (TestType type : TestTypes.all()) {
      if (type.name()
              .matches(
                  "boolean|u?int.*|(un)?signed.*|float.*|double|binary|string|enum|uuid|time_us_local|decimal.*")
          && !List.of("int96", "interval").contains(type.name())) {
        columns.add(
            type.column(
                type.name(),
                Nulls.values()[columns.size() % Nulls.values().length],
                encoding.spread));
      }
    }
    Path file =
        TestFile.write(
            directory.resolve("f.parquet"),
            columns,
            encoding.layout(CompressionCodecName.ZSTD, 1, 700, 150),
            4,
            500,
            200);
    try (DuckDb db = DuckDb.open().threads(1)) {
      assertSameRowsInOrder(db.query("FROM " + DuckDb.parquet(file)), Reading.rows(file));
    }
  }

  @Test
  void a_file_without_rows() {
    Path file =
        fileOfAllTypes(
            Encoding.PLAIN, Encoding.PLAIN.layout(CompressionCodecName.SNAPPY, 1, 1500, 400));
    assertThat(Reading.rows(file)).isEmpty();
  }

  private Path fileOfAllTypes(Encoding encoding, Layout layout, int... rowGroups) {
    return fileOf(TestTypes.all(), encoding, layout, rowGroups);
  }

  private Path fileOf(List<TestType> types, Encoding encoding, Layout layout, int... rowGroups) {
    List<TestColumn> columns = filterColumns();
    for (TestType type : types) {
      Nulls nulls = Nulls.values()[columns.size() % 4];
      columns.add(type.column(type.name(), nulls, encoding.spread));
    }
    return TestFile.write(directory.resolve("f.parquet"), columns, layout, 2, rowGroups);
  }

  /**
   * Column {@code pick} has even numbers below 10,000 in no order; {@code run} keeps its value for
   * 50 rows.
   */
  private static List<TestColumn> filterColumns() {
    List<TestColumn> columns = new ArrayList<>();
    TestType pick = new TestType("pick", PrimitiveTypeName.INT32, 0, null, n -> n % 5000 * 2);
    columns.add(pick.column("pick", Nulls.REQUIRED, Spread.MANY));
    int[] row = {0};
    TestType run = new TestType("run", PrimitiveTypeName.INT32, 0, null, n -> row[0]++ / 50 % 10);
    columns.add(run.column("run", Nulls.REQUIRED, Spread.MANY));
    return columns;
  }

  private static void checkFilters(Path file, List<Object[]> expected, int batchRows) {
    check(file, expected, batchRows, Predicate.eq("pick", 4999), row -> false);
    for (int below : new int[] {10, 100, 1000, 5000, 9990}) {
      check(
          file,
          expected,
          batchRows,
          Predicate.lt("pick", below),
          row -> (Integer) expected.get(row)[0] < below);
    }
    check(file, expected, batchRows, Predicate.ge("pick", 0), row -> true);
    check(
        file,
        expected,
        batchRows,
        Predicate.eq("run", 3),
        row -> (Integer) expected.get(row)[1] == 3);
    check(
        file,
        expected,
        batchRows,
        Predicate.in("run", 0, 2, 5),
        row -> List.of(0, 2, 5).contains(expected.get(row)[1]));
    check(
        file,
        expected,
        batchRows,
        Predicate.or(Predicate.eq("run", 1), Predicate.lt("pick", 200)),
        row -> (Integer) expected.get(row)[1] == 1 || (Integer) expected.get(row)[0] < 200);
  }

  private static void check(
      Path file, List<Object[]> expected, int batchRows, Predicate filter, IntPredicate keeps) {
    List<Object[]> actual =
        Reading.rows(
            file,
            read ->
                read.filter(filter)
                    .option("batch.max-rows", Integer.toString(batchRows))
                    .option("read.mmap", batchRows % 2 == 0 ? "on" : "off"));
    try {
      assertSameRowsInOrder(kept(expected, keeps), actual);
    } catch (AssertionError e) {
      throw new AssertionError(
          "filter " + filter + ", " + batchRows + " rows per batch: " + e.getMessage(), e);
    }
  }

  private static List<Object[]> kept(List<Object[]> rows, IntPredicate keeps) {
    List<Object[]> kept = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      if (keeps.test(row)) {
        kept.add(rows.get(row));
      }
    }
    return kept;
  }

  /**
   * From every position of a reader, and from the middle of every batch, exactly the rest comes.
   */
  private static void checkResuming(Path file, Predicate filter, List<Object[]> expected) {
    try (Storage storage = new LocalStorage(Mmap.OFF)) {
      ReadOptions options = ReadOptions.of(Map.of("batch.max-rows", "64"));
      ScanPlan plan =
          TableScan.open(storage, List.of(file.toString()), null, options).plan(null, filter, 1);
      assertThat(plan.splits()).hasSize(1);
      ScanSplit split = plan.splits().get(0);
      int done = 0;
      MemoryBudget budget = MemoryBudget.root("test", Reading.MEMORY_LIMIT);
      try (SplitReader reader =
          new SplitReader(
              plan.spec(), split, ScanPosition.START, storage, budget, new ReadStats())) {
        for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
          int rows = batch.rows();
          batch.close();
          for (int in : new int[] {0, rows / 2 + 1}) {
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
      assertThat(budget.used()).isZero();
    }
  }
}
