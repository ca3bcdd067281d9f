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

import dev.adaptive.parquet.meta.FileReport;
import dev.adaptive.parquet.meta.FileReport.Chunk;
import dev.adaptive.parquet.meta.FileReport.Column;
import dev.adaptive.parquet.meta.FileReport.RowGroup;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** A file report as tables. */
final class InspectText {
  static final int LONGEST_BOUND = 40;

  private InspectText() {}

  static void write(FileReport file, Writer out) throws IOException {
    out.write(file.location() + "\n");
    out.write("  rows        " + number(file.rows()) + "\n");
    out.write("  row groups  " + number(file.rowGroups().size()) + "\n");
    out.write("  file size   " + size(file.length()) + "\n");
    out.write("  created by  " + (file.createdBy() == null ? "-" : file.createdBy()) + "\n");
    out.write("  format      version " + file.formatVersion() + "\n");
    if (!file.metadataKeys().isEmpty()) {
      out.write("  metadata    " + String.join(", ", file.metadataKeys()) + "\n");
    }
    columns(file.columns(), out);
    rowGroups(file.rowGroups(), out);
    for (int i = 0; i < file.rowGroups().size(); i++) {
      out.write("\nRow group " + i + "\n");
      chunks(file.columns(), file.rowGroups().get(i), out);
    }
  }

  private static void columns(List<Column> columns, Writer out) throws IOException {
    out.write("\nColumns\n");
    TextTable table =
        new TextTable(
            out,
            "  ",
            new String[] {"#", "name", "repetition", "physical type", "logical type", "read as"},
            new boolean[] {true, false, false, false, false, false});
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      table.add(
          Integer.toString(i),
          column.path(),
          column.repetition(),
          column.physicalType(),
          column.logicalType() == null ? "-" : column.logicalType(),
          column.nested() ? "- (nested)" : column.type().toString());
    }
    table.flush();
  }

  private static void rowGroups(List<RowGroup> rowGroups, Writer out) throws IOException {
    out.write("\nRow groups\n");
    TextTable table =
        new TextTable(
            out,
            "  ",
            new String[] {"#", "rows", "compressed", "uncompressed", "ratio", "starts at"},
            new boolean[] {true, true, true, true, true, true});
    for (int i = 0; i < rowGroups.size(); i++) {
      RowGroup rowGroup = rowGroups.get(i);
      double ratio =
          (double) rowGroup.uncompressedBytes() / Math.max(1, rowGroup.compressedBytes());
      table.add(
          Integer.toString(i),
          number(rowGroup.rows()),
          size(rowGroup.compressedBytes()),
          size(rowGroup.uncompressedBytes()),
          String.format(Locale.ROOT, "%.2f", ratio),
          number(rowGroup.start()));
    }
    table.flush();
  }

  private static void chunks(List<Column> columns, RowGroup rowGroup, Writer out)
      throws IOException {
    TextTable table =
        new TextTable(
            out,
            "  ",
            new String[] {
              "column",
              "codec",
              "encodings",
              "compressed",
              "uncompressed",
              "nulls",
              "min",
              "max",
              "dictionary",
              "page index",
              "bloom filter"
            },
            new boolean[] {
              false, false, false, true, true, true, false, false, false, false, false
            });
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      Chunk chunk = rowGroup.chunks().get(i);
      table.add(
          column.path(),
          chunk.codec(),
          String.join(",", chunk.encodings()),
          size(chunk.compressedBytes()),
          size(chunk.uncompressedBytes()),
          chunk.nullCount() < 0 ? "-" : number(chunk.nullCount()),
          bound(column, chunk.min(), chunk.minExact()),
          bound(column, chunk.max(), chunk.maxExact()),
          dictionary(chunk),
          chunk.pageIndex() ? "yes" : "no",
          chunk.bloomFilter() ? "yes" : "no");
    }
    table.flush();
  }

  static String dictionary(Chunk chunk) {
    return switch (chunk.dictionary()) {
      case NONE -> "no";
      case SOME_PAGES -> "some pages";
      case ALL_PAGES -> "all pages";
      case PRESENT -> "yes";
    };
  }

  private static String bound(Column column, Object value, boolean exact) {
    if (value == null) {
      return "-";
    }
    return CellText.cut(ValueText.of(column.type(), value) + (exact ? "" : "…"), LONGEST_BOUND);
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Units are powers of 1024, as in options. */
  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 1024 && unit < 3) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, List.of("kB", "MB", "GB", "TB").get(unit));
  }
}
