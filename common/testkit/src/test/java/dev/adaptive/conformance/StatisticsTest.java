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
import dev.adaptive.conformance.TestFile.Encodings;
import dev.adaptive.conformance.TestFile.Layout;
import dev.adaptive.conformance.TestTypes.TestType;
import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.PredicateParser;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.io.InputFile;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.memory.MemoryBudgetExceededException;
import dev.adaptive.parquet.meta.FooterReader;
import dev.adaptive.parquet.meta.PageIndex;
import dev.adaptive.parquet.meta.ParquetMetadata;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.testkit.DuckDb;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is taken from statistics and page indexes holds for every value, and leaving out what they
 * rule out changes no result.
 */
class StatisticsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Spread.class)
  void files_of_parquet_java(Spread spread) {
    List<TestColumn> columns = new ArrayList<>();
    for (TestType type : TestTypes.all()) {
      columns.add(type.column(type.name(), Nulls.values()[columns.size() % 5], spread));
    }
    Path file =
        TestFile.write(
            directory.resolve("f.parquet"),
            columns,
            new Layout(CompressionCodecName.SNAPPY, 1, Encodings.V1, 1 << 16, 1000, 30),
            7,
            150,
            1,
            70);
    List<Object[]> rows = Reading.rows(file);
    checkStatistics(file, rows);
    checkFilters(file, rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"V1", "V2"})
  void files_of_duckdb(String version) {
    Path file = directory.resolve("f.parquet");
    try (DuckDb db = DuckDb.open().threads(1)) {
      db.execute(
          "COPY (FROM ("
              + DuckDbFilesTest.QUERY
              + ") WHERE i % 20 = 0 OR i < 100) TO "
              + DuckDb.literal(file.toString())
              + " (FORMAT parquet, PARQUET_VERSION "
              + version
              + ", ROW_GROUP_SIZE 200)");
    }
    List<Object[]> rows = Reading.rows(file);
    checkStatistics(file, rows);
    checkFilters(file, rows);
  }

  /**
   * The flat files of parquet-testing, such as those about truncated bounds, NaN, and orders of
   * floating point.
   */
  @Test
  void files_of_parquet_testing() throws IOException {
    String data = System.getenv("PARQUET_TEST_DATA");
    assumeTrue(data != null, "PARQUET_TEST_DATA is not set: point it at parquet-testing/data");
    int checked = 0;
    try (Stream<Path> files = Files.list(Path.of(data))) {
      for (Path file :
          files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList()) {
        List<Object[]> rows;
        try {
          rows = Reading.rows(file);
        } catch (UnsupportedFeatureException
            | CorruptFileException
            | MemoryBudgetExceededException e) {
          continue; // ParquetTestingTest knows which, and that it is the right error
        }
        checkStatistics(file, rows);
        if (rows.size() <= 1000) {
          checkFilters(file, rows);
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(40);
  }

  /**
   * Where DuckDB is the judge: numbers near each other, NaN, both zeros, text, in row groups that
   * can be pruned.
   */
  @Test
  void filters_as_in_duckdb() {
    Path file = directory.resolve("f.parquet");
    try (DuckDb db = DuckDb.open().threads(1)) {
      db.execute(
          "COPY (SELECT i, CASE i % 40 WHEN 7 THEN 'NaN'::DOUBLE WHEN 8 THEN -0.0 WHEN 9 THEN 0.0"
              + " ELSE i / 8 - 200 END::DOUBLE AS d, (CASE i % 30 WHEN 3 THEN 'NaN' WHEN 4 THEN"
              + " '-inf' ELSE (i / 8)::VARCHAR END)::FLOAT AS f, (i * 1000000)::UINTEGER AS u32, (i"
              + " / 4)::DECIMAL(12,2) AS dec, CASE WHEN i % 5 = 0 THEN NULL ELSE 'k' || (i // 100)"
              + " END AS s FROM range(4000) r(i)) TO "
              + DuckDb.literal(file.toString())
              + " (FORMAT parquet, ROW_GROUP_SIZE 512)");
      for (String where :
          List.of(
              "d > 100",
              "d >= 299.875",
              "d < -199",
              "d = 0",
              "d = -0.0",
              "d <> 0",
              "d < 0.125",
              "f > 400",
              "f < -1",
              "f = 12.5",
              "u32 > 3000000000",
              "u32 < 5000000",
              "dec = 12.25",
              "dec > 999",
              "dec < 0.5",
              "s = 'k13'",
              "s > 'k38'",
              "s IS NULL",
              "s IS NOT NULL AND i < 700",
              "NOT (d > 0)",
              "s IN ('k1', 'k39') OR d > 299")) {
        Predicate filter = PredicateParser.parse(where);
        List<Object[]> actual = Reading.rows(file, read -> read.filter(filter));
        try {
          assertSameRows(db.query("FROM " + DuckDb.parquet(file) + " WHERE " + where), actual);
        } catch (AssertionError e) {
          throw new AssertionError(where + ": " + e.getMessage(), e);
        }
      }
      Predicate isNan = Predicate.eq("d", Double.NaN);
      assertSameRows(
          db.query("FROM " + DuckDb.parquet(file) + " WHERE isnan(d)"),
          Reading.rows(file, read -> read.filter(isNan)));
    }
  }

  /** Bounds of INT96 have no order, whatever they say. */
  @Test
  void bounds_of_int96_are_not_used() {
    byte[] zeros = new byte[12];
    Path file =
        new RawFile(Type.INT96, false, CompressionCodec.UNCOMPRESSED, 1)
            .page(
                1, Encoding.PLAIN, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, (byte) 0x8c, 0x3d, 0x25, 0})
            .write(
                directory.resolve("f.parquet"),
                footer ->
                    footer
                        .getRow_groups()
                        .get(0)
                        .getColumns()
                        .get(0)
                        .getMeta_data()
                        .setStatistics(new Statistics().setMin_value(zeros).setMax_value(zeros)));
    assertThat(Reading.rows(file, read -> read.filter(Predicate.ge("c", Instant.EPOCH))))
        .hasSize(1);
  }

  /** The bounds of the older fields are in signed order: right for numbers, wrong for text. */
  @Test
  void older_bounds_of_text_are_not_used() {
    Path file =
        new RawFile(Type.BYTE_ARRAY, false, CompressionCodec.UNCOMPRESSED, 1)
            .page(1, Encoding.PLAIN, new byte[] {1, 0, 0, 0, 'x'})
            .write(
                directory.resolve("f.parquet"),
                footer ->
                    footer
                        .getRow_groups()
                        .get(0)
                        .getColumns()
                        .get(0)
                        .getMeta_data()
                        .setStatistics(
                            new Statistics()
                                .setMin(new byte[] {'a'})
                                .setMax(new byte[] {'b'})
                                .setNull_count(0)));
    assertThat(Reading.rows(file, read -> read.filter(Predicate.eq("c", new byte[] {'x'}))))
        .hasSize(1);
  }

  private static void checkStatistics(Path file, List<Object[]> rows) {
    try (LocalStorage storage = new LocalStorage(Mmap.AUTO);
        InputFile input = storage.open(storage.status(file.toString()).orElseThrow())) {
      ParquetMetadata metadata = FooterReader.read(input, Unit.MICROS);
      int first = 0;
      for (int group = 0; group < metadata.units(); group++) {
        int end = first + (int) metadata.unit(group).rows();
        for (int i = 0; i < metadata.schema().size(); i++) {
          Field field = metadata.schema().field(i);
          if (isNested(field)) {
            assertThat(metadata.unit(group).statistics(field.name()))
                .isEqualTo(ColumnStatistics.unknown(metadata.unit(group).rows()));
            continue;
          }
          check(
              file,
              field,
              metadata.unit(group).statistics(field.name()),
              column(rows, i, first, end),
              "row group " + group);
          PageIndex index = PageIndex.read(input, metadata, metadata.unit(group), field.name());
          for (int page = 0; index != null && page < index.pages(); page++) {
            List<Object> values =
                column(
                    rows,
                    i,
                    first + (int) index.firstRow(page),
                    first + (int) index.firstRow(page + 1));
            check(
                file,
                field,
                index.statistics(page),
                values,
                "row group " + group + ", page " + page);
          }
        }
        first = end;
      }
      assertThat(first).isEqualTo(rows.size());
    }
  }

  private static List<Object> column(List<Object[]> rows, int column, int from, int to) {
    return rows.subList(from, to).stream()
        .map(row -> row[column])
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static void check(
      Path file, Field field, ColumnStatistics statistics, List<Object> values, String place) {
    String what = file.getFileName() + ", " + field + ", " + place + ", " + statistics;
    long nulls = values.stream().filter(value -> value == null).count();
    assertThat(statistics.rows()).as(what).isEqualTo(values.size());
    if (statistics.nullCount() >= 0) {
      assertThat(statistics.nullCount()).as(what).isEqualTo(nulls);
    }
    for (Object value : values) {
      Object ordered = value == null ? null : ordered(field.type(), value);
      if (ordered != null && statistics.min() != null && compare(ordered, statistics.min()) < 0
          || ordered != null
              && statistics.max() != null
              && compare(ordered, statistics.max()) > 0) {
        throw new AssertionError(
            what
                + ": "
                + (value instanceof byte[] bytes ? Arrays.toString(bytes) : value)
                + " is outside the bounds");
      }
    }
  }

  /** A value in the form of bounds. */
  private static Object ordered(DataType type, Object value) {
    if (value instanceof Boolean bool) {
      return bool ? 1L : 0L;
    } else if (value instanceof BigDecimal decimal) {
      BigInteger unscaled = decimal.unscaledValue();
      return ((DataType.Decimal) type).precision() > 18
          ? (Object) unscaled
          : (Object) unscaled.longValueExact();
    } else if (value instanceof Float || value instanceof Double) {
      return ((Number) value).doubleValue() + 0.0; // one zero
    } else if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    } else if (value instanceof byte[]) {
      return value;
    } else if (type instanceof DataType.Int integer && !integer.signed()) {
      long bits = ((Number) value).longValue();
      return integer.bits() == 64
          ? new BigInteger(Long.toUnsignedString(bits))
          : (Object) (bits & ((1L << integer.bits()) - 1));
    }
    return ((Number) value).longValue();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(Object left, Object right) {
    if (left instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) right);
    } else if (left instanceof BigInteger number && right instanceof Long bound) {
      return number.compareTo(BigInteger.valueOf(bound));
    } else if (left instanceof Double number) {
      return Double.compare(number, (Double) right + 0.0);
    }
    return ((Comparable) left).compareTo(right);
  }

  private static boolean isNested(Field field) {
    return field.type().carrier() == DataType.Carrier.NESTED;
  }

  /**
   * Comparisons of each column with some of its own values; a brute-force comparison of all rows is
   * the judge.
   */
  private static void checkFilters(Path file, List<Object[]> rows) {
    List<Field> fields;
    try (AdaptiveReader reader = AdaptiveReader.builder().path(file.toString()).build()) {
      fields = reader.schema().fields();
    }
    for (int column = 0; column < fields.size(); column++) {
      Field field = fields.get(column);
      Set<Integer> picks = new LinkedHashSet<>(List.of(0, rows.size() / 2));
      for (int pick : picks) {
        Object value = rows.isEmpty() ? null : rows.get(Math.max(0, pick))[column];
        Object literal = value == null || isNested(field) ? null : literal(field.type(), value);
        if (literal != null) {
          for (Predicate.Operator operator : Predicate.Operator.values()) {
            check(file, rows, column, field, operator, literal, value);
          }
        }
      }
      int index = column;
      List<Object[]> nulls =
          rows.stream().filter(row -> row[index] == null).map(row -> new Object[1]).toList();
      assertSameRows(
          nulls,
          Reading.rows(
              file, read -> read.columns(field.name()).filter(Predicate.isNull(field.name()))));
    }
  }

  private static void check(
      Path file,
      List<Object[]> rows,
      int column,
      Field field,
      Predicate.Operator operator,
      Object literal,
      Object value) {
    Predicate filter = new Predicate.Comparison(field.name(), operator, literal);
    Object right = ordered(field.type(), value);
    List<Object[]> expected = new ArrayList<>();
    for (Object[] row : rows) {
      if (row[column] != null) {
        int order = compare(ordered(field.type(), row[column]), right);
        boolean passes =
            switch (operator) {
              case EQ -> order == 0;
              case NE -> order != 0;
              case LT -> order < 0;
              case LE -> order <= 0;
              case GT -> order > 0;
              case GE -> order >= 0;
            };
        if (passes) {
          expected.add(new Object[] {row[column]});
        }
      }
    }
    List<Object[]> actual = Reading.rows(file, read -> read.columns(field.name()).filter(filter));
    try {
      assertSameRows(expected, actual);
    } catch (AssertionError e) {
      throw new AssertionError(
          file.getFileName() + ", " + field + ", " + filter + ": " + e.getMessage(), e);
    }
  }

  /** The value as a literal; null for types without literals. */
  private static Object literal(DataType type, Object value) {
    if (type instanceof DataType.Int integer && !integer.signed()) {
      return ordered(type, value);
    } else if (type instanceof DataType.Date) {
      return LocalDate.ofEpochDay((Integer) value);
    } else if (type instanceof DataType.Time time) {
      return LocalTime.ofNanoOfDay((Long) value * (1_000_000_000 / time.unit().perSecond()));
    } else if (type instanceof DataType.Timestamp timestamp) {
      long perSecond = timestamp.unit().perSecond();
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv((Long) value, perSecond),
              Math.floorMod((Long) value, perSecond) * (1_000_000_000 / perSecond));
      if (timestamp.utc()) {
        return instant;
      }
      boolean representable = Math.abs(instant.getEpochSecond()) < 31_000_000_000_000_000L;
      return representable ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : null;
    }
    return value;
  }
}
