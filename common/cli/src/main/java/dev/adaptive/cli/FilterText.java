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

import dev.adaptive.parquet.read.FilterReport;
import dev.adaptive.parquet.read.FilterReport.Column;
import dev.adaptive.parquet.read.FilterReport.RowGroup;
import dev.adaptive.parquet.read.RuledOut;
import java.io.IOException;
import java.io.Writer;

/** What a filter leaves of a file, as a table with a line for each column of each row group. */
final class FilterText {
  private FilterText() {}

  static void write(FilterReport report, String where, Writer out) throws IOException {
    out.write(report.location() + "\n");
    out.write("  filter           " + where + "\n");
    out.write(
        "  row groups left  "
            + InspectText.number(report.rowGroupsLeft())
            + " of "
            + InspectText.number(report.rowGroups().size())
            + "\n");
    out.write(
        "  rows left        "
            + InspectText.number(report.rowsLeft())
            + " of "
            + InspectText.number(report.rows())
            + ", before the filter looks at values\n\n");
    TextTable table =
        new TextTable(
            out,
            "  ",
            new String[] {
              "#",
              "rows",
              "ruled out by",
              "rows left",
              "column",
              "nulls",
              "min",
              "max",
              "pages left",
              "bloom filter",
              "dictionary"
            },
            new boolean[] {true, true, false, true, false, true, false, false, true, false, false});
    for (int i = 0; i < report.rowGroups().size(); i++) {
      RowGroup rowGroup = report.rowGroups().get(i);
      if (rowGroup.columns().isEmpty()) {
        add(table, i, rowGroup, "-", "-", "-", "-", "-", "-", "-");
      }
      for (Column column : rowGroup.columns()) {
        add(
            table,
            i,
            rowGroup,
            column.field().name(),
            column.statistics().nullCount() < 0
                ? "-"
                : InspectText.number(column.statistics().nullCount()),
            bound(column, column.statistics().min()),
            bound(column, column.statistics().max()),
            column.pages() < 0 ? "-" : column.pagesLeft() + " of " + column.pages(),
            bloomFilter(column),
            dictionary(column));
      }
    }
    table.flush();
  }

  private static void add(TextTable table, int index, RowGroup rowGroup, String... ofColumn)
      throws IOException {
    String[] cells = new String[4 + ofColumn.length];
    cells[0] = Integer.toString(index);
    cells[1] = InspectText.number(rowGroup.rows());
    cells[2] = rowGroup.ruledOut() == null ? "-" : name(rowGroup.ruledOut());
    cells[3] = InspectText.number(rowGroup.rowsLeft());
    System.arraycopy(ofColumn, 0, cells, 4, ofColumn.length);
    table.add(cells);
  }

  static String name(RuledOut ruledOut) {
    return switch (ruledOut) {
      case BY_STATISTICS -> "statistics";
      case BY_PAGE_INDEX -> "page index";
      case BY_BLOOM_FILTER -> "bloom filter";
      case BY_DICTIONARY -> "dictionary";
    };
  }

  static String bloomFilter(Column column) {
    return switch (column.bloomFilter()) {
      case NONE -> "no";
      case USABLE -> "yes";
      case UNUSABLE -> "not usable";
    };
  }

  static String dictionary(Column column) {
    return column.dictionary() ? "all values" : "no";
  }

  private static String bound(Column column, Object bound) {
    return bound == null
        ? "-"
        : CellText.cut(
            ValueText.of(column.field().type(), StatisticsValue.of(column.field().type(), bound)),
            InspectText.LONGEST_BOUND);
  }
}
