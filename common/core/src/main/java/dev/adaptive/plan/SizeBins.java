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

import dev.adaptive.format.RowRange;
import dev.adaptive.format.UnitLayout;
import dev.adaptive.plan.UnitLine.Cut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Splits of about equal size, in the order of the files: units are laid end to end, and the line is
 * cut into parts of the same length. A cut moves to the end of a unit that is near, else, if the
 * unit is large enough, goes through it, where a page begins if there is one near. So big units are
 * cut, small ones share a split, the heaviest split is at most a sixth above the mean, and a file
 * is opened by few splits.
 *
 * <p>The target follows Apache Spark: smaller than asked for if otherwise not every task slot had
 * work. A split weighs the bytes of its units, and the open cost for each file in it after the
 * first.
 */
final class SizeBins implements SplitPlanner {
  /** How far a cut may move from where it would be best, as a part of a split. */
  private static final double TOLERANCE = 1.0 / 12;

  private final long targetSize;
  private final long openCost;
  private final long maxRows;
  private final UnitLayouts layouts;

  /**
   * @param maxRows the most rows in a split
   */
  SizeBins(long targetSize, long openCost, long maxRows, UnitLayouts layouts) {
    this.targetSize = targetSize;
    this.openCost = openCost;
    this.maxRows = maxRows;
    this.layouts = layouts;
  }

  @Override
  public Splits plan(List<PlanningUnit> planned, int minSplits) {
    List<SplitUnit> selected = planned.stream().map(PlanningUnit::unit).toList();
    List<SplitUnit> units = closerLook(selected, minSplits);
    int ruledOut = selected.size() - units.size();
    if (units.isEmpty()) {
      return new Splits(List.of(), ruledOut, 1, "by size");
    }
    UnitLine line = new UnitLine(units, openCost);
    lookUp(
        line,
        IntStream.range(0, units.size())
            .filter(i -> units.get(i).range() != null)
            .boxed()
            .toList());
    long target = target(line, minSplits);
    int wanted = Math.min(minSplits, units.size());
    long parts =
        Math.max(wanted, Math.max(parts(line.weight(), target), parts(line.rows(), maxRows)));

    SplitPlanner.checkCount(parts, "split.target-size or split.max-rows");
    TreeSet<Cut> cuts = cut(line, parts);
    moreCuts(line, cuts, wanted);
    cutAtMaxRows(line, cuts);

    List<List<SplitUnit>> splits = new ArrayList<>();
    int unitsCut = 0;
    Cut from = line.start();
    for (Cut to : cuts) {
      splits.add(line.between(from, to));
      unitsCut += to.row() > 0 && (from.unit() < to.unit() || from.row() == 0) ? 1 : 0;
      from = to;
    }
    return new Splits(
        SplitPlanner.number(splits),
        ruledOut,
        1,
        "by size, target "
            + target
            + " bytes"
            + (maxRows == Long.MAX_VALUE ? "" : ", at most " + maxRows + " rows")
            + (unitsCut == 0 ? "" : ", row groups cut: " + unitsCut));
  }

  /** Reduces units that are larger than a split to the rows that may pass the filter. */
  private List<SplitUnit> closerLook(List<SplitUnit> units, int minSplits) {
    if (!layouts.mayPrune() || units.isEmpty()) {
      return units;
    }
    long target = target(new UnitLine(units, openCost), minSplits);
    List<SplitUnit> large = units.stream().filter(unit -> unit.bytes() > target).toList();
    List<UnitLayout> found = layouts.of(large);
    List<SplitUnit> reduced = new ArrayList<>(units.size());
    int next = 0;
    for (SplitUnit unit : units) {
      if (unit.bytes() <= target) {
        reduced.add(unit);
        continue;
      }
      UnitLayout layout = found.get(next++);
      RowRange mayPass = layout.mayPass();
      if (mayPass.rows() > 0) {
        reduced.add(unit.part(mayPass.from(), mayPass.to(), layout.bytes()));
      }
    }
    return reduced;
  }

