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
package dev.adaptive.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that DuckDB writes, with types that Spark does not write; DuckDB says what is right. */
@ExtendWith(LocalSpark.class)
class DuckDbFilesTest {
  /**
   * DuckDB's expression of a value, its name, and how Spark shows it in the same words as DuckDB.
   */
  private record Value(String expression, String name, String sparkText, String duckText) {}

  private static final List<Value> VALUES =
      List.of(
          plain("(i % 256)::UTINYINT", "u8"),
          plain("(i * 7 % 65536)::USMALLINT", "u16"),
          plain("(i * 2654435761 % 4294967296)::UINTEGER", "u32"),
          plain("(18446744073709551615 - i::UBIGINT * 1234567890123)::UBIGINT", "u64"),
          plain("(i - 50)::TINYINT", "i8"),
          plain("(i * 100 - 5000)::SMALLINT", "i16"),
          plain("(i % 2 = 0)", "bool"),
          plain("(i * 0.75)::DECIMAL(4,2)", "dec4"),
          plain("(i * 1.25)::DECIMAL(9,2)", "dec9"),
          plain("(i * -123456789.25)::DECIMAL(18,2)", "dec18"),
          plain("(i * -123456789012345678.25::DECIMAL(38,2))::DECIMAL(38,2)", "dec38"),
          plain("'s' || (i % 10)", "text"),
          plain("(DATE '1899-12-31' + i::INTEGER)", "day"),
          new Value("('s' || i)::BLOB", "blob", "cast(blob AS string)", "decode(blob)"),
          new Value("uuid_of(i)", "id128", "lower(hex(id128))", "replace(id128::VARCHAR, '-', '')"),
          new Value(
              "make_timestamp_ns(i * 1000000000000001 - 50000000000000000)",
              "ns",
              "unix_micros(cast(ns AS timestamp))",
              "floor_micros(epoch_ns(ns))"),
          new Value(
              "make_timestamp(i * 1000001000 - 50000000000)::TIMESTAMP_MS",
              "ms",
              "unix_micros(cast(ms AS timestamp))",
              "epoch_us(ms)"),
          new Value(
              "make_timestamp(i * 1000001 - 50000000)",
              "us",
              "unix_micros(cast(us AS timestamp))",
              "epoch_us(us)"),
          new Value(
              "make_timestamp(i * 1000001 - 50000000)::TIMESTAMPTZ",
              "tz",
              "unix_micros(tz)",
              "epoch_us(tz)"),
          new Value("make_time((i % 24)::BIGINT, 59, 1.5)", "time", "time", "epoch_ns(time)"));

  private static Value plain(String expression, String name) {
    return new Value(expression, name, "cast(" + name + " AS string)", name + "::VARCHAR");
  }

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COMPRESSION snappy",
        "COMPRESSION uncompressed",
        "COMPRESSION zstd",
        "COMPRESSION gzip",
        "COMPRESSION lz4_raw"
      })
  void readsWhatDuckDbReads(String writerOption, SparkSession spark) throws SQLException {
    String file = directory.resolve("data.parquet").toString();
    List<String> expected = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("CREATE MACRO uuid_of(i) AS (md5(i::VARCHAR))::UUID");
      statement.execute("CREATE MACRO floor_micros(n) AS (n - ((n % 1000) + 1000) % 1000) // 1000");
      String columns =
          String.join(
              ", ",
              VALUES.stream()
                  .map(
                      v ->
                          "CASE WHEN i % 7 = 3 THEN NULL ELSE "
                              + v.expression()
                              + " END AS "
                              + v.name())
                  .toList());
      statement.execute(
          "COPY (SELECT i, "
              + columns
              + " FROM range(100) t(i)) TO '"
              + file
              + "' (FORMAT parquet, "
              + writerOption
              + ")");
      String texts =
          String.join(", ", VALUES.stream().map(v -> "(" + v.duckText() + ")::VARCHAR").toList());
      try (ResultSet rows =
          statement.executeQuery("SELECT " + texts + " FROM '" + file + "' ORDER BY i")) {
        while (rows.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= VALUES.size(); i++) {
            row.add(VALUES.get(i - 1).name() + "=" + rows.getString(i));
          }
          expected.add(String.join(" ", row));
        }
      }
    }

    String previous = spark.conf().get("spark.sql.session.timeZone");
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    List<String> actual = new ArrayList<>();
    try {
      String[] texts =
          VALUES.stream().map(v -> "cast(" + v.sparkText() + " AS string)").toArray(String[]::new);
      for (Row row :
          spark
              .read()
              .format("adaptive")
              .load(file)
              .orderBy("i")
              .selectExpr(texts)
              .collectAsList()) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < VALUES.size(); i++) {
          text.add(VALUES.get(i).name() + "=" + row.getString(i));
        }
        actual.add(String.join(" ", text));
      }
    } finally {
      spark.conf().set("spark.sql.session.timeZone", previous);
    }
    assertThat(actual).hasSize(100).isEqualTo(expected);
  }
}
