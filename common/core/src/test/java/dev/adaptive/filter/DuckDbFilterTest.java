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
package dev.adaptive.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.Selection;
import dev.adaptive.batch.TestVectors;
import dev.adaptive.expr.PredicateParser;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same WHERE clauses, word for word, on the same rows in DuckDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuckDbFilterTest {
  private static final int ROWS = 3_000;
  private static final String[] WORDS = {
    "",
    "a",
    "ab",
    "Zebra",
    "zebra",
    "é",
    "e\u0301",
    "ä",
    "日本",
    "日本語",
    "\uD83D\uDE00",
    "\uFFFD",
    "%",
    "it's",
    "abcdefghijkl"
  };
  private static final double[] DOUBLES = {
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    Double.POSITIVE_INFINITY,
    -0.0,
    0.0,
    0.1,
    1.5,
    -1.5,
    2,
    Double.MAX_VALUE,
    -Double.MIN_VALUE
  };
  private static final LocalDateTime EPOCH = LocalDateTime.of(2024, 1, 31, 9, 30);

  private final Schema schema =
      new Schema(
          List.of(
              new Field("i", DataType.INT32, true),
              new Field("u", new DataType.Int(8, false), true),
              new Field("big", DataType.INT64, true),
              new Field("d", DataType.DOUBLE, true),
              new Field("f", DataType.FLOAT, true),
              new Field("dec", new DataType.Decimal(9, 2), true),
              new Field("wide", new DataType.Decimal(38, 10), true),
              new Field("s", DataType.STRING, true),
              new Field("b", DataType.BOOL, true),
              new Field("day", DataType.DATE, true),
              new Field("ts", new DataType.Timestamp(Unit.MICROS, false), true),
              new Field("tm", new DataType.Time(Unit.MICROS), true)));

  private final MemoryBudget budget = MemoryBudget.root("test", 16 << 20);
  private final BlockAllocator allocator = new BlockAllocator(budget);
  private ColumnVector[] vectors;
  private Connection duckDb;

  @BeforeAll
  void fillBoth() throws SQLException {
    Random random = new Random(42);
    List<List<Object>> ours = new ArrayList<>();
    schema.fields().forEach(f -> ours.add(new ArrayList<>()));
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(
          "CREATE TABLE t (i INTEGER, u UTINYINT, big BIGINT, d DOUBLE, f FLOAT, dec DECIMAL(9,2),"
              + " wide DECIMAL(38,10), s VARCHAR, b BOOLEAN, day DATE, ts TIMESTAMP, tm TIME, row"
              + " INTEGER)");
    }
    duckDb.setAutoCommit(false);
    try (PreparedStatement insert =
        duckDb.prepareStatement("INSERT INTO t VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
      for (int row = 0; row < ROWS; row++) {
        Object[] values = row(random);
        for (int c = 0; c < values.length; c++) {
          Object value = random.nextInt(5) == 0 ? null : values[c];
          insert.setObject(c + 1, value);
          ours.get(c).add(stored(schema.field(c).type(), value));
        }
        insert.setInt(values.length + 1, row);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    duckDb.commit();
    vectors = new ColumnVector[schema.size()];
    for (int c = 0; c < vectors.length; c++) {
      vectors[c] = TestVectors.plain(allocator, schema.field(c).type(), ours.get(c));
    }
  }

  private static Object[] row(Random random) {
    int small = random.nextInt(11) - 5;
    LocalDateTime time =
        EPOCH
            .plusDays(random.nextInt(5) - 2)
            .plusNanos(1_000L * (random.nextInt(5) - 2))
            .plusSeconds(random.nextInt(3));
    double number = DOUBLES[random.nextInt(DOUBLES.length)];
    return new Object[] {
      small,
      (short) (small & 0xFF),
      random.nextInt(4) == 0 ? Long.MAX_VALUE - random.nextInt(2) : (long) small,
      number,
      (float) number,
      new BigDecimal(small).movePointLeft(1).setScale(2),
      new BigDecimal(small)
          .multiply(
              random.nextInt(3) == 0
                  ? new BigDecimal("12345678901234567890.0123456789")
                  : BigDecimal.ONE)
          .setScale(10),
      WORDS[random.nextInt(WORDS.length)],
      random.nextBoolean(),
      time.toLocalDate(),
      time,
      time.toLocalTime()
    };
  }

  private static Object stored(DataType type, Object value) {
    if (value instanceof Short number) {
      return number.byteValue();
    } else if (value instanceof BigDecimal decimal) {
      return type.carrier() == DataType.Carrier.INT64
          ? (Object) decimal.unscaledValue().longValue()
          : RandomData.wide(decimal.unscaledValue());
    } else if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    } else if (value instanceof java.time.LocalDate date) {
      return (int) date.toEpochDay();
    } else if (value instanceof LocalDateTime time) {
      return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1_000;
    } else if (value instanceof java.time.LocalTime time) {
      return time.toNanoOfDay() / 1_000;
    }
    return value;
  }

  @AfterAll
  void freeBoth() throws SQLException {
    duckDb.close();
    for (ColumnVector vector : vectors) {
      vector.close();
    }
    allocator.close();
    assertThat(budget.used()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i > 1.5",
        "i >= -1.5",
        "i < 2.0",
        "i = 1.5",
        "i <> 1.5",
        "NOT i <= 1.5",
        "i BETWEEN -2 AND 2.5",
        "i NOT BETWEEN -2 AND 2",
        "i IN (1, 2, 4)",
        "i NOT IN (1, 2, 4)",
        "i IN (1, NULL)",
        "i NOT IN (1, NULL)",
        "i NOT IN (1, 2.5)",
        "i = NULL",
        "i <> NULL",
        "i > 3000000000",
        "i < 3000000000",
        "3 >= i",
        "i IS NULL",
        "i IS NOT NULL",
        "NOT (i IS NULL OR i = 2)",
        "u > 5",
        "u >= 250",
        "u = -1",
        "u > -1",
        "u < 256",
        "u IN (251, 3, 255)",
        "big = 9223372036854775807",
        "big < 9223372036854775807",
        "big > 9223372036854775806",
        "big <= 9223372036854775808",
        "big > 9223372036854775807",
        "d > 1.5",
        "d >= 1.5",
        "d < 1.5",
        "d <= 0",
        "d < 0",
        "d = 0",
        "d <> 0",
        "d = -0.0",
        "d > 0",
        "d = 0.1",
        "d <> 0.1",
        "d IN (0, 0.1, 7)",
        "d NOT IN (0, 0.1, 7)",
        "d = CAST('NaN' AS DOUBLE)",
        "d >= CAST('NaN' AS DOUBLE)",
        "d < CAST('NaN' AS DOUBLE)",
        "d <> CAST('NaN' AS DOUBLE)",
        "d > CAST('Infinity' AS DOUBLE)",
        "d <= CAST('Infinity' AS DOUBLE)",
        "d > CAST('-Infinity' AS DOUBLE)",
        "d < CAST('-Infinity' AS DOUBLE)",
        "d IN (CAST('NaN' AS DOUBLE), 2, 0)",
        "d NOT IN (CAST('NaN' AS DOUBLE), 2, 0)",
        "d BETWEEN 0 AND CAST('NaN' AS DOUBLE)",
        "f > 1.5",
        "f <= 0",
        "f <> 0",
        "f = CAST('NaN' AS DOUBLE)",
        "f > 2",
        "f IN (1.5, 2)",
        "f NOT IN (1.5, 2)",
        "dec = 0.1",
        "dec > 0.101",
        "dec <= -0.105",
        "dec = 0.101",
        "dec IN (0.1, 0.2, 0.205)",
        "dec < 99999999999",
        "dec >= -0.3 AND dec < 0.4",
        "wide > 0",
        "wide = 12345678901234567890.0123456789",
        "wide <= -12345678901234567890.0123456789",
        "wide IN (1, 3, 24691357802469135780.0246913578)",
        "wide NOT IN (1, 3, 24691357802469135780.0246913578)",
        "wide > 1.5",
        "s = 'a'",
        "s <> 'a'",
        "s > 'a'",
        "s >= 'é'",
        "s < 'zebra'",
        "s <= 'Zebra'",
        "s > '日本'",
        "s < '\uD83D\uDE00'",
        "s >= '\uFFFD'",
        "s = ''",
        "s > ''",
        "s IN ('a', 'é', 'nowhere')",
        "s NOT IN ('a', 'é', 'nowhere')",
        "s NOT IN ('a', NULL)",
        "s LIKE 'a%'",
        "s LIKE '%bra'",
        "s LIKE '%本%'",
        "s NOT LIKE 'a%'",
        "s LIKE '%'",
        "s NOT LIKE '%'",
        "s LIKE 'ab'",
        "s = 'it''s'",
        "s LIKE '%t''%'",
        "s BETWEEN 'a' AND 'b'",
        "b",
        "NOT b",
        "b = TRUE",
        "b <> TRUE",
        "b IS NULL",
        "b IN (TRUE, FALSE)",
        "b > FALSE",
        "day = '2024-01-31'",
        "day > DATE '2024-01-30'",
        "day <> '2024-01-31'",
        "day IN ('2024-01-31', '2024-02-01')",
        "day BETWEEN '2024-01-30' AND '2024-01-31'",
        "ts > TIMESTAMP '2024-01-31 09:30:00'",
        "ts <= '2024-01-31 09:30:00.000001'",
        "ts = '2024-01-31T09:30:01'",
        "ts >= '2024-01-31'",
        "ts < DATE '2024-02-01'",
        "tm > '09:30:00'",
        "tm = TIME '09:30:00.000001'",
        "tm <= '09:30:01'",
        "i > 0 AND d > 0 OR s = 'a'",
        "NOT (i > 0 AND d > 0 OR s = 'a')",
        "NOT (i > 0 OR NOT (b AND s LIKE 'a%'))",
        "i > 0 AND NULL",
        "i > 0 OR NULL",
        "NOT (i > 0 AND NULL)",
        "TRUE",
        "FALSE OR i = 1",
        "(i = 1 OR i = 2) AND (d < 1 OR d >= 1) AND s IS NOT NULL"
      })
  void keepsDuckDbsRows(String where) throws SQLException {
    List<Integer> expected = new ArrayList<>();
    try (Statement statement = duckDb.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT row FROM t WHERE " + where + " ORDER BY row")) {
      while (result.next()) {
        expected.add(result.getInt(1));
      }
    }
    String ours = where.replaceAll("CAST\\('(-?)(NaN|Infinity)' AS DOUBLE\\)", "$1$2");
    Selection selection = new Selection();
    BoundFilter.bind(PredicateParser.parse(ours), schema).evaluate(vectors, ROWS, selection);
    assertThat(IntStream.range(0, ROWS).filter(selection::isKept).boxed().toList())
        .isEqualTo(expected);
  }
}
