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
package dev.adaptive.e2e.query;

import dev.adaptive.e2e.worker.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * DuckDB inside this JVM: a reader of Parquet that has nothing in common with the engines or with
 * adaptive.
 */
public final class DuckDbEngine implements AutoCloseable {
  private final Connection connection;

  /**
   * @param threads that it may use
   * @throws SQLException if it does not start
   */
  public DuckDbEngine(int threads) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:", new Properties());
    execute("SET threads = " + threads);
    execute("SET TimeZone = 'UTC'");
  }

  /**
   * The table expression for all Parquet files below a directory; key=value directories are
   * columns.
   */
  public static String table(Path directory) {
    return table(directory, true);
  }

  /** The same with nothing but the columns that are in the files. */
  static String fileTable(Path directory) {
    return table(directory, false);
  }

  private static String table(Path directory, boolean partitions) {
    return "read_parquet('%s/**/*.parquet', hive_partitioning = %s)"
        .formatted(directory.toString().replace("'", "''"), partitions);
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a query and returns all of its rows. */
  public Rows query(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData metaData = result.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        columns.add(metaData.getColumnName(i));
      }
      Rows rows = new Rows(columns);
      while (result.next()) {
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = result.getObject(i + 1);
        }
        rows.add(values);
      }
      return rows;
    }
  }

  /** The median of the seconds that a query takes, after one run that is not counted. */
  public double time(String sql, int rounds) throws SQLException {
    query(sql);
    double[] seconds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      query(sql);
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    return SideBySide.median(seconds);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
