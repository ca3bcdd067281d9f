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
package dev.adaptive.plan;

import dev.adaptive.expr.Predicate;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The part of a column's values that one symbol batch reads. The batches of a plan together have
 * every value there can be, null included, and none twice: also symbols that metadata did not show.
 * Immutable.
 *
 * @param column the symbol column, by its name in the table
 * @param ranges ascending, with gaps between them; may be empty
 * @param nulls whether rows without a symbol are read too
 * @param rows how many rows that is, estimated, before any other filter
 * @param part number of this part, from 1, if the symbol is too large for one batch and its rows
 *     are shared out; else 0
 */
public record SymbolKeys(String column, List<Range> ranges, boolean nulls, long rows, int part)
    implements Serializable {
  public SymbolKeys {
    Objects.requireNonNull(column, "column");
    ranges = List.copyOf(ranges);
  }

  /**
   * Values from one up to, but without, another.
   *
   * @param from a {@code String} or {@code Long}; null for no bound
   * @param to like {@code from}
   */
  public record Range(Object from, Object to) implements Serializable {
    @Override
    public String toString() {
      return "[" + (from == null ? "" : from) + " .. " + (to == null ? "" : to) + ")";
    }
  }

  /**
   * Whether rows of a symbol are read.
   *
   * @param symbol a {@code String}, {@code Long} or null
   */
  public boolean has(Object symbol) {
    if (symbol == null) {
      return nulls;
    }
    Object key = KeyOrder.key(symbol);
    return ranges.stream()
        .anyMatch(
            range ->
                (range.from == null || compare(range.from, key) <= 0)
                    && (range.to == null || compare(range.to, key) > 0));
  }

  private static int compare(Object bound, Object key) {
    return KeyOrder.ORDER.compare(KeyOrder.key(bound), key);
  }

  /** The rows of the batch. */
  public Predicate predicate() {
    List<Predicate> any = new ArrayList<>();
    for (Range range : ranges) {
      if (range.from == null && range.to == null) {
        any.add(Predicate.isNotNull(column));
      } else if (range.from == null) {
        any.add(Predicate.lt(column, range.to));
      } else if (range.to == null) {
        any.add(Predicate.ge(column, range.from));
      } else {
        any.add(Predicate.and(Predicate.ge(column, range.from), Predicate.lt(column, range.to)));
      }
    }
    if (nulls) {
      any.add(Predicate.isNull(column));
    }
    return any.isEmpty()
        ? new Predicate.Constant(false)
        : Predicate.or(any.toArray(Predicate[]::new));
  }
}
