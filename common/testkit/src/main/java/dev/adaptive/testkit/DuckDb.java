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
package dev.adaptive.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An in-memory DuckDB: an independent reader and writer of Parquet, and the judge of what a query's
 * result is.
 *
 * <p>Values come in the form of {@code ColumnVector.getObject}: dates as {@code Integer} days,
 * times as {@code Long} microseconds, timestamps as {@code Long} ticks of their own unit
 * (microseconds for TIMESTAMP WITH TIME ZONE), unsigned integers with their bits in the signed type
 * of the same width, UUIDs as 16 bytes; HUGEINT, which sums of integers are, is a {@code
 * BigDecimal} of scale 0. Nested values may only hold numbers, booleans, strings, bytes and
 * timestamps. DuckDB itself turns the millisecond timestamps of Parquet files into microseconds.
 *
 * <p>Not thread-safe.
 */
public final class DuckDb implements AutoCloseable {
  private final Connection connection;

  private DuckDb(Connection connection) {
    this.connection = connection;
  }

  /** Opens a database with UTC as its time zone. */
  public static DuckDb open() {
    try {
      DuckDb db = new DuckDb(DriverManager.getConnection("jdbc:duckdb:"));
      db.execute("SET TimeZone = 'UTC'");
      return db;
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start", e);
    }
  }

  /** Limits the threads of all later queries. */
  public DuckDb threads(int threads) {
    return execute("SET threads = " + threads);
  }

  /** Runs statements that have no result. */
  public DuckDb execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return this;
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** The rows of a query, in its order. */
  public List<List<Object>> query(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData columns = result.getMetaData();
      int count = columns.getColumnCount();
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
          row.add(value(result, i, columns.getColumnTypeName(i)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** The only value of a query that returns one row of one column. */
  public Object queryOne(String sql) {
    List<List<Object>> rows = query(sql);
    if (rows.size() != 1 || rows.get(0).size() != 1) {
      throw new IllegalStateException("expected one value from: " + sql + ", got " + rows);
    }
    return rows.get(0).get(0);
  }

  /** The names of a query's columns. */
  public List<String> columns(String sql) {
    return query("DESCRIBE " + sql).stream().map(row -> (String) row.get(0)).toList();
  }

  /** {@code read_parquet('...')} over a file, or over all Parquet files of a directory. */
  public static String parquet(Path path) {
    String pattern = Files.isDirectory(path) ? path + "/*.parquet" : path.toString();
    return "read_parquet(" + literal(pattern) + ")";
  }

  /** A string literal. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not close", e);
    }
  }

  private static Object value(ResultSet result, int i, String type) throws SQLException {
    Object value =
        switch (type) {
          case "DATE" -> result.getObject(i, LocalDate.class);
          case "TIME", "TIME_NS" -> result.getObject(i, LocalTime.class);
          case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
              result.getObject(i, LocalDateTime.class);
          case "TIMESTAMP WITH TIME ZONE" -> result.getObject(i, OffsetDateTime.class);
          default -> result.getObject(i);
        };
    if (value == null || result.wasNull()) {
      return null;
    }
    return switch (type) {
      case "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "VARCHAR" ->
          value;
      case "UTINYINT" -> ((Number) value).byteValue();
      case "USMALLINT" -> ((Number) value).shortValue();
      case "UINTEGER" -> ((Number) value).intValue();
      case "UBIGINT" -> ((Number) value).longValue();
      case "HUGEINT", "UHUGEINT" -> new BigDecimal((BigInteger) value);
      case "DATE" -> Math.toIntExact(((LocalDate) value).toEpochDay());
      case "TIME" -> ((LocalTime) value).toNanoOfDay() / 1_000;
      case "TIME_NS" -> ((LocalTime) value).toNanoOfDay();
      case "TIMESTAMP_S" -> ((LocalDateTime) value).toEpochSecond(ZoneOffset.UTC);
      case "TIMESTAMP_MS" -> sinceEpoch((LocalDateTime) value, 1_000);
      case "TIMESTAMP" -> sinceEpoch((LocalDateTime) value, 1_000_000);
      case "TIMESTAMP_NS" -> sinceEpoch((LocalDateTime) value, 1_000_000_000);
      case "TIMESTAMP WITH TIME ZONE" ->
          sinceEpoch(
              ((OffsetDateTime) value).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(),
              1_000_000);
      case "BLOB" -> bytes((Blob) value);
      case "UUID" -> bytes((UUID) value);
      default -> {
        if (type.startsWith("DECIMAL") && !type.endsWith("]")) {
          yield value;
        } else if (DuckDbNested.isNested(type)) {
          yield DuckDbNested.value(value, type);
        }
        throw new IllegalStateException("DuckDB's type " + type + " has no normal form here");
      }
    };
  }

  private static long sinceEpoch(LocalDateTime time, long perSecond) {
    long seconds = time.truncatedTo(ChronoUnit.SECONDS).toEpochSecond(ZoneOffset.UTC);
    return Math.addExact(
        Math.multiplyExact(seconds, perSecond), time.getNano() / (1_000_000_000 / perSecond));
  }

  static byte[] bytes(Blob blob) throws SQLException {
    return blob.getBytes(1, Math.toIntExact(blob.length()));
  }

  private static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  private static IllegalStateException failed(String sql, SQLException e) {
    return new IllegalStateException("DuckDB cannot run: " + sql + "\n" + e.getMessage(), e);
  }
}
