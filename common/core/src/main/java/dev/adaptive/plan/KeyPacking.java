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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Puts intervals of symbols into batches. Large ones first, the largest first, each into the
 * fullest batch that has room (best fit decreasing); then the small ones fill what is left, in
 * their order, so that most of a batch's symbols are neighbours. The more intervals count as small,
 * the fewer places a batch is read from; as many do as leave the number of batches near the least
 * that there can be. An interval that is larger than a batch may be has one to itself.
 */
final class KeyPacking {
  /** What is smaller than this part of a batch is small; tried in this order. */
  private static final double[] SMALL = {1, 1.0 / 4, 1.0 / 16, 1.0 / 64};

  /** How many batches there may be for each that is needed. */
  private static final double ENOUGH = 1.05;

  /**
   * How much larger than the mean a batch may be; the first that needs no more batches is taken.
   */
  private static final double[] SLACK = {1.01, 1.03, 1.06, 1.12, 1.25};

  private final SymbolSizes sizes;
  private final double ceiling;
  private final int[] batchOf;
  private final List<Double> loads = new ArrayList<>();
  private int nullBatch;

  private KeyPacking(SymbolSizes sizes, double ceiling) {
    this.sizes = sizes;
    this.ceiling = ceiling;
    this.batchOf = new int[sizes.intervals()];
  }

  /**
   * Packs into about as few batches as can be, and these evenly.
   *
   * @param ceiling most rows in a batch
   */
  static KeyPacking pack(SymbolSizes sizes, double ceiling) {
    double alone = 0;
    double shared = sizes.nullRows();
    for (int i = 0; i < sizes.intervals(); i++) {
      alone += sizes.rows(i) > ceiling ? 1 : 0;
      shared += sizes.rows(i) > ceiling ? 0 : sizes.rows(i);
    }
    KeyPacking best = fewest(sizes, ceiling, ENOUGH * (alone + Math.ceil(shared / ceiling)));
    double even = shared / Math.max(1, best.batches() - alone);
    for (double slack : SLACK) {
      if (even * slack >= ceiling) {
        break;
      }
      KeyPacking levelled = fewest(sizes, even * slack, best.batches());
      if (levelled.batches() <= best.batches()) {
        return levelled;
      }
    }
    return best;
  }

  private static KeyPacking fewest(SymbolSizes sizes, double ceiling, double enough) {
    KeyPacking best = null;
    for (double small : SMALL) {
      KeyPacking packing = new KeyPacking(sizes, ceiling);
      packing.packLarge(ceiling * small);
      packing.packSmall();
      packing.packNulls();
      if (best == null || packing.batches() < best.batches()) {
        best = packing;
      }
      if (best.batches() <= enough) {
        break;
      }
    }
    return best;
  }

  private void packLarge(double small) {
    Arrays.fill(batchOf, -1);
    Integer[] large =
        IntStream.range(0, batchOf.length)
            .filter(i -> sizes.rows(i) > small)
            .boxed()
            .toArray(Integer[]::new);
    Arrays.sort(large, Comparator.comparingDouble((Integer i) -> -sizes.rows(i)));
    TreeMap<Double, ArrayDeque<Integer>> byRoom = new TreeMap<>();
    for (int interval : large) {
      double rows = sizes.rows(interval);
      Map.Entry<Double, ArrayDeque<Integer>> fullest = byRoom.ceilingEntry(rows);
      int batch;
      if (fullest == null) {
        batch = loads.size();
        loads.add(0.0);
      } else {
        batch = fullest.getValue().remove();
        if (fullest.getValue().isEmpty()) {
          byRoom.remove(fullest.getKey());
        }
      }
      put(interval, batch);
      double room = ceiling - loads.get(batch);
      if (room > 0) {
        byRoom.computeIfAbsent(room, key -> new ArrayDeque<>()).add(batch);
      }
    }
  }

  private void put(int interval, int batch) {
    batchOf[interval] = batch;
    loads.set(batch, loads.get(batch) + sizes.rows(interval));
  }

  private void packSmall() {
    int batch = 0;
    for (int i = 0; i < batchOf.length; i++) {
      if (batchOf[i] >= 0) {
        continue;
      }
      while (batch < loads.size() && loads.get(batch) + sizes.rows(i) > ceiling) {
        batch++;
      }
      if (batch == loads.size()) {
        loads.add(0.0);
      }
      put(i, batch);
    }
  }

  /** Rows without a symbol count as one. */
  private void packNulls() {
    int best = -1;
    for (int i = 0; i < loads.size(); i++) {
      boolean fits = loads.get(i) + sizes.nullRows() <= ceiling;
      if (fits && (best < 0 || loads.get(i) > loads.get(best))) {
        best = i;
      }
    }
    if (best < 0) {
      best = loads.size();
      loads.add(0.0);
    }
    nullBatch = best;
    loads.set(best, loads.get(best) + sizes.nullRows());
  }

  int batches() {
    return loads.size();
  }

  int batchOf(int interval) {
    return batchOf[interval];
  }

  int nullBatch() {
    return nullBatch;
  }

  double rows(int batch) {
    return loads.get(batch);
  }
}
