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
import java.util.Comparator;
import java.util.List;

/**
 * Puts all units that may hold rows of the same symbol into one split, so that no symbol's rows are
 * spread over tasks.
 *
 * <p>Units whose symbol ranges have a symbol in common, be it only the one at their border, belong
 * together, and so does what belongs to any of them: these groups are the connected components of
 * the ranges. Rows without a symbol count as one more symbol. A unit of which nothing is known may
 * hold any symbol, so with it all units are one group. Groups are put into splits by
 * first-fit-decreasing over their rows; a group above the ceiling is a split by itself.
 */
final class SymbolGroups implements SplitPlanner {
  private static final Comparator<PlanningUnit> BY_SYMBOL =
      Comparator.comparing(
              (PlanningUnit unit) -> unit.symbols().min(), Comparator.nullsLast(SymbolRange.ORDER))
          .thenComparing(unit -> unit.symbols().max(), Comparator.nullsLast(SymbolRange.ORDER))
          .thenComparing(unit -> unit.unit().path())
          .thenComparingInt(unit -> unit.unit().unit());

  private final String column;
  private final long maxRows;

  SymbolGroups(String column, long maxRows) {
    this.column = column;
    this.maxRows = maxRows;
  }

  @Override
  public Splits plan(List<PlanningUnit> units, int minSplits) {
    List<Group> groups = groups(units);
    long rows = groups.stream().mapToLong(group -> group.rows).sum();
    long ceiling = Math.max(1, Math.min(maxRows, rows / Math.max(1, minSplits)));

    List<Group> batches = firstFitDecreasing(groups, ceiling);
    batches.sort(Comparator.comparing(batch -> batch.units.get(0), BY_SYMBOL));
    long above = batches.stream().filter(batch -> batch.rows > maxRows).count();
    String mode =
        "by symbol column '"
            + column
            + "', at most "
            + maxRows
            + " rows"
            + (above == 0
                ? ""
                : "; "
                    + above
                    + " splits are above that, because their row groups have symbols in common");
    return new Splits(
        SplitPlanner.number(
            batches.stream()
                .map(batch -> batch.units.stream().map(PlanningUnit::unit).toList())
                .toList()),
        0,
        1,
        mode);
  }

  /**
   * The connected components, found by one sweep over the ranges in the order of their lower
   * bounds.
   */
  private static List<Group> groups(List<PlanningUnit> units) {
    List<PlanningUnit> sorted = new ArrayList<>(units);
    sorted.sort(BY_SYMBOL);
    if (sorted.stream().anyMatch(unit -> unit.symbols().unbounded())) {
      Group all = new Group();
      sorted.forEach(all::add);
      return List.of(all);
    }

    List<Group> groups = new ArrayList<>();
    Group current = null;
    Object highest = null;
    for (PlanningUnit unit : sorted) {
      SymbolRange range = unit.symbols();
      boolean connected =
          current != null
              && !range.onlyNull()
              && SymbolRange.ORDER.compare(range.min(), highest) <= 0;
      if (!connected) {
        current = new Group();
        highest = range.max();
        groups.add(current);
      } else if (SymbolRange.ORDER.compare(range.max(), highest) > 0) {
        highest = range.max();
      }
      current.add(unit);
    }
    return joinNulls(groups);
  }

  private static List<Group> joinNulls(List<Group> groups) {
    List<Group> joined = new ArrayList<>();
    Group withNull = null;
    for (Group group : groups) {
      if (withNull != null && group.mayHoldNull) {
        group.units.forEach(withNull::add);
      } else {
        joined.add(group);
        withNull = group.mayHoldNull ? group : withNull;
      }
    }
    return joined;
  }

  private static List<Group> firstFitDecreasing(List<Group> groups, long ceiling) {
    List<Group> largestFirst = new ArrayList<>(groups);
    largestFirst.sort(Comparator.comparingLong(group -> -group.rows));
    List<Group> batches = new ArrayList<>();
    int firstOpen = 0;
    for (Group group : largestFirst) {
      int i = firstOpen;
      while (i < batches.size() && batches.get(i).rows + group.rows > ceiling) {
        i++;
      }
      if (i == batches.size()) {
        batches.add(new Group());
      }
      group.units.forEach(batches.get(i)::add);
      while (firstOpen < batches.size() && batches.get(firstOpen).rows >= ceiling) {
        firstOpen++;
      }
    }
    batches.forEach(batch -> batch.units.sort(BY_SYMBOL));
    return batches;
  }

  private static final class Group {
    private final List<PlanningUnit> units = new ArrayList<>();
    private long rows;
    private boolean mayHoldNull;

    void add(PlanningUnit unit) {
      units.add(unit);
      rows += unit.unit().rows();
      mayHoldNull |= unit.symbols().mayHoldNull();
    }
  }
}
