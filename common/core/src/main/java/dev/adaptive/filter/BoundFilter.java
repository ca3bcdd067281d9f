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

import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.Selection;
import dev.adaptive.expr.Decision;
import dev.adaptive.expr.Predicate;
import dev.adaptive.schema.Schema;
import java.util.BitSet;
import java.util.function.IntFunction;

/**
 * A predicate whose columns are found in a schema and whose literals have the columns' types: it
 * decides from statistics and evaluates on vectors. Not thread-safe: keeps scratch space and, per
 * dictionary, its verdicts.
 *
 * <p>Literals are never rounded to fit a column. One that the column cannot hold, such as {@code
 * 1.5} for an integer, a nanosecond for a timestamp in milliseconds, or a number out of range,
 * equals no value and is ordered where it belongs. Only a {@code BigDecimal} compared with a
 * floating point column stands for the nearest finite double, as in SQL.
 *
 * <p>A date and time without a zone, {@code LocalDateTime} or string, that is compared with a UTC
 * timestamp is taken as UTC. A {@code LocalDate} or a string with a date only is that day's
 * midnight. An instant, or a string with a zone, does not fit a timestamp without a zone.
 *
 * <p>{@code IN} an empty list is false, also for null.
 */
public final class BoundFilter {
  private final Node root;

  private BoundFilter(Node root) {
    this.root = root;
  }

  /**
   * Binds a predicate.
   *
   * @param schema the columns it is evaluated on, by exact name
   * @throws dev.adaptive.error.SchemaException for a column that is not there, or a literal that
   *     does not fit its column
   */
  public static BoundFilter bind(Predicate predicate, Schema schema) {
    return new BoundFilter(new Binder(schema).bind(predicate));
  }

  /**
   * Positions in the schema of the columns that are looked at, ascending, without duplicates.
   * Columns whose condition is the same for every value are not among them.
   */
  public int[] columns() {
    BitSet columns = new BitSet();
    root.addColumns(columns);
    return columns.stream().toArray();
  }

  /**
   * Finds the rows for which the predicate is true.
   *
   * @param columns by position in the schema; only those of {@link #columns()} are looked at, the
   *     others may be null
   * @param rows number of rows in each vector
   * @param selection set to the rows for which the predicate is true
   */
  public void evaluate(ColumnVector[] columns, int rows, Selection selection) {
    selection.keepAll(rows);
    root.narrow(columns, rows, selection.words());
  }

  /**
   * What statistics alone say.
   *
   * @param statistics by position in the schema; null where nothing is known
   */
  public Decision decide(IntFunction<ColumnStatistics> statistics) {
    return root.decide(statistics);
  }

  /**
   * Whether the evidence shows that the predicate is true for no row. Statistics are asked first;
   * single values are looked for only if the predicate asks for them, by comparison with one or
   * several values, a range with two ends, or a part of a string.
   */
  public boolean ruledOut(Evidence evidence) {
    return root.ruledOut(evidence);
  }
}
