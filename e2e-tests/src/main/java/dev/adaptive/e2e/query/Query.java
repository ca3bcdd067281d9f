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

import java.util.function.BiFunction;

/**
 * A query over the trades, the same for all engines.
 *
 * @param name for tables and messages
 * @param layout the copy of the data that it reads
 * @param sql makes the text for a dialect and a table
 */
public record Query(String name, Layout layout, BiFunction<Dialect, String, String> sql) {

  /** How the rows of a copy are ordered. */
  public enum Layout {
    TIME,
    SYMBOL
  }

  /** The query's text. */
  public String sql(Dialect dialect, String table) {
    return sql.apply(dialect, table);
  }
}
