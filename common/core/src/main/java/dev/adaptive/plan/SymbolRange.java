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
import java.util.Arrays;
import java.util.Comparator;

/**
 * Which symbols a unit may hold.
 *
 * @param min lower bound, or null if there is none: every symbol may occur, unless {@code onlyNull}
 * @param max upper bound, or null with {@code min}
 * @param mayHoldNull whether rows without a symbol may occur
 * @param onlyNull whether no other rows occur
 */
record SymbolRange(Object min, Object max, boolean mayHoldNull, boolean onlyNull) {
  static final SymbolRange UNKNOWN = new SymbolRange(null, null, true, false);
  static final SymbolRange NULL = new SymbolRange(null, null, true, true);

  /** Orders bounds of one column as {@link ColumnStatistics} says. */
  static final Comparator<Object> ORDER = SymbolRange::compare;

  /**
   * @param nullable whether the file allows nulls in the column
   */
  static SymbolRange of(ColumnStatistics statistics, boolean nullable) {
    if (statistics.allNull()) {
      return NULL;
    }
    boolean mayHoldNull = nullable && !statistics.noNulls();
    if (statistics.min() == null || statistics.max() == null) {
      return new SymbolRange(null, null, mayHoldNull, false);
    }
    return new SymbolRange(statistics.min(), statistics.max(), mayHoldNull, false);
  }

  /** The range of a unit in which every row has the same symbol. */
  static SymbolRange only(Object value) {
    return value == null ? NULL : new SymbolRange(value, value, false, false);
  }

  boolean unbounded() {
    return min == null && !onlyNull;
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    if (a instanceof Double x && x == ((Double) b).doubleValue()) {
      return 0; // the two zeros are one symbol
    }
    return a instanceof byte[] bytes
        ? Arrays.compareUnsigned(bytes, (byte[]) b)
        : ((Comparable<Object>) a).compareTo(b);
  }
}
