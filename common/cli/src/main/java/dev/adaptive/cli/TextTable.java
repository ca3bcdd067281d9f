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

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Text in aligned columns. Rows are held until {@link #flush}, which settles the columns' widths;
 * later rows are written at once, and one that is wider than its column moves the rest of its line.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final Writer out;
  private final String indent;
  private final boolean[] right;
  private final List<String[]> held = new ArrayList<>();
  private int[] widths;

  /**
   * @param right which columns are aligned to the right
   */
  TextTable(Writer out, String indent, String[] header, boolean[] right) {
    this.out = out;
    this.indent = indent;
    this.right = right;
    held.add(header);
  }

  /** Number of rows that are held, the header included. */
  int held() {
    return held.size();
  }

  void add(String... cells) throws IOException {
    if (widths == null) {
      held.add(cells);
    } else {
      write(cells);
    }
  }

  /** Writes what is held. */
  void flush() throws IOException {
    if (widths != null) {
      return;
    }
    widths = new int[right.length];
    for (String[] cells : held) {
      for (int i = 0; i < cells.length; i++) {
        widths[i] = Math.max(widths[i], width(cells[i]));
      }
    }
    for (int i = 0; i < held.size(); i++) {
      write(held.get(i));
      if (i == 0) {
        String[] rules = new String[widths.length];
        for (int c = 0; c < rules.length; c++) {
          rules[c] = "-".repeat(widths[c]);
        }
        write(rules);
      }
    }
    held.clear();
  }

  private void write(String[] cells) throws IOException {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < cells.length; i++) {
      String padding = " ".repeat(Math.max(0, widths[i] - width(cells[i])));
      if (i > 0) {
        line.append(GAP);
      }
      if (right[i]) {
        line.append(padding).append(cells[i]);
      } else if (i == cells.length - 1) {
        line.append(cells[i]);
      } else {
        line.append(cells[i]).append(padding);
      }
    }
    out.write(line.append('\n').toString());
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
