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
package dev.adaptive.e2e.worker;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A query's result in a form that is the same for every engine, so that results can be compared
 * value by value. A cell is a letter for its kind and the value as text:
 *
 * <ul>
 *   <li>{@code n} null
 *   <li>{@code i} a whole number or a decimal: plain digits without trailing zeros behind the point
 *   <li>{@code f} a floating-point number, as {@link Double#toString(double)} writes it
 *   <li>{@code t} a point in time, as {@link Instant#toString()}; local times count as UTC
 *   <li>{@code s} a string, {@code d} a date, {@code b} a boolean, {@code x} bytes in hexadecimal
 * </ul>
 *
 * Not thread-safe.
 */
public final class Rows {
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Rows(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  public List<String> columns() {
    return columns;
  }

  /** The rows; each has one cell per column. */
  public List<List<String>> rows() {
    return rows;
  }

  /**
   * Adds a row of Java objects as the engines' APIs return them.
   *
   * @throws IllegalArgumentException for a number of values other than that of the columns, or a
   *     type not known here
   */
  public void add(Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(values.length + " values for the columns " + columns);
    }
    List<String> cells = new ArrayList<>(values.length);
    for (Object value : values) {
      cells.add(cell(value));
    }
    rows.add(cells);
  }

  static String cell(Object value) {
    if (value == null) {
      return "n";
    } else if (value instanceof String text) {
      return "s" + text;
    } else if (value instanceof Double || value instanceof Float) {
      return "f" + ((Number) value).doubleValue();
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return "i" + value;
    } else if (value instanceof BigInteger number) {
      return "i" + number;
    } else if (value instanceof BigDecimal number) {
      return "i" + (number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    } else if (value instanceof Instant instant) {
      return "t" + instant;
    } else if (value instanceof LocalDateTime time) {
      return "t" + time.toInstant(ZoneOffset.UTC);
    } else if (value instanceof OffsetDateTime time) {
      return "t" + time.toInstant();
    } else if (value instanceof Timestamp timestamp) {
      return "t" + timestamp.toInstant();
    } else if (value instanceof LocalDate date) {
      return "d" + date;
    } else if (value instanceof Boolean bool) {
      return "b" + bool;
    } else if (value instanceof byte[] bytes) {
      return "x" + HexFormat.of().formatHex(bytes);
    }
    throw new IllegalArgumentException("no text form for a " + value.getClass().getName());
  }

  /**
   * Writes the rows to a file: a line of column names, then a line for each row, tabs between the
   * cells.
   */
  public void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writeLine(out, columns);
      for (List<String> row : rows) {
        writeLine(out, row);
      }
    }
  }

  private static void writeLine(BufferedWriter out, List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write('\t');
      }
      out.write(escape(cells.get(i)));
    }
    out.write('\n');
  }

  /** Reads what {@link #write} wrote. */
  public static Rows read(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String header = in.readLine();
      if (header == null) {
        throw new IOException(file + " is empty: not a result");
      }
      Rows rows = new Rows(cells(header));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        rows.rows.add(cells(line));
      }
      return rows;
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split("\t", -1)) {
      cells.add(unescape(cell));
    }
    return cells;
  }

  private static String escape(String cell) {
    return cell.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescape(String cell) {
    if (cell.indexOf('\\') < 0) {
      return cell;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      i++;
      text.append(
          switch (cell.charAt(i)) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> cell.charAt(i);
          });
    }
    return text.toString();
  }
}
