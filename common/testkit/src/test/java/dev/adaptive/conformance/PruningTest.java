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
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adaptive.AdaptiveReader;
import dev.adaptive.conformance.TestColumn.Nulls;
import dev.adaptive.conformance.TestColumn.Spread;
import dev.adaptive.conformance.TestTypes.TestType;
import dev.adaptive.error.AdaptiveException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.PredicateParser;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.stats.ReadStats.Counter;
import dev.adaptive.testkit.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.format.BloomFilterAlgorithm;
import org.apache.parquet.format.BloomFilterCompression;
import org.apache.parquet.format.BloomFilterHash;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.SplitBlockAlgorithm;
import org.apache.parquet.format.Uncompressed;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.XxHash;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each level of pruning leaves out, and that it leaves out no row: statistics, page index,
 * Bloom filter, dictionary, late materialization.
 */
class PruningTest {
  private static final int GROUPS = 4;
  private static final int ROWS = 5_000;

  @TempDir static Path directory;

  /**
   * Written by parquet-java: {@code seq} ascends; {@code id} has a Bloom filter and {@code sym} a
   * dictionary, both with bounds that say nothing; {@code n} is null in one row group only, and
   * {@code big} has a dictionary in the first pages only.
   */
  private static Path file;

  /** The read's rows and counters. */
  private record Result(List<Object[]> rows, ReadStats stats) {
    long get(Counter counter) {
      return stats.get(counter);
    }
  }

  @BeforeAll
  static void write() {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message test { required int64 seq; required int64 id; required binary sym (STRING);"
                + " optional int32 n; required int32 few; required int64 big; required double x;"
                + " }");
    SplittableRandom random = new SplittableRandom(3);
    List<Object[][]> groups = new ArrayList<>();
    for (int g = 0; g < GROUPS; g++) {
      Object[][] columns = new Object[7][ROWS];
      for (int i = 0; i < ROWS; i++) {
        long row = (long) g * ROWS + i;
        columns[0][i] = row;
        // even numbers, anywhere
        columns[1][i] = i < 2 ? i * Long.MAX_VALUE / 2 * 2 : 2 * (random.nextLong() >>> 2);
        String symbol = i < 2 ? (i == 0 ? "A" : "Z") : "S" + (char) ('a' + g) + i % 40;
        columns[2][i] = Binary.fromString(symbol);
        columns[3][i] = g == 2 ? null : (Integer) (i % 9);
        columns[4][i] = i < 2 ? i * 1000 : 10 * (i % 30) + g;
        columns[5][i] = i < 2 ? i * Long.MAX_VALUE : i < 100 ? (long) i : random.nextLong() >>> 1;
        columns[6][i] = i / 4.0;
      }
      groups.add(columns);
    }
    file =
        TestFile.write(
            directory.resolve("levels.parquet"),
            schema,
            ParquetProperties.builder()
                .withDictionaryEncoding(true)
                .withDictionaryEncoding("id", false)
                .withDictionaryEncoding("seq", false)
                .withDictionaryPageSize(4096)
                .withBloomFilterEnabled("id", true)
                .withBloomFilterNDV("id", 5000L)
                .withBloomFilterFPP("id", 0.00000001)
                .withPageRowCountLimit(500)
                .withMinRowCountForPageSizeCheck(50)
                .withMaxRowCountForPageSizeCheck(100)
                .build(),
            CompressionCodecName.SNAPPY,
            groups);
  }

