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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * How many rows there are of which symbols, estimated. The values a symbol can have are cut into
 * intervals, each from one key up to the next; the first also has everything below. Immutable.
 */
final class SymbolSizes {
  /** Ascending; the first one's interval is unbounded below. */
  private final Object[] keys;

  private final double[] rows;
  private final double nullRows;
  private final String basis;

  private SymbolSizes(Object[] keys, double[] rows, double nullRows, String basis) {
    this.keys = keys;
    this.rows = rows;
    this.nullRows = nullRows;
    this.basis = basis;
  }

  /**
   * From what metadata says of stretches of rows: each one's rows are taken to be spread evenly
   * over the intervals that its bounds touch.
   */
  static SymbolSizes ofMetadata(List<SymbolPages> units) {
    TreeSet<Object> borders = new TreeSet<>(KeyOrder.ORDER);
    for (SymbolPages unit : units) {
      for (SymbolPages.Page page : unit.pages()) {
        if (page.min() != null && KeyOrder.literal(page.min()) != null) {
          borders.add(page.min());
        }
      }
    }
    Object[] keys = borders.isEmpty() ? new Object[] {null} : borders.toArray();
    SymbolSizes sizes = new SymbolSizes(keys, new double[keys.length], 0, "from metadata");
    double[] rises = new double[keys.length + 1];
    double nulls = 0;
    for (SymbolPages unit : units) {
      for (SymbolPages.Page page : unit.pages()) {
        nulls += page.nullRows();
        if (page.onlyNull()) {
          continue;
        }
        int first = page.min() == null ? 0 : sizes.interval(page.min());
        int last = page.max() == null ? keys.length - 1 : sizes.interval(page.max());
        double each = (page.rows() - page.nullRows()) / (double) (last - first + 1);
        rises[first] += each;
        rises[last + 1] -= each;
      }
    }
    double level = 0;
    for (int i = 0; i < keys.length; i++) {
      level += rises[i];
      sizes.rows[i] = Math.max(0, level);
    }
    return new SymbolSizes(keys, sizes.rows, nulls, sizes.basis);
  }

  /**
   * From the symbols of some rows.
   *
   * @param counts rows by symbol, ordered by {@link KeyOrder}
   * @param nulls rows without a symbol
   * @param allRows of which the sample is taken
   */
  static SymbolSizes ofSample(SortedMap<Object, Long> counts, long nulls, long allRows) {
    long sampled = nulls + counts.values().stream().mapToLong(Long::longValue).sum();
    double scale = (double) allRows / Math.max(1, sampled);
    List<Object> keys = new ArrayList<>();
    List<Double> rows = new ArrayList<>();
    for (Map.Entry<Object, Long> count : counts.entrySet()) {
      if (keys.isEmpty() || KeyOrder.literal(count.getKey()) != null) {
        keys.add(count.getKey());
        rows.add(count.getValue() * scale);
      } else {
        int last = rows.size() - 1;
        rows.set(last, rows.get(last) + count.getValue() * scale);
      }
    }
    if (keys.isEmpty()) {
      keys.add(null);
      rows.add(0.0);
    }
    return new SymbolSizes(
        keys.toArray(),
        rows.stream().mapToDouble(Double::doubleValue).toArray(),
        nulls * scale,
        sampled == allRows ? "counted" : "from a sample of " + sampled + " rows");
  }

  int intervals() {
    return keys.length;
  }

  /** The key at which an interval begins. */
  Object key(int interval) {
    return keys[interval];
  }

  double rows(int interval) {
    return rows[interval];
  }

  double nullRows() {
    return nullRows;
  }

  /** Where the figures come from, for people. */
  String basis() {
    return basis;
  }

  /** The interval that a key is in. */
  int interval(Object key) {
    if (keys[0] == null) {
      return 0;
    }
    int found = Arrays.binarySearch(keys, key, KeyOrder.ORDER);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }

  /**
   * The part of all rows about which too little is known: that are in stretches of several symbols
   * whose intervals have more rows than {@code most}.
   */
  double unclear(List<SymbolPages> units, double most) {
    double[] before = new double[keys.length + 1];
    for (int i = 0; i < keys.length; i++) {
      before[i + 1] = before[i] + rows[i];
    }
    double unclear = 0;
    double all = 0;
    for (SymbolPages unit : units) {
      for (SymbolPages.Page page : unit.pages()) {
        all += page.rows();
        if (page.onlyNull()) {
          continue;
        }
        int first = page.min() == null ? 0 : interval(page.min());
        int last = page.max() == null ? keys.length - 1 : interval(page.max());
        boolean oneSymbol =
            page.min() != null
                && page.max() != null
                && KeyOrder.ORDER.compare(page.min(), page.max()) == 0;
        if (!oneSymbol && before[last + 1] - before[first] > most) {
          unclear += page.rows();
        }
      }
    }
    return all == 0 ? 0 : unclear / all;
  }
}
