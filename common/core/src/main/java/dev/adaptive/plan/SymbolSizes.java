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

  /** Those of {@link #rows} of which it is not known which symbol they have. */
  private final double[] mixedRows;

  private final double nullRows;
  private final String basis;

  private SymbolSizes(
      Object[] keys, double[] rows, double[] mixedRows, double nullRows, String basis) {
    this.keys = keys;
    this.rows = rows;
    this.mixedRows = mixedRows;
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
    double[] rises = new double[keys.length + 1];
    double[] mixedRises = new double[keys.length + 1];
    double nulls = 0;
    for (SymbolPages unit : units) {
      for (SymbolPages.Page page : unit.pages()) {
        nulls += page.nullRows();
        if (page.onlyNull()) {
          continue;
        }
        int first = page.min() == null ? 0 : interval(keys, page.min());
        int last = page.max() == null ? keys.length - 1 : interval(keys, page.max());
        double each = (page.rows() - page.nullRows()) / (double) (last - first + 1);
        rises[first] += each;
        rises[last + 1] -= each;
        if (!page.oneSymbol()) {
          mixedRises[first] += each;
          mixedRises[last + 1] -= each;
        }
      }
    }
    return new SymbolSizes(keys, levels(rises), levels(mixedRises), nulls, "from metadata");
  }

  private static double[] levels(double[] rises) {
    double[] levels = new double[rises.length - 1];
    double level = 0;
    for (int i = 0; i < levels.length; i++) {
      level += rises[i];
      levels[i] = Math.max(0, level);
    }
    return levels;
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
        new double[keys.size()],
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
    return interval(keys, key);
  }

  private static int interval(Object[] keys, Object key) {
    if (keys[0] == null) {
      return 0;
    }
    int found = Arrays.binarySearch(keys, key, KeyOrder.ORDER);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }

  /**
   * The part of all rows about which too little is known: that are in stretches of several symbols
   * in whose intervals there are more such rows than {@code most}. In files that are ordered by
   * symbol these are few, the pages where one symbol ends and another begins; in others all.
   */
  double unclear(List<SymbolPages> units, double most) {
    double[] before = new double[keys.length + 1];
    for (int i = 0; i < keys.length; i++) {
      before[i + 1] = before[i] + mixedRows[i];
    }
    double unclear = 0;
    double all = 0;
    for (SymbolPages unit : units) {
      for (SymbolPages.Page page : unit.pages()) {
        all += page.rows();
        if (page.onlyNull() || page.oneSymbol()) {
          continue;
        }
        int first = page.min() == null ? 0 : interval(page.min());
        int last = page.max() == null ? keys.length - 1 : interval(page.max());
        unclear += before[last + 1] - before[first] > most ? page.rows() : 0;
      }
    }
    return all == 0 ? 0 : unclear / all;
  }
}