  /** One condition, and how many of the four row groups each level rules out. */
  static List<Object[]> conditions() {
    return List.of(
        new Object[] {"seq = 7000", Map.of(Counter.ROW_GROUPS_PRUNED_BY_STATISTICS, 3L)},
        new Object[] {
          "seq < 4000 OR seq >= 19999", Map.of(Counter.ROW_GROUPS_PRUNED_BY_STATISTICS, 2L)
        },
        new Object[] {"NOT (seq < 15000)", Map.of(Counter.ROW_GROUPS_PRUNED_BY_STATISTICS, 3L)},
        new Object[] {"n IS NULL", Map.of(Counter.ROW_GROUPS_PRUNED_BY_STATISTICS, 3L)},
        new Object[] {
          "n IS NOT NULL AND seq > 9990", Map.of(Counter.ROW_GROUPS_PRUNED_BY_STATISTICS, 2L)
        },
        // the pages between which the value would be
        new Object[] {"x = 200.1", Map.of(Counter.ROW_GROUPS_PRUNED, 0L)},
        new Object[] {
          "seq BETWEEN 6000 AND 6010 AND x < 10",
          Map.of(
              Counter.ROW_GROUPS_PRUNED_BY_STATISTICS,
              3L,
              Counter.ROW_GROUPS_PRUNED_BY_PAGE_INDEX,
              1L)
        },
        new Object[] {"id = 12345", Map.of(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER, 4L)},
        new Object[] {
          "id IN (1, 3, 5, 999999999999999)", Map.of(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER, 4L)
        },
        new Object[] {
          "id IN (100001, 100002, 100003, 100004)",
          Map.of(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER, 4L)
        },
        new Object[] {
          "id = 12345 AND sym = 'A'", Map.of(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER, 4L)
        },
        new Object[] {
          "id = 12345 OR id = 777", Map.of(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER, 4L)
        },
        new Object[] {"NOT (id <> 12345)", Map.of(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER, 4L)},
        new Object[] {"id = 12345 OR x < 0.1", Map.of(Counter.ROW_GROUPS_PRUNED, 0L)},
        new Object[] {"id <> 12345 AND seq = 4", Map.of(Counter.ROW_GROUPS_PRUNED, 3L)},
        new Object[] {"sym = 'Sb7'", Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 3L)},
        new Object[] {
          "sym IN ('Sb7', 'Sc39', 'Sx')", Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 2L)
        },
        new Object[] {"sym LIKE 'Sc%'", Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 3L)},
        new Object[] {"sym LIKE '%d1'", Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 3L)},
        new Object[] {"sym LIKE '%nowhere%'", Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 4L)},
        new Object[] {"sym >= 'Sc' AND sym < 'Sd'", Map.of(Counter.ROWS, 4998L)},
        new Object[] {
          "NOT (sym = 'A' OR sym <> 'Sa3')", Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 3L)
        },
        new Object[] {"few = 12", Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 3L)},
        new Object[] {
          "few BETWEEN 104 AND 109", Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 4L)
        },
        new Object[] {
          "few BETWEEN 5 AND 8 OR few IN (7, 9, 999)",
          Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 4L)
        },
        new Object[] {
          "id = 12345 OR sym = 'Sd5'", Map.of(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY, 3L)
        },
        new Object[] {"few > 990", Map.of(Counter.ROW_GROUPS_PRUNED, 0L)},
        // not all values are in the dictionary
        new Object[] {"big = 50", Map.of(Counter.ROW_GROUPS_PRUNED, 0L)},
        new Object[] {"big = 101", Map.of(Counter.ROW_GROUPS_PRUNED, 0L)},
        new Object[] {
          "sym = 'Sa5' AND id = 12345 AND seq < 10",
          Map.of(
              Counter.ROW_GROUPS_PRUNED_BY_STATISTICS,
              3L,
              Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER,
              1L)
        });
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void each_level_prunes_and_rows_are_those_of_duckdb(String where, Map<Counter, Long> counted) {
    Result result = read(file, read -> read.filter(PredicateParser.parse(where)));
    try (DuckDb db = DuckDb.open().threads(1)) {
      assertSameRows(db.query("FROM " + DuckDb.parquet(file) + " WHERE " + where), result.rows());
    }
    Result unmapped =
        read(file, read -> read.option("read.mmap", "off").filter(PredicateParser.parse(where)));
    assertSameRows(result.rows(), unmapped.rows());
    assertThat(unmapped.stats()).hasToString(result.stats().toString());
    counted.forEach((counter, n) -> assertThat(result.get(counter)).as("%s", counter).isEqualTo(n));
    assertThat(result.get(Counter.ROW_GROUPS_PRUNED) + result.get(Counter.ROW_GROUPS_READ))
        .isEqualTo(GROUPS);
    assertThat(prunedAtAnyLevel(result)).isEqualTo(result.get(Counter.ROW_GROUPS_PRUNED));
  }

  private static long prunedAtAnyLevel(Result result) {
    return result.get(Counter.ROW_GROUPS_PRUNED_BY_STATISTICS)
        + result.get(Counter.ROW_GROUPS_PRUNED_BY_PAGE_INDEX)
        + result.get(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER)
        + result.get(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY);
  }

  /** Of 10,000 values few or none occur; those outside the bounds are not even looked for. */
  @ParameterizedTest
  @CsvSource({
    "seq, 30000, 7, ROW_GROUPS_PRUNED_BY_STATISTICS, 4",
    "seq, 15500, 1, ROW_GROUPS_PRUNED_BY_STATISTICS, 3",
    "seq, -20000, 3, ROW_GROUPS_PRUNED_BY_STATISTICS, 2",
    "few, 1000000, 1, ROW_GROUPS_PRUNED_BY_STATISTICS, 4",
    "few, 1000, 10, ROW_GROUPS_PRUNED, 0",
    "few, -99889, 10, ROW_GROUPS_PRUNED_BY_DICTIONARY, 3"
  })
  void lists_of_ten_thousand_values(String column, long from, long step, Counter counter, long n) {
    List<Long> values = IntStream.range(0, 10_000).mapToObj(i -> from + i * step).toList();
    Result result = read(file, read -> read.filter(new Predicate.In(column, List.copyOf(values))));
    try (DuckDb db = DuckDb.open().threads(1)) {
      assertSameRows(
          db.query(
              "FROM "
                  + DuckDb.parquet(file)
                  + " WHERE "
                  + column
                  + values.stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(",", " IN (", ")"))),
          result.rows());
    }
    assertThat(result.get(counter)).isEqualTo(n);
  }

  /** The list's values lie between the bounds of every row group; one row has one of them. */
  @ParameterizedTest
  @ValueSource(strings = {"64MB", "500kB"})
  void ten_thousand_values_by_bloom_filter(String memory) {
    long id =
        (Long)
            Reading.rows(file, read -> read.columns("id").filter(Predicate.eq("seq", 9))).get(0)[0];
    List<Object> values = new ArrayList<>(List.of(id));
    LongStream.range(0, 10_000).forEach(i -> values.add(i * 922_337_203_685_477L / 2 * 2 + 1));
    Result result =
        read(
            file,
            read ->
                read.columns("seq")
                    .option("memory.limit", memory)
                    .filter(new Predicate.In("id", values)));
    assertThat(result.rows()).containsExactly(new Object[] {9L});
    assertThat(result.get(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER)).isEqualTo(3);
  }

  /** Conditions on a sorted column, and how many of 20,000 rows the page index leaves at most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seq BETWEEN 1 AND 3 | 500",
        "seq >= 19000 | 1000",
        "NOT (seq > 700) | 1000",
        "seq < 100 OR seq = 12345 | 1000",
        "seq < 10000 AND seq > 9990 AND x > 0 | 500",
        "x IN (3.25, 3.5, 1249.75, 7777) | 4000",
        "x BETWEEN 600 AND 610 AND sym LIKE '%7' | 2000",
        "n IS NULL | 5000",
        "n IS NOT NULL AND seq >= 9800 | 5500",
      })
  void the_page_index_leaves_few_rows(String where, long most) {
    Result result = read(file, read -> read.filter(PredicateParser.parse(where)));
    try (DuckDb db = DuckDb.open().threads(1)) {
      assertSameRows(db.query("FROM " + DuckDb.parquet(file) + " WHERE " + where), result.rows());
    }
    assertThat(result.get(Counter.ROWS_SCANNED)).isBetween(1L, most);
  }

  @Test
  void the_page_index_of_sorted_text() {
    Path sorted = directory.resolve("sorted.parquet");
    Object[] text = new Object[20_000];
    Object[] number = new Object[20_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = i >= 8_000 && i < 10_000 ? null : Binary.fromString("k%05d".formatted(i));
      number[i] = i;
    }
    TestFile.write(
        sorted,
        MessageTypeParser.parseMessageType(
            "message test { optional binary k (STRING); required int32 i; }"),
        ParquetProperties.builder()
            .withDictionaryEncoding(false)
            .withPageRowCountLimit(1000)
            .build(),
        CompressionCodecName.UNCOMPRESSED,
        List.<Object[][]>of(new Object[][] {text, number}));
    List<Object> keys = new ArrayList<>();
    IntStream.range(0, 10_000)
        .forEach(i -> keys.add("k%05d".formatted(12_000 + i % 2_000) + (i < 2_000 ? "" : "-" + i)));
    Map<Predicate, String> conditions =
        Map.of(
            PredicateParser.parse("k LIKE 'k1234%'"),
            "k LIKE 'k1234%'",
            Predicate.isNull("k"),
            "k IS NULL",
            PredicateParser.parse("k > 'k19' AND NOT (k < 'k195')"),
            "k >= 'k195'",
            new Predicate.In("k", keys),
            "k BETWEEN 'k12000' AND 'k13999'");
    try (DuckDb db = DuckDb.open().threads(1)) {
      conditions.forEach(
          (filter, where) -> {
            Result result = read(sorted, read -> read.filter(filter));
            assertSameRows(
                db.query("FROM " + DuckDb.parquet(sorted) + " WHERE " + where), result.rows());
            assertThat(result.get(Counter.ROWS_PRUNED)).as(where).isGreaterThanOrEqualTo(17_000);
          });
    }
  }

  @Test
  void ten_thousand_strings_of_which_one_row_group_has_some() {
    List<Object> values = new ArrayList<>(List.of("Sc1", "Sc2"));
    IntStream.range(0, 10_000).forEach(i -> values.add("T" + i));
    Result result = read(file, read -> read.filter(new Predicate.In("sym", values)));
    assertThat(result.rows()).hasSize(249);
    assertThat(result.get(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY)).isEqualTo(3);
  }

  @Test
  void rows_and_pages_are_counted_where_they_are_spared() {
    Result index =
        read(
            file,
            read ->
                read.columns("id", "x").filter(PredicateParser.parse("seq BETWEEN 6200 AND 6300")));
    assertThat(index.rows()).hasSize(101);
    assertThat(index.get(Counter.ROWS_PRUNED)).isEqualTo(4_500);
    assertThat(index.get(Counter.PAGES_SKIPPED_BY_PAGE_INDEX)).isPositive();
    assertThat(index.get(Counter.PAGES_SKIPPED_BY_FILTER)).isZero();
    assertThat(index.get(Counter.PAGES_SKIPPED))
        .isEqualTo(index.get(Counter.PAGES_SKIPPED_BY_PAGE_INDEX));

    Object[] late =
        Reading.rows(file, read -> read.columns("id").filter(Predicate.eq("seq", 9_800))).get(0);
    Result filter = read(file, read -> read.columns("x").filter(Predicate.eq("id", late[0])));
    assertThat(filter.rows()).containsExactly(new Object[] {4_800 / 4.0});
    assertThat(filter.get(Counter.PAGES_SKIPPED_BY_FILTER)).isBetween(5L, 9L);
    assertThat(filter.get(Counter.PAGES_SKIPPED))
        .isEqualTo(
            filter.get(Counter.PAGES_SKIPPED_BY_FILTER)
                + filter.get(Counter.PAGES_SKIPPED_BY_PAGE_INDEX));
  }

  @Test
  void nothing_is_read_of_a_row_group_that_is_ruled_out() {
    Result bloom = read(file, read -> read.filter(Predicate.eq("id", 12345)));
    assertThat(bloom.get(Counter.PAGES_READ)).isZero();
    assertThat(bloom.get(Counter.BYTES_READ)).isZero();
    Result all = read(file, UnaryOperator.identity());
    assertThat(bloom.get(Counter.BYTES_SKIPPED)).isEqualTo(all.get(Counter.BYTES_READ));
    Result dictionary = read(file, read -> read.filter(Predicate.eq("sym", "Q")));
    assertThat(dictionary.get(Counter.PAGES_READ)).as("dictionaries").isEqualTo(GROUPS);
    assertThat(dictionary.get(Counter.BYTES_READ) + dictionary.get(Counter.BYTES_SKIPPED))
        .isEqualTo(all.get(Counter.BYTES_READ));
  }

  /** A dictionary that was looked at is kept for the rows. */
  @Test
  void a_dictionary_is_read_once() {
    Result some =
        read(
            file,
            read ->
                read.columns("sym")
                    .filter(PredicateParser.parse("sym = 'Sb7' AND seq < 10000 AND seq >= 5000")));
    Result all =
        read(
            file,
            read ->
                read.columns("sym")
                    .filter(PredicateParser.parse("sym <> 'Sb7' AND seq < 10000 AND seq >= 5000")));
    assertThat(some.get(Counter.PAGES_READ)).isEqualTo(all.get(Counter.PAGES_READ));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void bloom_filters_of_parquet_java_lose_no_value(int version) {
    List<TestType> types = new ArrayList<>(TestTypes.all());
    List<TestColumn> columns = new ArrayList<>();
    for (TestType type : types) {
      Nulls nulls = Nulls.values()[columns.size() % 3];
      columns.add(type.column(type.name(), nulls, Spread.MANY));
    }
    ParquetProperties.Builder properties =
        ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.fromString("v" + version))
            .withDictionaryEncoding(false)
            .withBloomFilterEnabled(false);
    for (TestType type : types) {
      if (!type.name().equals("boolean")) {
        properties.withBloomFilterEnabled(type.name(), true);
        properties.withBloomFilterNDV(type.name(), 200L);
        properties.withBloomFilterFPP(type.name(), 0.0001);
      }
    }
    SplittableRandom random = new SplittableRandom(11);
    List<Object[][]> groups = new ArrayList<>();
    for (int g = 0; g < 3; g++) {
      groups.add(
          columns.stream()
              .map(column -> column.rowGroup(150, random.split()))
              .toArray(Object[][]::new));
    }
    Path blooms =
        TestFile.write(
            directory.resolve("blooms.parquet"),
            new MessageType(
                "test",
                columns.stream().map(c -> (org.apache.parquet.schema.Type) c.type()).toList()),
            properties.build(),
            CompressionCodecName.SNAPPY,
            groups);
    List<Object[]> rows = Reading.rows(blooms);
    List<Field> fields = fields(blooms);
    for (int column = 0; column < fields.size(); column++) {
      checkEquality(blooms, rows, column, fields.get(column));
    }
  }

  private static void checkEquality(Path blooms, List<Object[]> rows, int column, Field field) {
    long pruned = 0;
    for (int pick = column; pick < rows.size(); pick += 37) {
      Object value = rows.get(pick)[column];
      Object literal = value == null ? null : StatisticsTest.literal(field.type(), value);
      if (literal == null) {
        continue;
      }
      Object wanted = StatisticsTest.ordered(field.type(), value);
      List<Object[]> expected =
          rows.stream()
              .map(row -> row[column])
              .filter(other -> other != null)
              .filter(
                  other ->
                      StatisticsTest.compare(StatisticsTest.ordered(field.type(), other), wanted)
                          == 0)
              .map(other -> new Object[] {other})
              .toList();
      Result result =
          read(
              blooms,
              read -> read.columns(field.name()).filter(Predicate.eq(field.name(), literal)));
      try {
        assertSameRows(expected, result.rows());
      } catch (AssertionError e) {
        throw new AssertionError(field + " = " + literal + ": " + e.getMessage(), e);
      }
      pruned += result.get(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER);
    }
    boolean used =
        !List.of("boolean", "int96", "unsigned8", "unsigned16", "float16", "signed8", "fixed1")
                .contains(field.name())
            && !(field.type() instanceof DataType.Decimal && field.name().endsWith("binary"))
            && !field.name().startsWith("decimal1_");
    if (used) {
      assertThat(pruned).as(field + ", row groups ruled out").isPositive();
    } else if (!field.name().matches("signed8|fixed1|decimal1_.*")) {
      assertThat(pruned).as(field + ", row groups ruled out").isZero();
    }
  }

  private static List<Field> fields(Path file) {
    try (AdaptiveReader reader = AdaptiveReader.builder().path(file.toString()).build()) {
      return reader.schema().fields();
    }
  }

  /** DuckDB writes Bloom filters for columns that it dictionary-encodes. */
  @ParameterizedTest
  @ValueSource(strings = {"V1", "V2"})
  void files_of_duckdb(String version) {
    Path written = directory.resolve("duckdb-" + version + ".parquet");
    try (DuckDb db = DuckDb.open().threads(1)) {
      db.execute(
          "COPY (SELECT i, CASE i % 2048 WHEN 0 THEN 'A' WHEN 1 THEN 'Z' ELSE 'S' || (i // 2048) ||"
              + " '-' || (i % 50) END AS sym, CASE i % 2048 WHEN 0 THEN 0 WHEN 1 THEN 1000000 ELSE"
              + " (i % 90) * 20 + i // 2048 END::INTEGER AS few, (CASE i % 2048 WHEN 0 THEN -1e9"
              + " WHEN 1 THEN 1e9 WHEN 2 THEN -0.0 WHEN 3 THEN 'NaN'::DOUBLE ELSE (i % 90) + i //"
              + " 2048 / 16 END)::DOUBLE AS d, (CASE i % 2048 WHEN 0 THEN -1e6 WHEN 1 THEN 1e6 ELSE"
              + " (i % 90) + i // 2048 / 16 END)::FLOAT AS f, TIMESTAMP '2024-01-01' + INTERVAL"
              + " (CASE i % 2048 WHEN 0 THEN 0 WHEN 1 THEN 999999999 ELSE (i % 60) * 16 + i // 2048"
              + " END) SECOND AS ts, (CASE i % 2048 WHEN 0 THEN 0 WHEN 1 THEN 99999 ELSE (i % 60) *"
              + " 16 + i // 2048 END)::DECIMAL(12, 2) AS dec FROM range(16384) r(i)) TO "
              + DuckDb.literal(written.toString())
              + " (FORMAT parquet, ROW_GROUP_SIZE 2048, PARQUET_VERSION "
              + version
              + ")");
      long blooms =
          (Long)
              db.queryOne(
                  "SELECT count(*) FROM parquet_metadata("
                      + DuckDb.literal(written.toString())
                      + ") WHERE bloom_filter_offset IS NOT NULL");
      assertThat(blooms).as("Bloom filters").isPositive();
      for (String where :
          List.of(
              "sym = 'S3-7'",
              "sym IN ('S3-7', 'S5-2', 'x')",
              "sym LIKE 'S4-%'",
              "few = 65",
              "few IN (21, 23, 44)",
              "d = 7.0625",
              "d = 0",
              "d = -0.0",
              "f = 7.0625",
              "ts = '2024-01-01 00:10:05'",
              "dec = 165.00",
              "NOT (dec <> 165) OR sym = 'S1-1'")) {
        Result result = read(written, read -> read.filter(PredicateParser.parse(where)));
        try {
          assertSameRows(
              db.query("FROM " + DuckDb.parquet(written) + " WHERE " + where), result.rows());
        } catch (AssertionError e) {
          throw new AssertionError(where + ": " + e.getMessage(), e);
        }
        if (!where.contains("0") || where.contains("7.0625") || where.contains("ts")) {
          assertThat(
                  result.get(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER)
                      + result.get(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY))
              .as("%s in %s", where, result.stats())
              .isGreaterThanOrEqualTo(5);
        }
      }
      Predicate nan = Predicate.eq("d", Double.NaN);
      assertSameRows(
          db.query("FROM " + DuckDb.parquet(written) + " WHERE isnan(d)"),
          read(written, read -> read.filter(nan)).rows());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data_index_bloom_encoding_stats.parquet",
        "data_index_bloom_encoding_with_length.parquet"
      })
  void files_of_parquet_testing(String name) {
    String data = System.getenv("PARQUET_TEST_DATA");
    assumeTrue(data != null, "PARQUET_TEST_DATA is not set: point it at parquet-testing/data");
    Path tested = Path.of(data, name);
    List<Object[]> rows = Reading.rows(tested);
    for (Object[] row : rows) {
      assertThat(read(tested, read -> read.filter(Predicate.eq("String", row[0]))).rows())
          .isNotEmpty();
    }
    Result absent = read(tested, read -> read.filter(Predicate.eq("String", "absent")));
    assertThat(absent.rows()).isEmpty();
    assertThat(absent.get(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER)).isEqualTo(1);
  }

  /** A column that is read as a wider type: bounds and filter are in terms of the narrower one. */
  @Test
  void a_converted_column_is_decided_by_its_dictionary() {
    Schema wider =
        new Schema(
            List.of(new Field("few", DataType.INT64, true), new Field("n", DataType.INT64, true)));
    Result none = read(file, read -> read.schema(wider).filter(Predicate.eq("few", 12L)));
    assertThat(none.rows()).isNotEmpty().allMatch(row -> row[0].equals(12L));
    assertThat(none.get(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY)).isEqualTo(3);
    Result large = read(file, read -> read.schema(wider).filter(Predicate.eq("few", 1L << 40)));
    assertThat(large.get(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY)).isEqualTo(GROUPS);
  }

  private static BloomFilterHeader header(int bytes) {
    return new BloomFilterHeader(
        bytes,
        BloomFilterAlgorithm.BLOCK(new SplitBlockAlgorithm()),
        BloomFilterHash.XXHASH(new XxHash()),
        BloomFilterCompression.UNCOMPRESSED(new Uncompressed()));
  }

  private static byte[] bytes(BloomFilterHeader header) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Util.writeBloomFilterHeader(header, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A file of one row, 5, with a Bloom filter behind its page. */
  private static Path withBloomFilter(byte[] filter, Consumer<ColumnMetaData> change) {
    RawFile raw =
        new RawFile(org.apache.parquet.format.Type.INT32, false, CompressionCodec.UNCOMPRESSED, 1)
            .page(1, Encoding.PLAIN, RawFile.ints(5));
    byte[] page = raw.pages();
    return raw.raw(filter)
        .write(
            directory.resolve("raw.parquet"),
            footer -> {
              ColumnMetaData data = metadata(footer);
              data.setBloom_filter_offset(4 + page.length);
              change.accept(data);
            });
  }

  private static ColumnMetaData metadata(org.apache.parquet.format.FileMetaData footer) {
    return footer.getRow_groups().get(0).getColumns().get(0).getMeta_data();
  }

  private static boolean rulesOut(Path raw) {
    Result result = read(raw, read -> read.filter(Predicate.eq("c", 5)));
    assertThat(result.rows().size() + result.get(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER))
        .isEqualTo(1);
    return result.rows().isEmpty();
  }

  /** A filter is a hint: one that cannot be understood is passed over, and no row is lost. */
  @Test
  void a_damaged_bloom_filter_is_not_used() {
    byte[] empty = RawFile.concat(bytes(header(32)), new byte[32]);
    assertThat(rulesOut(withBloomFilter(empty, data -> {}))).as("a filter of no values").isTrue();

    assertThat(rulesOut(withBloomFilter(empty, data -> data.setBloom_filter_offset(1 << 20))))
        .isFalse();
    assertThat(rulesOut(withBloomFilter(empty, data -> data.setBloom_filter_offset(-1)))).isFalse();
    assertThat(rulesOut(withBloomFilter(empty, data -> data.setBloom_filter_offset(2)))).isFalse();
    for (int size : new int[] {0, -32, 31, 48, 1 << 20, Integer.MAX_VALUE, 1 << 28}) {
      byte[] wrong = RawFile.concat(bytes(header(size)), new byte[64]);
      assertThat(rulesOut(withBloomFilter(wrong, data -> {}))).as("%s bytes", size).isFalse();
    }
    byte[] header = bytes(header(32));
    for (int i = 0; i < header.length; i++) {
      byte[] cut = Arrays.copyOf(header, i);
      assertThat(rulesOut(withBloomFilter(RawFile.concat(cut, new byte[] {-1}), data -> {})))
          .as("%s bytes of the header", i)
          .isFalse();
    }
    // an algorithm, a hash and a compression that the specification does not know (yet)
    for (int i = 0; i < header.length; i++) {
      if (header[i] == 0x1c) {
        byte[] unknown = header.clone();
        unknown[i] = 0x2c;
        assertThat(rulesOut(withBloomFilter(RawFile.concat(unknown, new byte[32]), data -> {})))
            .as("byte %s of the header", i)
            .isFalse();
      }
    }
  }

  /** A chunk with a dictionary of 1 and 3; says of itself that all its pages refer to it. */
  private static Result dictionaryFile(Consumer<ColumnMetaData> change) {
    Path raw =
        new RawFile(org.apache.parquet.format.Type.INT32, false, CompressionCodec.UNCOMPRESSED, 4)
            .dictionary(2, RawFile.ints(1, 3))
            .page(4, Encoding.RLE_DICTIONARY, RawFile.bytes(1, 3, 0b1010))
            .write(directory.resolve("dictionary.parquet"), f -> change.accept(metadata(f)));
    Result result = read(raw, read -> read.filter(Predicate.eq("c", 2)));
    assertThat(result.rows()).isEmpty();
    assertThat(read(raw, read -> read.filter(Predicate.eq("c", 3))).rows()).hasSize(2);
    return result;
  }

  private static PageEncodingStats pages(PageType type, Encoding encoding, int count) {
    return new PageEncodingStats(type, encoding, count);
  }

  /** Which claims about the encodings of pages make the dictionary count. */
  @Test
  void the_dictionary_counts_only_if_all_pages_refer_to_it() {
    Map<Boolean, List<Consumer<ColumnMetaData>>> claims =
        Map.of(
            true,
            List.of(
                data -> data.setEncodings(List.of(Encoding.PLAIN_DICTIONARY, Encoding.RLE)),
                data -> data.setEncodings(List.of(Encoding.BIT_PACKED, Encoding.PLAIN_DICTIONARY)),
                data ->
                    data.setEncoding_stats(
                        List.of(
                            pages(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1),
                            pages(PageType.DATA_PAGE, Encoding.RLE_DICTIONARY, 1))),
                data ->
                    data.setEncoding_stats(
                        List.of(
                            pages(PageType.DATA_PAGE, Encoding.PLAIN, 0),
                            pages(PageType.DATA_PAGE_V2, Encoding.PLAIN_DICTIONARY, 1)))),
            false,
            List.of(
                data -> {},
                data -> data.setEncodings(List.of(Encoding.RLE, Encoding.RLE_DICTIONARY)),
                data ->
                    data.setEncodings(
                        List.of(Encoding.PLAIN, Encoding.PLAIN_DICTIONARY, Encoding.RLE)),
                data -> data.setEncoding_stats(List.of()),
                data ->
                    data.setEncoding_stats(
                        List.of(
                            pages(PageType.DATA_PAGE, Encoding.RLE_DICTIONARY, 1),
                            pages(PageType.DATA_PAGE, Encoding.PLAIN, 1)))));
    claims.forEach(
        (used, list) ->
            list.forEach(
                claim ->
                    assertThat(dictionaryFile(claim).get(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY))
                        .as("%s, claim %s", used, list.indexOf(claim))
                        .isEqualTo(used ? 1 : 0)));
  }

  /** A dictionary that is as large as the rest is read only if its pages are. */
  @Test
  void a_large_dictionary_is_not_looked_at() {
    Path large = directory.resolve("large.parquet");
    Object[] keys = new Object[20_000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Binary.fromString("a-long-common-prefix-of-all-keys-%05d".formatted(i / 2));
    }
    TestFile.write(
        large,
        MessageTypeParser.parseMessageType("message test { required binary k (STRING); }"),
        ParquetProperties.builder()
            .withDictionaryPageSize(1 << 22)
            .withPageRowCountLimit(keys.length)
            .build(),
        CompressionCodecName.UNCOMPRESSED,
        List.<Object[][]>of(new Object[][] {keys}));
    Predicate absent = Predicate.eq("k", "a-long-common-prefix-of-all-keys-00000x");
    Result result = read(large, read -> read.filter(absent));
    assertThat(result.rows()).isEmpty();
    assertThat(result.get(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY)).isZero();
    assertThat(result.get(Counter.ROW_GROUPS_READ)).isEqualTo(1);
    Predicate present = Predicate.eq("k", "a-long-common-prefix-of-all-keys-00007");
    assertThat(read(large, read -> read.filter(present)).rows()).hasSize(2);
  }

  /** Row group statistics rule out before anything is opened; partitions before that. */
  @Test
  void what_planning_leaves_out_is_counted_too() throws IOException {
    Path table = Files.createDirectories(directory.resolve("table/day=1"));
    Files.copy(file, table.resolve("a.parquet"));
    Path other = Files.createDirectories(directory.resolve("table/day=2"));
    Files.copy(file, other.resolve("a.parquet"));
    Result result =
        read(
            directory.resolve("table"),
            read -> read.filter(PredicateParser.parse("day = 2 AND seq = 3")));
    assertThat(result.rows()).hasSize(1);
    assertThat(result.get(Counter.FILES_PRUNED)).isEqualTo(1);
    assertThat(result.get(Counter.ROW_GROUPS_PRUNED_BY_STATISTICS)).isEqualTo(3);
    assertThat(result.get(Counter.ROW_GROUPS_PRUNED)).isEqualTo(3);
  }

  /** Damage anywhere leads to rows or to errors that say so, and to nothing else. */
  @Test
  void damaged_files_are_read_or_refused() throws IOException {
    byte[] good = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(5);
    Path damaged = directory.resolve("damaged.parquet");
    Predicate filter =
        PredicateParser.parse("id IN (5, 7, 9223372036854775806) OR sym = 'Sb7' OR few = 12");
    for (int i = 0; i < 150; i++) {
      byte[] bytes = good.clone();
      for (int n = 0; n < 20; n++) {
        bytes[random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
      }
      Files.write(damaged, bytes);
      try {
        read(damaged, read -> read.columns("seq").filter(filter));
      } catch (AdaptiveException e) {
        assertThat(e.getMessage()).contains("damaged.parquet");
      }
    }
  }

  private static Result read(Path path, UnaryOperator<AdaptiveReader.Builder> read) {
    AdaptiveReader reader =
        read.apply(AdaptiveReader.builder().path(path.toString()).memoryLimit(Reading.MEMORY_LIMIT))
            .build();
    List<Object[]> rows;
    try (reader) {
      rows = Reading.drain(reader);
    }
    assertThat(reader.memory().used()).as("memory still reserved").isZero();
    return new Result(rows, reader.stats());
  }
}
