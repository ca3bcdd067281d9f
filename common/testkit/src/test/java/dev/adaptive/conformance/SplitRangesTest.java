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

import static dev.adaptive.testkit.RowComparison.assertSameRows;
import static dev.adaptive.testkit.RowComparison.assertSameRowsInOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.conformance.TestColumn.Nulls;
import dev.adaptive.conformance.TestColumn.Spread;
import dev.adaptive.conformance.TestFile.Encodings;
import dev.adaptive.conformance.TestFile.Layout;
import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.PredicateParser;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.SplitUnit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.read.SplitReader;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.stats.ReadStats.Counter;
import dev.adaptive.testkit.DuckDb;
import dev.adaptive.testkit.ParquetJavaReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Row groups that are cut: over random files, split sizes and filters, the splits together have
 * each row once and in order, whatever the borders of pages are.
 */
class SplitRangesTest {
  private static final List<String> FILTERS =
      List.of(
          "id < 1500",
          "id >= 700 AND id < 740",
          "symbol = 'S3'",
          "symbol IN ('S1', 'S30') OR id > 3000",
          "price IS NULL",
          "price > 0 AND NOT symbol = 'S5'",
          "id < 0");

  @TempDir Path directory;
  private static DuckDb db;

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("ranges.cases", 16));
  }

  @BeforeAll
  static void open() {
    db = DuckDb.open().threads(1);
  }

  @AfterAll
  static void close() {
    db.close();
  }

  private static Layout layout(SplittableRandom random) {
    return new Layout(
        random.nextBoolean() ? CompressionCodecName.SNAPPY : CompressionCodecName.UNCOMPRESSED,
        1 + random.nextInt(2),
        Encodings.values()[random.nextInt(3)],
        new int[] {0, 300, 1 << 20}[random.nextInt(3)],
        200 + random.nextInt(5000),
        1 + random.nextInt(500));
  }

  /** A file with pages, and mostly a page index, or one of DuckDB's, which has none. */
  private void write(Path file, SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      db.execute(
          "COPY (SELECT i::INTEGER AS id, 'S' || (i % 37) AS symbol, CASE WHEN i % 7 > 0 THEN"
              + " sin(i) END AS price FROM range(5000) t(i)) TO "
              + DuckDb.literal(file.toString())
              + " (FORMAT parquet, ROW_GROUP_SIZE 2048)");
      return;
    }
    int[] next = {0};
    List<TestColumn> columns =
        List.of(
            new TestColumn(
                Types.required(PrimitiveTypeName.INT32).named("id"),
                i -> next[0]++,
                Nulls.REQUIRED,
                Spread.MANY),
            new TestColumn(
                Types.optional(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType())
                    .named("symbol"),
                i -> Binary.fromString("S" + i % 40),
                Nulls.values()[1 + random.nextInt(4)],
                Spread.values()[random.nextInt(3)]),
            new TestColumn(
                Types.optional(PrimitiveTypeName.DOUBLE).named("price"),
                i -> i / 7.0 - 1000,
                Nulls.values()[1 + random.nextInt(4)],
                Spread.values()[random.nextInt(3)]));
    int[] rowGroups = random.ints(1 + random.nextInt(3), 1, 3000).toArray();
    TestFile.write(file, columns, layout(random), random.nextLong(), rowGroups);
  }

  private static Map<String, String> options(SplittableRandom random) {
    Map<String, String> options = new HashMap<>();
    options.put("split.target-size", Integer.toString(1 << 8 + random.nextInt(10)));
    options.put("split.open-cost", Integer.toString(1 + random.nextInt(2000)));
    options.put("batch.max-rows", Integer.toString(1 + random.nextInt(900)));
    if (random.nextInt(3) == 0) {
      options.put("split.max-rows", Integer.toString(20 + random.nextInt(2000)));
    }
    return options;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_row_once_and_in_order(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int files = 1 + random.nextInt(3);
    for (int i = 0; i < files; i++) {
      write(directory.resolve("f" + i + ".parquet"), random);
    }
    for (int i = 0; i < 4; i++) {
      String where = i == 0 ? null : FILTERS.get(random.nextInt(FILTERS.size()));
      List<Object> expected = new ArrayList<>();
      for (int file = 0; file < files; file++) {
        expected.addAll(
            db.query(
                "SELECT id, symbol, price FROM "
                    + DuckDb.parquet(directory.resolve("f" + file + ".parquet"))
                    + (where == null ? "" : " WHERE " + where)));
      }
      check(directory, options(random), where, random, expected);
    }
  }

  /** A file with symbols in order, each in some rows that follow each other. */
  private static void writeSorted(Path file, SplittableRandom random) {
    int[] next = {random.nextInt(500), random.nextInt(500)};
    int rowsPerSymbol = 1 + random.nextInt(200);
    List<TestColumn> columns =
        List.of(
            new TestColumn(
                Types.required(PrimitiveTypeName.INT32).named("id"),
                i -> next[0]++ / rowsPerSymbol,
                Nulls.REQUIRED,
                Spread.MANY),
            new TestColumn(
                Types.optional(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType())
                    .named("symbol"),
                i -> Binary.fromString(String.format("S%05d", next[1]++ / rowsPerSymbol)),
                random.nextBoolean() ? Nulls.NONE : Nulls.SOME,
                Spread.MANY),
            new TestColumn(
                Types.optional(PrimitiveTypeName.DOUBLE).named("price"),
                i -> i / 7.0 - 1000,
                Nulls.SOME,
                Spread.MANY));
    TestFile.write(
        file,
        columns,
        layout(random),
        random.nextLong(),
        random.ints(1 + random.nextInt(3), 1, 3000).toArray());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void by_symbol_every_row_once_and_each_symbol_in_one_split(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int files = 1 + random.nextInt(3);
    boolean sorted = random.nextBoolean();
    for (int i = 0; i < files; i++) {
      Path file = directory.resolve("f" + i + ".parquet");
      if (sorted) {
        writeSorted(file, random);
      } else {
        write(file, random);
      }
    }
    for (int i = 0; i < 4; i++) {
      String where = i == 0 ? null : FILTERS.get(random.nextInt(FILTERS.size()));
      boolean byId = random.nextInt(3) == 0;
      Map<String, String> options = options(random);
      options.remove("split.max-rows");
      options.put("split.mode", random.nextInt(5) == 0 ? "auto" : "symbol");
      options.put("symbol-column", byId ? "id" : "symbol");
      options.put("symbol-batch.max-rows", Integer.toString(20 + random.nextInt(3000)));
      options.put("symbol.estimate", random.nextBoolean() ? "metadata" : "sample");
      checkSymbols(
          options,
          where,
          byId ? 0 : 1,
          random,
          db.query(
              "SELECT id, symbol, price FROM "
                  + DuckDb.parquet(directory)
                  + (where == null ? "" : " WHERE " + where)));
    }
  }

  private void checkSymbols(
      Map<String, String> settings,
      String where,
      int symbolColumn,
      SplittableRandom random,
      List<?> expected) {
    MemoryBudget budget = MemoryBudget.root("test", Reading.MEMORY_LIMIT);
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      ScanPlan plan =
          TableScan.open(storage, List.of(directory.toString()), null, ReadOptions.of(settings))
              .plan(
                  List.of("id", "symbol", "price"),
                  where == null ? null : PredicateParser.parse(where),
                  1 + random.nextInt(5));
      List<Object[]> rows = new ArrayList<>();
      Map<Object, Object> owner = new HashMap<>();
      for (ScanSplit split : plan.splits()) {
        List<Object[]> ofSplit = read(plan, split, ScanPosition.START, storage, budget);
        checkResuming(plan, split, ofSplit, random, storage, budget);
        rows.addAll(ofSplit);
        if (split.keys() != null) {
          Object id = split.keys().part() == 0 ? split.id() : split.keys().ranges();
          for (Object[] row : ofSplit) {
            assertThat(owner.putIfAbsent(String.valueOf(row[symbolColumn]), id)).isIn(null, id);
          }
        }
      }
      assertSameRows(expected, rows);
    }
    assertThat(budget.used()).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nested_columns_too(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Path file =
        new NestedData(seed, 3).write(directory.resolve("n.parquet"), layout(random), 700, 1, 150);
    List<Object[]> all = ParquetJavaReader.read(file);
    check(file, options(random), null, random, all);
    for (int bound : new int[] {100, 4000}) {
      check(
          file,
          options(random),
          NestedData.PICK + " < " + bound,
          random,
          all.stream().filter(row -> (Integer) row[0] < bound).toList());
    }
  }

  private static void check(
      Path path,
      Map<String, String> settings,
      String where,
      SplittableRandom random,
      List<?> expected) {
    Predicate filter = where == null ? null : PredicateParser.parse(where);
    ReadOptions options = ReadOptions.of(settings);
    MemoryBudget budget = MemoryBudget.root("test", Reading.MEMORY_LIMIT);
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      ScanPlan plan =
          TableScan.open(storage, List.of(path.toString()), null, options)
              .plan(null, filter, 1 + random.nextInt(12));
      if (settings.containsKey("split.max-rows")) {
        assertThat(plan.splits())
            .allMatch(split -> split.rows() <= Integer.parseInt(settings.get("split.max-rows")));
      }
      List<Object[]> rows = new ArrayList<>();
      for (ScanSplit split : plan.splits()) {
        List<Object[]> ofSplit = read(plan, split, ScanPosition.START, storage, budget);
        checkResuming(plan, split, ofSplit, random, storage, budget);
        rows.addAll(ofSplit);
      }
      assertSameRowsInOrder(expected, rows);
      assertThat(plan.report().rows()).isGreaterThanOrEqualTo(rows.size());
    }
    assertThat(budget.used()).isZero();
  }

  private static List<Object[]> read(
      ScanPlan plan, ScanSplit split, ScanPosition start, Storage storage, MemoryBudget budget) {
    try (SplitReader reader =
        new SplitReader(plan.spec(), split, start, storage, budget, new ReadStats())) {
      return Reading.drain(reader);
    }
  }

  /** A position in the middle of a range means what it means in a whole unit. */
  private static void checkResuming(
      ScanPlan plan,
      ScanSplit split,
      List<Object[]> rows,
      SplittableRandom random,
      Storage storage,
      MemoryBudget budget) {
    int done = 0;
    try (SplitReader reader =
        new SplitReader(plan.spec(), split, ScanPosition.START, storage, budget, new ReadStats())) {
      for (var batch = reader.next(); batch != null; batch = reader.next()) {
        int count = batch.rows();
        batch.close();
        if (random.nextInt(4) == 0) {
          int within = random.nextInt(count + 1);
          ScanPosition position =
              new ScanPosition(reader.position().unit(), reader.position().rows() + within);
          assertSameRowsInOrder(
              rows.subList(done + within, rows.size()),
              read(plan, split, position, storage, budget));
        }
        done += count;
      }
    }
  }

  private Path oneRowGroup(int rows) {
    List<TestColumn> columns =
        List.of(
            new TestColumn(
                Types.required(PrimitiveTypeName.INT64).named("id"),
                i -> (long) i,
                Nulls.REQUIRED,
                Spread.MANY));
    Layout layout = new Layout(CompressionCodecName.SNAPPY, 1, Encodings.V1, 0, 1 << 20, 1000);
    return TestFile.write(directory.resolve("one.parquet"), columns, layout, 1, rows);
  }

  @Test
  void tasks_share_a_row_group_without_reading_a_page_twice() {
    Path file = oneRowGroup(64_000);
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      ReadOptions options = ReadOptions.of(Map.of("split.open-cost", "1k"));
      ScanPlan plan =
          TableScan.open(storage, List.of(file.toString()), null, options).plan(null, null, 4);
      assertThat(plan.splits()).hasSize(4);
      assertThat(plan.report().splitMode()).contains("row groups cut: 1");
      ReadStats stats = new ReadStats();
      for (ScanSplit split : plan.splits()) {
        assertThat(split.units()).extracting(SplitUnit::unit).containsExactly(0);
        assertThat(split.rows()).isBetween(15_000L, 17_000L);
        MemoryBudget budget = MemoryBudget.root("test", Reading.MEMORY_LIMIT);
        try (SplitReader reader =
            new SplitReader(plan.spec(), split, ScanPosition.START, storage, budget, stats)) {
          Reading.drain(reader);
        }
      }
      assertThat(stats.get(Counter.PAGES_READ)).isEqualTo(64);
      assertThat(stats.get(Counter.ROWS)).isEqualTo(64_000);
      assertThat(stats.get(Counter.BYTES_SKIPPED)).isLessThan(64_000);
    }
  }

  /** The page index is asked before work is shared out, or one task would have all of it. */
  @Test
  void rows_that_are_ruled_out_weigh_nothing() {
    int[] next = {0};
    List<TestColumn> columns =
        List.of(
            new TestColumn(
                Types.required(PrimitiveTypeName.INT32).named("id"),
                i -> next[0]++,
                Nulls.REQUIRED,
                Spread.MANY));
    Layout layout = new Layout(CompressionCodecName.SNAPPY, 1, Encodings.V1, 0, 1 << 20, 1000);
    Path file = TestFile.write(directory.resolve("s.parquet"), columns, layout, 1, 64_000);
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      ReadOptions options = ReadOptions.of(Map.of("split.open-cost", "1k"));
      TableScan scan = TableScan.open(storage, List.of(file.toString()), null, options);
      ScanPlan half = scan.plan(null, PredicateParser.parse("id >= 32000"), 4);
      assertThat(half.splits()).hasSize(4);
      assertThat(half.splits())
          .allSatisfy(split -> assertThat(split.rows()).isBetween(7_000L, 9_000L));
      assertThat(half.splits().get(0).units().get(0).firstRow()).isEqualTo(32_000);
      ScanPlan none = scan.plan(null, PredicateParser.parse("id > 10 AND id < 10"), 4);
      assertThat(none.splits()).isEmpty();
      assertThat(Arrays.asList(none.report().unitsPruned(), none.report().units()))
          .containsExactly(1, 1);
    }
  }
}
