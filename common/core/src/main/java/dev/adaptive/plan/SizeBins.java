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
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Packs units to splits of about equal size, in order: a unit goes into the first of the last few
 * open bins that has room (bin packing with look-back, as in Apache Iceberg), so a split's units
 * stay near each other and a file is opened by few splits. The target follows Apache Spark: smaller
 * than asked for if otherwise not every task slot had work.
 *
 * <p>A split weighs the bytes of its units, and the open cost for each file in it after the first.
 */
final class SizeBins implements SplitPlanner {
  private static final int LOOK_BACK = 20;

  /** Halvings of the interval in which the most even bin size is looked for: it is met to 0.1 %. */
  private static final int LEVELLING_STEPS = 10;

  private final long targetSize;
  private final long openCost;

  SizeBins(long targetSize, long openCost) {
    this.targetSize = targetSize;
    this.openCost = openCost;
  }

  @Override
  public Splits plan(List<PlanningUnit> planned, int minSplits) {
    List<SplitUnit> units = planned.stream().map(PlanningUnit::unit).toList();
    if (units.isEmpty()) {
      return new Splits(List.of(), "by size");
    }
    long total = weigh(units);
    long target =
        Math.max(1, Math.min(targetSize, Math.max(openCost, total / Math.max(1, minSplits))));
    List<Bin> packed = level(units, target);
    List<Bin> cut = cut(units, packed.size(), total);
    boolean even = heaviest(cut) <= Math.min(target, heaviest(packed));
    List<Bin> bins = split(even ? cut : packed, Math.min(minSplits, units.size()));
    bins.sort(
        Comparator.comparing((Bin bin) -> bin.units.get(0).path())
            .thenComparingInt(bin -> bin.units.get(0).unit()));
    return new Splits(
        SplitPlanner.number(bins.stream().map(bin -> bin.units).toList()),
        "by size, target " + target + " bytes");
  }

  private long weigh(List<SplitUnit> units) {
    Bin all = new Bin();
    units.forEach(all::add);
    return all.weight;
  }

  /**
   * Packs with the smallest bins that need no more of them than bins of the target size do: no
   * half-empty last split.
   */
  private List<Bin> level(List<SplitUnit> units, long target) {
    List<Bin> best = pack(units, target);
    long low = 0;
    long high = target;
    for (int step = 0; step < LEVELLING_STEPS && high - low > 1; step++) {
      long middle = low + (high - low) / 2;
      List<Bin> bins = pack(units, middle);
      if (bins.size() <= best.size()) {
        best = bins;
        high = middle;
      } else {
        low = middle;
      }
    }
    return best;
  }

  /**
   * Cuts the sequence of units into parts of about the same weight: better than packing if units
   * are small or all alike.
   */
  private List<Bin> cut(List<SplitUnit> units, int parts, long total) {
    List<Bin> bins = new ArrayList<>();
    Bin bin = new Bin();
    Bin before = new Bin();
    for (SplitUnit unit : units) {
      double middle = before.weight + before.cost(unit) / 2.0;
      if (!bin.units.isEmpty() && middle > (bins.size() + 1) * ((double) total / parts)) {
        bins.add(bin);
        bin = new Bin();
      }
      bin.add(unit);
      before.add(unit);
    }
    bins.add(bin);
    return bins;
  }

  private static long heaviest(List<Bin> bins) {
    return bins.stream().mapToLong(bin -> bin.weight).max().orElse(0);
  }

  private List<Bin> pack(List<SplitUnit> units, long capacity) {
    List<Bin> done = new ArrayList<>();
    Deque<Bin> open = new ArrayDeque<>();
    for (SplitUnit unit : units) {
      Bin bin = firstWithRoom(open, unit, capacity);
      if (bin == null) {
        bin = new Bin();
        open.addLast(bin);
        if (open.size() > LOOK_BACK) {
          done.add(open.removeFirst());
        }
      }
      bin.add(unit);
    }
    done.addAll(open);
    return done;
  }

  private static Bin firstWithRoom(Deque<Bin> open, SplitUnit unit, long capacity) {
    for (Iterator<Bin> bins = open.iterator(); bins.hasNext(); ) {
      Bin bin = bins.next();
      if (bin.weight + bin.cost(unit) <= capacity) {
        return bin;
      }
    }
    return null;
  }

  /** Halves the heaviest bins until there are as many as asked for. */
  private List<Bin> split(List<Bin> bins, int wanted) {
    if (bins.size() >= wanted) {
      return bins;
    }
    PriorityQueue<Bin> divisible =
        new PriorityQueue<>(Comparator.comparingLong(bin -> -bin.weight));
    List<Bin> result = new ArrayList<>();
    for (Bin bin : bins) {
      (bin.units.size() > 1 ? divisible : result).add(bin);
    }
    while (divisible.size() + result.size() < wanted && !divisible.isEmpty()) {
      for (Bin half : divisible.poll().halves()) {
        (half.units.size() > 1 ? divisible : result).add(half);
      }
    }
    result.addAll(divisible);
    return result;
  }

  private final class Bin {
    private final List<SplitUnit> units = new ArrayList<>();
    private long weight;

    long cost(SplitUnit unit) {
      boolean anotherFile =
          !units.isEmpty() && !units.get(units.size() - 1).path().equals(unit.path());
      return unit.bytes() + (anotherFile ? openCost : 0);
    }

    void add(SplitUnit unit) {
      weight += cost(unit);
      units.add(unit);
    }

    List<Bin> halves() {
      Bin left = new Bin();
      int next = 0;
      while (next == 0
          || (next < units.size() - 1
              && left.weight + left.cost(units.get(next)) / 2 <= weight / 2)) {
        left.add(units.get(next));
        next++;
      }
      Bin right = new Bin();
      units.subList(next, units.size()).forEach(right::add);
      return List.of(left, right);
    }
  }
}
