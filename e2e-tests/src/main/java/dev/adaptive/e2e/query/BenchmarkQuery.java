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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A query of the engine benchmark.
 *
 * @param timed what is timed; the engines throw its rows away
 * @param check what is compared: the same read, with few rows for its result
 * @param duckDb what DuckDB is timed with. DuckDB cannot throw rows away, so it aggregates all
 *     columns of the timed query
 */
public record BenchmarkQuery(Query timed, Query check, Query duckDb) {

  /** A query that aggregates. */
  static BenchmarkQuery of(Query query) {
    Query aggregated =
        new Query(
            query.name(),
            query.layout(),
            (dialect, table) ->
                "SELECT COUNT(*), MAX(COLUMNS(*)) FROM (" + query.sql(dialect, table) + ")");
    return new BenchmarkQuery(query, query, aggregated);
  }

  /**
   * A query for rows.
   *
   * @param columns of the trades, separated by commas, or {@code *}
   * @param where a condition, or empty
   */
  static BenchmarkQuery ofRows(
      String name, Layout layout, String columns, Function<Dialect, String> where) {
    List<String> names = columns.equals("*") ? TickTables.columns() : List.of(columns.split(", "));
    List<String> aggregates = new ArrayList<>(List.of("COUNT(*)"));
    for (String column : names) {
      aggregates.add(
          "MAX("
              + (column.equals("odd_lot") ? "CASE WHEN odd_lot THEN 1 ELSE 0 END" : column)
              + ")");
    }
    Query aggregated =
        new Query(
            name,
            layout,
            (d, table) -> select(String.join(", ", aggregates), table, where.apply(d)));
    return new BenchmarkQuery(
        new Query(name, layout, (d, table) -> select(columns, table, where.apply(d))),
        aggregated,
        aggregated);
  }

  private static String select(String columns, String table, String where) {
    return "SELECT " + columns + " FROM " + table + (where.isEmpty() ? "" : " WHERE " + where);
  }
}
