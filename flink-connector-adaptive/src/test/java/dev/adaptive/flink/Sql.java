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
package dev.adaptive.flink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;

/** A table environment for a cluster in this JVM, and short ways to ask it. */
public final class Sql {
  private final TableEnvironment env;

  private Sql(EnvironmentSettings.Builder settings, LocalCluster cluster) {
    env = StreamTableEnvironment.create(cluster.environment(Map.of()), settings.build());
    set("table.local-time-zone", "UTC");
  }

  public static Sql batch(LocalCluster cluster) {
    return new Sql(EnvironmentSettings.newInstance().inBatchMode(), cluster);
  }

  public static Sql streaming(LocalCluster cluster) {
    return new Sql(EnvironmentSettings.newInstance().inStreamingMode(), cluster);
  }

  public TableEnvironment env() {
    return env;
  }

  public Sql set(String key, String value) {
    env.getConfig().set(key, value);
    return this;
  }

  public void execute(String statement) {
    env.executeSql(statement);
  }

  /** Declares a table of this connector. */
  public void adaptive(String name, String columns, Object path, Map<String, String> options) {
    execute(
        "CREATE TABLE "
            + name
            + " ("
            + columns
            + ") WITH ('connector' = 'adaptive', 'path' = '"
            + path
            + "'"
            + rest(options)
            + ")");
  }

  public void adaptive(String name, String columns, Object path) {
    adaptive(name, columns, path, Map.of());
  }

  /** Declares a table of Flink's own connector over the same files. */
  public void filesystem(String name, String columns, Object path) {
    execute(
        "CREATE TABLE "
            + name
            + " ("
            + columns
            + ") WITH ('connector' = 'filesystem', 'format' = 'parquet', 'path' = '"
            + path
            + "', 'parquet.utc-timezone' = 'true')");
  }

  private static String rest(Map<String, String> options) {
    return options.entrySet().stream()
        .map(e -> ", '" + e.getKey() + "' = '" + e.getValue() + "'")
        .collect(Collectors.joining());
  }

  public String explain(String query) {
    return env.explainSql(query);
  }

  /** The rows of a query, sorted by their text: queries without ORDER BY have no order. */
  public List<Row> sorted(String query) {
    List<Row> rows = rows(query);
    rows.sort(Comparator.comparing(Row::toString));
    return rows;
  }

  /** What a query with updates ends in: the last row of each value of the first column. */
  public Map<Object, Row> byFirstColumn(String query) {
    Map<Object, Row> last = new HashMap<>();
    for (Row row : rows(query)) {
      if (row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER) {
        row.setKind(RowKind.INSERT);
        last.put(row.getField(0), row);
      }
    }
    return last;
  }

  /** The rows of a query as they come. */
  public List<Row> rows(String query) {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> result = env.executeSql(query).collect()) {
      result.forEachRemaining(rows::add);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }
}
