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
package dev.adaptive.cli;

import dev.adaptive.plan.PlanReport;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.SplitUnit;
import dev.adaptive.plan.SymbolKeys;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** A plan as tables. */
final class PlanText {
  private static final int BUCKETS = 8;
  private static final int LONGEST_BAR = 40;
  private static final int LONGEST_RANGE = 40;

  private PlanText() {}

  /**
   * @param listed most splits to list
   */
  static void write(String path, ScanPlan plan, int listed, Writer out) throws IOException {
    PlanReport report = plan.report();
    out.write(path + "\n");
    out.write("  files       " + left(report.files(), report.filesPruned()) + "\n");
    out.write("  row groups  " + left(report.units(), report.unitsPruned()) + "\n");
    out.write("  rows        " + InspectText.number(report.rows()) + ", before any filter\n");
    out.write(
        "  bytes       "
            + InspectText.size(report.bytes())
            + " in the columns that are read, uncompressed\n");
    out.write("  splits      " + InspectText.number(report.splits()) + "\n");
    out.write("  made        " + report.splitMode() + "\n");
    if (!plan.splits().isEmpty()) {
      splits(plan.splits(), listed, out);
      histogram(plan.splits(), out);
    }
  }

  private static String left(int all, int pruned) {
    return InspectText.number(all - pruned)
        + " of "
        + InspectText.number(all)
        + (pruned == 0 ? "" : ", " + InspectText.number(pruned) + " pruned");
  }

  private static void splits(List<ScanSplit> splits, int listed, Writer out) throws IOException {
    out.write("\nSplits\n");
    TextTable table =
        new TextTable(
            out,
            "  ",
            new String[] {
              "split", "rows", "bytes", "files", "row groups", "first", "last", "symbols"
            },
            new boolean[] {false, true, true, true, true, false, false, false});
    for (ScanSplit split : splits.subList(0, Math.min(listed, splits.size()))) {
      List<SplitUnit> units = split.units();
      table.add(
          split.id(),
          InspectText.number(split.rows()),
          InspectText.size(split.bytes()),
          Long.toString(units.stream().map(SplitUnit::path).distinct().count()),
          Integer.toString(units.size()),
          place(units.get(0)),
          place(units.get(units.size() - 1)),
          symbols(split.keys()));
    }
    table.flush();
    if (splits.size() > listed) {
      out.write("  and " + InspectText.number(splits.size() - listed) + " more (--splits)\n");
    }
  }

  private static String symbols(SymbolKeys keys) {
    if (keys == null) {
      return "all";
    }
    int ranges = keys.ranges().size();
    return (ranges == 0 ? "" : CellText.cut(keys.ranges().get(0).toString(), LONGEST_RANGE))
        + (ranges > 1 ? " and " + (ranges - 1) + " ranges" : "")
        + (keys.nulls() ? " and null" : "")
        + (keys.part() == 0 ? "" : ", part " + keys.part());
  }

  /** A unit in few words. */
  private static String place(SplitUnit unit) {
    String name = unit.path().substring(unit.path().lastIndexOf('/') + 1);
    return name + " #" + unit.unit() + (unit.range() == null ? "" : " " + rows(unit));
  }

  private static String rows(SplitUnit unit) {
    return InspectText.number(unit.firstRow()) + ".." + InspectText.number(unit.endRow() - 1);
  }

  private static void histogram(List<ScanSplit> splits, Writer out) throws IOException {
    long most = splits.stream().mapToLong(ScanSplit::bytes).max().orElse(0);
    double width = Math.max(1, (double) most / BUCKETS);
    int[] counts = new int[BUCKETS];
    for (ScanSplit split : splits) {
      counts[(int) Math.min(BUCKETS - 1, split.bytes() / width)]++;
    }
    int highest = 1;
    for (int count : counts) {
      highest = Math.max(highest, count);
    }
    out.write("\nSizes of splits\n");
    TextTable table =
        new TextTable(
            out,
            "  ",
            new String[] {"from", "to", "splits", ""},
            new boolean[] {true, true, true, false});
    for (int i = 0; i < BUCKETS; i++) {
      int bar = (int) Math.ceil((double) counts[i] * LONGEST_BAR / highest);
      table.add(
          InspectText.size((long) (i * width)),
          InspectText.size((long) ((i + 1) * width)),
          InspectText.number(counts[i]),
          "#".repeat(bar));
    }
    table.flush();
    double mean = splits.stream().mapToLong(ScanSplit::bytes).average().orElse(0);
    if (mean > 0) {
      out.write(String.format(Locale.ROOT, "  heaviest / mean: %.2f%n", most / mean));
    }
  }

  /** Where a symbol may be. */
  static void places(String symbol, List<PlanCommand.Place> places, Writer out) throws IOException {
    if (places.isEmpty()) {
      out.write("\n" + symbol + " is nowhere, as metadata shows\n");
      return;
    }
    out.write(
        "\n"
            + symbol
            + " may be in "
            + InspectText.number(places.size())
            + (places.size() == 1 ? " row group" : " row groups")
            + ", as far as metadata shows\n");
    TextTable table =
        new TextTable(
            out,
            "  ",
            new String[] {"file", "row group", "rows", "splits"},
            new boolean[] {false, true, false, false});
    for (PlanCommand.Place place : places) {
      table.add(
          place.unit().path(),
          Integer.toString(place.unit().unit()),
          rows(place.unit()),
          String.join(" ", place.splits()));
    }
    table.flush();
  }
}
