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

import dev.adaptive.filter.ColumnStatistics;
import java.util.List;

/**
 * What metadata says of the symbols in a unit, stretch by stretch of its rows.
 *
 * @param pages in the order of their rows, which together are those of the whole unit
 */
record SymbolPages(SplitUnit unit, List<Page> pages) {

  /**
   * Rows that follow each other.
   *
   * @param firstRow counted from the unit's first
   * @param min lower bound, as {@link KeyOrder} compares it; null if unknown, or if all is null
   * @param nullRows rows without a symbol; 0 if unknown
   */
  record Page(
      long firstRow,
      long rows,
      Object min,
      Object max,
      long nullRows,
      boolean mayHoldNull,
      boolean onlyNull) {

    /** Whether all that is not null is the same. */
    boolean oneSymbol() {
      return min != null && max != null && KeyOrder.ORDER.compare(min, max) == 0;
    }
  }

  /** A page of which a range is known, at the end of those before. */
  static Page page(long firstRow, ColumnStatistics statistics, SymbolRange range) {
    boolean bounded = range.min() != null && range.max() != null;
    return new Page(
        firstRow,
        statistics.rows(),
        bounded ? KeyOrder.key(range.min()) : null,
        bounded ? KeyOrder.key(range.max()) : null,
        range.onlyNull() ? statistics.rows() : Math.max(0, statistics.nullCount()),
        range.mayHoldNull(),
        range.onlyNull());
  }

  /** The unit as one stretch, if no more is known. */
  static SymbolPages whole(PlanningUnit planned, long nullRows) {
    long rows = planned.unit().rows();
    return new SymbolPages(
        planned.unit(),
        List.of(page(0, new ColumnStatistics(rows, nullRows, null, null), planned.symbols())));
  }
}
