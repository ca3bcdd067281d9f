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
package dev.adaptive.e2e;

import java.util.ArrayList;
import java.util.List;

/** A table for a terminal: the first column to the left, numbers to the right. */
final class TextTable {
  private final List<String[]> lines = new ArrayList<>();

  TextTable(String... header) {
    lines.add(header);
  }

  void add(String... cells) {
    if (cells.length != lines.get(0).length) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + lines.get(0).length + " columns");
    }
    lines.add(cells);
  }

  @Override
  public String toString() {
    int columns = lines.get(0).length;
    int[] widths = new int[columns];
    for (String[] line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < lines.size(); row++) {
      for (int i = 0; i < columns; i++) {
        String cell = lines.get(row)[i];
        String padding = " ".repeat(widths[i] - cell.length());
        text.append(i == 0 ? cell + padding : "  " + padding + cell);
      }
      text.append('\n');
      if (row == 0) {
        for (int i = 0; i < columns; i++) {
          text.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** The same table in Markdown. */
  String toMarkdown() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < lines.size(); row++) {
      text.append("| ").append(String.join(" | ", lines.get(row))).append(" |\n");
      if (row == 0) {
        text.append("|---|").append("--:|".repeat(lines.get(0).length - 1)).append('\n');
      }
    }
    return text.toString();
  }
}
