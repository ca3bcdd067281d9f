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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Units laid end to end, each as long as what it weighs: its bytes, and before the first unit of
 * another file the cost of opening that. Splits are what lies between cuts of this line.
 */
final class UnitLine {
  /** More bytes than one of a file becomes, usually. */
  private static final long MOST_COMPRESSED = 4_096;

  private final List<SplitUnit> units;

  /** By unit: the weight of everything before its first row. */
  private final long[] starts;

  /** By unit: the rows before it; and behind the last, all rows. */
  private final long[] rowsBefore;

  /** Layouts of the units that are, or may be, cut. */
  private final Map<Integer, UnitLayout> layouts = new HashMap<>();

  private final long weight;

  UnitLine(List<SplitUnit> units, long openCost) {
    this.units = units;
    this.starts = new long[units.size()];
    this.rowsBefore = new long[units.size() + 1];
    long at = 0;
    for (int i = 0; i < starts.length; i++) {
      if (i > 0 && !units.get(i).path().equals(units.get(i - 1).path())) {
        at += openCost;
      }
      starts[i] = at;
      at += weight(units.get(i));
      rowsBefore[i + 1] = rowsBefore[i] + units.get(i).rows();
    }
    this.weight = at;
  }

  /**
   * Not nothing, even of a unit of which no column is read; and no more than a file of that length
   * is likely to hold, whatever its footer says, so that a damaged one is not cut endlessly.
   */
  private static long weight(SplitUnit unit) {
    long likely = Math.min(unit.fileLength(), Long.MAX_VALUE / MOST_COMPRESSED) * MOST_COMPRESSED;
    return Math.max(1, Math.min(likely, unit.bytes()));
  }

  /**
   * A place on the line.
   *
   * @param unit the unit that follows, or that is cut; the number of units at the end
   * @param row the row that follows, counted from the first that is read of the unit; 0 if the unit
   *     is not cut
   */
  record Cut(int unit, long row) implements Comparable<Cut> {
    @Override
    public int compareTo(Cut other) {
      return unit != other.unit ? Integer.compare(unit, other.unit) : Long.compare(row, other.row);
    }
  }

  Cut start() {
    return new Cut(0, 0);
  }

  Cut end() {
    return new Cut(units.size(), 0);
  }

  long weight() {
    return weight;
  }

  long rows() {
    return rowsBefore[units.size()];
  }

  SplitUnit unit(int index) {
    return units.get(index);
  }

  /** The unit that a place given by weight is in, or before which it is. */
  int unitAt(double place) {
    int found = Arrays.binarySearch(starts, (long) place);
    int before = Math.max(0, found >= 0 ? found : -found - 2);
    return before + 1 < starts.length && place > starts[before] + weight(units.get(before))
        ? before + 1
        : before;
  }

  /** The border of a unit that is nearest to a place in it. */
  Cut nearestBorder(int unit, double place) {
    return place - starts[unit] < weight(units.get(unit)) / 2.0
        ? new Cut(unit, 0)
        : new Cut(unit + 1, 0);
  }

  void layout(int unit, UnitLayout layout) {
    layouts.put(unit, layout);
  }

  /**
   * Cuts a unit.
   *
   * @param tolerance how far from the place a better row may be
   */
  Cut cutWithin(int unit, double place, double tolerance) {
    SplitUnit cut = units.get(unit);
    UnitLayout layout = layout(unit);
    double scale = (double) weight(cut) / Math.max(1, layout.bytes());
    long bytes = layout.bytesBefore(cut.firstRow()) + (long) ((place - starts[unit]) / scale);
    long row = layout.rowAt(bytes);
    long better = layout.nearestBorder(row);
    if (Math.abs(layout.bytesBefore(better) - bytes) * scale <= tolerance) {
      row = better;
    }
    return row >= cut.endRow()
        ? new Cut(unit + 1, 0)
        : new Cut(unit, Math.max(0, row - cut.firstRow()));
  }

  /** The place before which there are so many rows. */
  Cut cutAtRow(long row) {
    int found = Arrays.binarySearch(rowsBefore, row);
    int unit = found >= 0 ? found : -found - 2;
    return new Cut(unit, row - rowsBefore[unit]);
  }

  long rowsBefore(Cut cut) {
    return rowsBefore[cut.unit] + cut.row;
  }

  long weightBefore(Cut cut) {
    if (cut.unit == units.size()) {
      return weight;
    }
    return starts[cut.unit] + (cut.row == 0 ? 0 : bytes(cut.unit, 0, cut.row));
  }

  /** The units between two cuts. */
  List<SplitUnit> between(Cut from, Cut to) {
    List<SplitUnit> between = new ArrayList<>();
    for (int i = from.unit; i < to.unit || i == to.unit && to.row > 0; i++) {
      SplitUnit unit = units.get(i);
      long first = i == from.unit ? from.row : 0;
      long end = i == to.unit ? to.row : unit.rows();
      between.add(
          first == 0 && end == unit.rows()
              ? unit
              : unit.part(unit.firstRow() + first, unit.firstRow() + end, bytes(i, first, end)));
    }
    return between;
  }

  private long bytes(int index, long from, long to) {
    SplitUnit unit = units.get(index);
    UnitLayout layout = layout(index);
    double scale = (double) unit.bytes() / Math.max(1, layout.bytes());
    long before = (long) (scale * layout.bytesBefore(unit.firstRow() + from));
    return (long) (scale * layout.bytesBefore(unit.firstRow() + to)) - before;
  }

  private UnitLayout layout(int unit) {
    return layouts.computeIfAbsent(unit, i -> even(units.get(i)));
  }

  private static UnitLayout even(SplitUnit unit) {
    return unit.firstRow() == 0
        ? UnitLayout.even(unit.endRow(), unit.bytes())
        : new UnitLayout(
            new long[] {0, unit.firstRow(), unit.endRow()},
            new long[] {0, 0, unit.bytes()},
            new RowRange(unit.firstRow(), unit.endRow()));
  }
}
