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

import dev.adaptive.conformance.RandomFilter.Condition;
import dev.adaptive.schema.Schema;
import dev.adaptive.testkit.DuckDb;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of writers that share no code with parquet-java or DuckDB; {@code src/test/npm} says how
 * they were made. Next to them is what the writers were given: a line of text per row.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherWritersTest {
  private static final int FILTERS = 60;

  private DuckDb db;

  @BeforeAll
  void openDuckDb() {
    db = DuckDb.open().threads(1);
  }

  @AfterAll
  void closeDuckDb() {
    db.close();
  }

  static List<Path> files() throws IOException, URISyntaxException {
    Path directory = Path.of(OtherWritersTest.class.getResource("/other-writers").toURI());
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void what_the_writer_was_given(Path file) throws IOException {
    String name = file.getFileName().toString();
    String table = name.replaceAll(".*(many|few|required|rare|nested)-.*", "$1");
    List<String> expected = Files.readAllLines(file.resolveSibling(table + ".jsonl"));
    for (int batchRows : new int[] {10_000, 7}) {
      List<Object[]> rows =
          Reading.rows(file, read -> read.option("batch.max-rows", Integer.toString(batchRows)));
      assertThat(NormalForm.of(rows, Reading.schema(file)))
          .extracting(OtherWritersTest::text)
          .isEqualTo(expected);
    }
  }

  /** Their statistics, page indexes and bloom filters are used, too. */
  @ParameterizedTest
  @MethodSource("files")
  void the_rows_of_duckdb(Path file) {
    Schema schema = Reading.schema(file);
    // DuckDB cannot read BYTE_STREAM_SPLIT of fixed-length bytes: another file of the same table
    Path readable = file.resolveSibling(file.getFileName().toString().replace("-split", "-plain"));
    DuckDbTable table = DuckDbTable.load(db, readable, schema);
    List<List<Object>> expected = table.rows();
    List<Object[]> all = Reading.rows(file);
    assertSameRowsInOrder(expected, NormalForm.of(all, schema));
    SplittableRandom random = new SplittableRandom(file.getFileName().toString().hashCode());
    for (int i = 0; i < FILTERS; i++) {
      Condition filter = new RandomFilter(random, schema, expected).next(2);
      List<Object[]> kept = new ArrayList<>();
      for (int row : table.matching(filter)) {
        kept.add(all.get(row));
      }
      try {
        assertSameRowsInOrder(kept, Reading.rows(file, read -> read.filter(filter.predicate())));
      } catch (AssertionError e) {
        throw new AssertionError("WHERE " + filter.sql() + ": " + e.getMessage(), e);
      }
    }
  }

  /** JSON with all numbers as strings: floating point as its bits, bytes as hexadecimal digits. */
  private static String text(Object value) {
    if (value instanceof Object[] row) {
      return text(java.util.Arrays.asList(row));
    } else if (value == null || value instanceof Boolean) {
      return String.valueOf(value);
    } else if (value instanceof List<?> list) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      list.forEach(element -> elements.add(text(element)));
      return elements.toString();
    } else if (value instanceof Map<?, ?> struct) {
      StringJoiner fields = new StringJoiner(",", "{", "}");
      struct.forEach((name, field) -> fields.add(quoted((String) name) + ":" + text(field)));
      return fields.toString();
    } else if (value instanceof Float number) {
      return quoted(number.isNaN() ? "NaN" : hex(Float.floatToIntBits(number), 8));
    } else if (value instanceof Double number) {
      return quoted(number.isNaN() ? "NaN" : hex(Double.doubleToLongBits(number), 16));
    } else if (value instanceof byte[] bytes) {
      return quoted(HexFormat.of().formatHex(bytes));
    } else if (value instanceof java.math.BigDecimal number) {
      return quoted(number.toPlainString());
    }
    return quoted(value.toString());
  }

  private static String hex(long bits, int digits) {
    return HexFormat.of().toHexDigits(bits, digits);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
