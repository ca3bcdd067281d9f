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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the copies of the trades are, and the statements that make them tables of an engine: {@code
 * adaptive_time}, {@code parquet_time} and so on.
 *
 * @param copies directory of each layout
 * @param ordered whether the copies are known to be ordered; else there is one copy, under {@link
 *     Layout#TIME}
 */
public record TickTables(Map<Layout, Path> copies, boolean ordered) {
  /** What adaptive's readers may take, each. */
  public static final String MEMORY_LIMIT = "64MB";

  /** What reads the files. */
  public enum Source {
    ADAPTIVE,
    /** The engine's own Parquet reader. */
    PARQUET;

    public String table(Layout layout) {
      return (name() + "_" + layout).toLowerCase(Locale.ROOT);
    }
  }

  /** The columns of the trades with their types in Flink's DDL. */
  private static final Map<String, String> FLINK_COLUMNS = new LinkedHashMap<>();

  static {
    FLINK_COLUMNS.put("symbol", "STRING");
    FLINK_COLUMNS.put("ts", "TIMESTAMP_LTZ(6)");
    FLINK_COLUMNS.put("price", "DOUBLE");
    FLINK_COLUMNS.put("size", "INT");
    FLINK_COLUMNS.put("exchange", "STRING");
    FLINK_COLUMNS.put("conditions", "STRING");
    FLINK_COLUMNS.put("trade_id", "BIGINT");
    FLINK_COLUMNS.put("bid", "DOUBLE");
    FLINK_COLUMNS.put("ask", "DOUBLE");
    FLINK_COLUMNS.put("odd_lot", "BOOLEAN");
  }

  public static List<String> columns() {
    return List.copyOf(FLINK_COLUMNS.keySet());
  }

  /**
   * The copies below a directory: {@code time} and {@code symbol} if it has both, else the
   * directory itself.
   *
   * @throws IOException if there is no such directory
   */
  public static TickTables in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          directory + " is not a directory. Name one that holds Parquet files of trades.");
    }
    Map<Layout, Path> copies = new EnumMap<>(Layout.class);
    Path time = directory.resolve("time");
    Path symbol = directory.resolve("symbol");
    if (Files.isDirectory(time) && Files.isDirectory(symbol)) {
      copies.put(Layout.TIME, time);
      copies.put(Layout.SYMBOL, symbol);
      return new TickTables(copies, true);
    }
    copies.put(Layout.TIME, directory);
    return new TickTables(copies, false);
  }

  /** The statements that define all tables. */
  public List<String> definitions(Dialect dialect) {
    return copies.entrySet().stream()
        .flatMap(
            copy ->
                java.util.Arrays.stream(Source.values())
                    .map(
                        source ->
                            definition(
                                dialect, source, source.table(copy.getKey()), copy.getValue())))
        .toList();
  }

  /** The statement that defines one table over a directory. */
  public static String definition(Dialect dialect, Source source, String table, Path directory) {
    String path = directory.toAbsolutePath().normalize().toString().replace("'", "''");
    return switch (dialect) {
      case SPARK ->
          "CREATE OR REPLACE TEMPORARY VIEW %s USING %s OPTIONS (path '%s'%s)"
              .formatted(
                  table,
                  source.name().toLowerCase(Locale.ROOT),
                  path,
                  source == Source.ADAPTIVE ? ", 'memory.limit' '" + MEMORY_LIMIT + "'" : "");
      case FLINK ->
          "CREATE TEMPORARY TABLE %s (%s) WITH (%s)"
              .formatted(
                  table,
                  FLINK_COLUMNS.entrySet().stream()
                      .map(c -> "`" + c.getKey() + "` " + c.getValue())
                      .collect(Collectors.joining(", ")),
                  source == Source.ADAPTIVE
                      ? "'connector' = 'adaptive', 'path' = '"
                          + path
                          + "', 'memory.limit' = '"
                          + MEMORY_LIMIT
                          + "'"
                      : "'connector' = 'filesystem', 'path' = 'file://"
                          + path
                          + "', 'format' = 'parquet', 'parquet.utc-timezone' = 'true'");
      case DUCKDB ->
          "CREATE OR REPLACE VIEW %s AS SELECT * FROM %s"
              .formatted(table, DuckDbEngine.table(directory));
    };
  }
}
