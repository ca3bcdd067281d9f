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

/** Text made fit for one cell of a table. */
final class CellText {
  private CellText() {}

  /** The text on one line, cut to {@code longest} characters. */
  static String cut(String text, int longest) {
    StringBuilder cell = new StringBuilder(Math.min(text.length(), longest));
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (++length == longest && i < text.length()) {
        return cell.append('…').toString();
      }
      switch (c) {
        case '\n' -> cell.append("\\n");
        case '\r' -> cell.append("\\r");
        case '\t' -> cell.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            // an escape sequence in a file must not reach the terminal
            cell.append(String.format("\\u%04x", c));
          } else {
            cell.appendCodePoint(c);
          }
        }
      }
    }
    return cell.toString();
  }
}
