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

import dev.adaptive.e2e.query.Query.Layout;
import dev.adaptive.e2e.worker.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks at a data set before queries are asked of it: are these trades, how many, and which
 * symbols, times and prices give queries that are neither empty nor everything.
 *
 * @param rows of one copy
 * @param bytes of one copy
 * @param queries with constants from the data
 */
public record TickSurvey(long rows, long bytes, TickQueries queries) {
  /** The types that DuckDB gives to the columns. */
  private static final Map<String, String> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("symbol", "VARCHAR");
    TYPES.put("ts", "TIMESTAMP WITH TIME ZONE");
    TYPES.put("price", "DOUBLE");
    TYPES.put("size", "INTEGER");
    TYPES.put("exchange", "VARCHAR");
    TYPES.put("conditions", "VARCHAR");
    TYPES.put("trade_id", "BIGINT");
    TYPES.put("bid", "DOUBLE");
    TYPES.put("ask", "DOUBLE");
    TYPES.put("odd_lot", "BOOLEAN");
  }

  /** Neither the most traded symbols, which are a tenth of all rows, nor rare ones. */
  private static final int RANK = 10;

  private static final int SYMBOLS = 13;

  /**
   * Looks at the first copy.
   *
   * @throws IllegalArgumentException if these are no trades; says which column is missing or of
   *     another type
   */
  public static TickSurvey of(TickTables tables, DuckDbEngine duckDb)
      throws SQLException, IOException {
    Path directory = tables.copies().get(Layout.TIME);
    String table = DuckDbEngine.fileTable(directory);
    requireFiles(directory);
    requireColumns(
        directory,
        duckDb.query(
            "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + table + ")"));
    List<String> symbols = new ArrayList<>();
    for (List<String> row :
        duckDb
            .query(
                "SELECT symbol, COUNT(*) AS c FROM "
                    + table
                    + " GROUP BY symbol ORDER BY c DESC, symbol LIMIT "
                    + (RANK + SYMBOLS))
            .rows()) {
      symbols.add(row.get(0).substring(1));
    }
    List<String> cells =
        duckDb
            .query(
                "SELECT COUNT(*), DATE_TRUNC('minute', QUANTILE_DISC(ts, 0.5)),"
                    + " QUANTILE_DISC(price, 0.5) FROM "
                    + table)
            .rows()
            .get(0);
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException(directory + " has no rows");
    }
    List<String> chosen = symbols.subList(Math.max(0, symbols.size() - SYMBOLS), symbols.size());
    TickQueries queries =
        new TickQueries(
            chosen.get(0),
            chosen,
            Instant.parse(cells.get(1).substring(1)),
            Double.parseDouble(cells.get(2).substring(1)));
    return new TickSurvey(Long.parseLong(cells.get(0).substring(1)), size(directory), queries);
  }

  private static void requireFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      if (files.noneMatch(file -> file.toString().endsWith(".parquet"))) {
        throw new IllegalArgumentException(directory + " has no file whose name ends in .parquet");
      }
    }
  }

  private static void requireColumns(Path directory, Rows description) {
    Map<String, String> found = new LinkedHashMap<>();
    description.rows().forEach(row -> found.put(row.get(0).substring(1), row.get(1).substring(1)));
    TYPES.forEach(
        (column, type) -> {
          if (!type.equals(found.get(column))) {
            throw new IllegalArgumentException(
                "%s: column %s must be %s, but %s. The queries are about trades with the columns %s; these files have %s."
                    .formatted(
                        directory,
                        column,
                        type,
                        found.containsKey(column) ? "is " + found.get(column) : "is missing",
                        TYPES,
                        found));
          }
        });
  }

  private static long size(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