  private long target(UnitLine line, int minSplits) {
    long share = parts(line.weight(), Math.max(1, minSplits));
    return Math.max(1, Math.min(targetSize, Math.max(openCost, share)));
  }

  /** In how many parts something is cut if none may be larger than {@code most}. */
  private static long parts(long all, long most) {
    return all / most + (all % most == 0 ? 0 : 1);
  }

  /** Cuts the line into parts of equal weight; the last cut is its end. */
  private TreeSet<Cut> cut(UnitLine line, long parts) {
    double share = (double) line.weight() / parts;
    double tolerance = share * TOLERANCE;
    long smallest = Math.min(openCost, targetSize);
    TreeSet<Cut> cuts = new TreeSet<>();
    cuts.add(line.end());
    List<Double> within = new ArrayList<>();
    List<Integer> cutUnits = new ArrayList<>();
    for (long i = 1; i < parts; i++) {
      double place = i * share;
      int unit = line.unitAt(place);
      Cut border = line.nearestBorder(unit, place);
      if (line.unit(unit).bytes() <= smallest
          || Math.abs(line.weightBefore(border) - place) <= tolerance) {
        cuts.add(border);
      } else {
        within.add(place);
        cutUnits.add(unit);
      }
    }
    lookUp(line, cutUnits.stream().distinct().toList());
    for (int i = 0; i < within.size(); i++) {
      cuts.add(line.cutWithin(cutUnits.get(i), within.get(i), tolerance));
    }
    cuts.remove(line.start());
    return cuts;
  }

  private void lookUp(UnitLine line, List<Integer> cutUnits) {
    List<UnitLayout> found = layouts.of(cutUnits.stream().map(line::unit).toList());
    for (int i = 0; i < found.size(); i++) {
      line.layout(cutUnits.get(i), found.get(i));
    }
  }

  /** Cuts the heaviest parts again, between units, until there are as many as asked for. */
  private static void moreCuts(UnitLine line, TreeSet<Cut> cuts, int wanted) {
    if (cuts.size() >= wanted) {
      return;
    }
    PriorityQueue<Part> divisible =
        new PriorityQueue<>(Comparator.comparingLong((Part part) -> -part.weight(line)));
    Cut from = line.start();
    for (Cut to : cuts) {
      divisible.add(new Part(from, to));
      from = to;
    }
    while (cuts.size() < wanted && !divisible.isEmpty()) {
      Part part = divisible.poll();
      Cut middle = part.middle(line);
      if (middle != null) {
        cuts.add(middle);
        divisible.add(new Part(part.from, middle));
        divisible.add(new Part(middle, part.to));
      }
    }
  }

  private record Part(Cut from, Cut to) {
    long weight(UnitLine line) {
      return line.weightBefore(to) - line.weightBefore(from);
    }

    /** The border between two units that is nearest to the middle; null if there is none. */
    Cut middle(UnitLine line) {
      int first = from.unit() + 1;
      int last = to.row() > 0 ? to.unit() : to.unit() - 1;
      if (first > last) {
        return null;
      }
      double place = line.weightBefore(from) + weight(line) / 2.0;
      int unit = line.nearestBorder(line.unitAt(place), place).unit();
      return new Cut(Math.max(first, Math.min(last, unit)), 0);
    }
  }

  private void cutAtMaxRows(UnitLine line, TreeSet<Cut> cuts) {
    if (maxRows == Long.MAX_VALUE) {
      return;
    }
    long from = 0;
    for (Cut to : List.copyOf(cuts)) {
      long rows = line.rowsBefore(to) - from;
      long parts = parts(rows, maxRows);
      for (long i = 1; i < parts; i++) {
        cuts.add(line.cutAtRow(from + rows / parts * i + rows % parts * i / parts));
      }
      from += rows;
    }
  }
}
