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
package dev.adaptive.e2e.query;

import dev.adaptive.e2e.worker.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares two results value by value. The order of rows does not count. Floating-point numbers are
 * equal within a relative error, because a sum depends on the order of its addends, and that
 * differs from run to run in every parallel engine; all other values must be equal.
 */
public final class ResultComparison {
  private static final double RELATIVE_ERROR = 1e-9;

  private ResultComparison() {}

  /**
   * @param left what the first result came from, for the message
   * @param right what the second came from
   * @return the first difference, naming row and column; empty if there is none
   */
  public static Optional<String> difference(
      String left, Rows leftRows, String right, Rows rightRows) {
    if (leftRows.columns().size() != rightRows.columns().size()) {
      return Optional.of(
          "%s has the columns %s, %s has %s"
              .formatted(left, leftRows.columns(), right, rightRows.columns()));
    }
    List<List<String>> a = sorted(leftRows);
    List<List<String>> b = sorted(rightRows);
    for (int row = 0; row < Math.min(a.size(), b.size()); row++) {
      for (int column = 0; column < leftRows.columns().size(); column++) {
        if (!equal(a.get(row).get(column), b.get(row).get(column))) {
          return Optional.of(
              "row %d (in sorted order), column %s: %s has %s, %s has %s%n  %s: %s%n  %s: %s"
                  .formatted(
                      row + 1,
                      leftRows.columns().get(column),
                      left,
                      shown(a.get(row).get(column)),
                      right,
                      shown(b.get(row).get(column)),
                      left,
                      shown(a.get(row)),
                      right,
                      shown(b.get(row))));
        }
      }
    }
    if (a.size() != b.size()) {
      boolean leftLonger = a.size() > b.size();
      return Optional.of(
          "%s has %,d rows, %s has %,d; the first row that only %s has: %s"
              .formatted(
                  left,
                  a.size(),
                  right,
                  b.size(),
                  leftLonger ? left : right,
                  shown((leftLonger ? a : b).get(Math.min(a.size(), b.size())))));
    }
    return Optional.empty();
  }

  private static boolean equal(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    char kind = a.charAt(0);
    if (kind != b.charAt(0)) {
      return false;
    }
    if (kind == 'f') {
      double x = Double.parseDouble(a.substring(1));
      double y = Double.parseDouble(b.substring(1));
      return Math.abs(x - y) <= RELATIVE_ERROR * Math.max(Math.abs(x), Math.abs(y));
    }
    return kind == 'i'
        && new BigDecimal(a.substring(1)).compareTo(new BigDecimal(b.substring(1))) == 0;
  }

  /**
   * Ordered by the exact values first, so that nearly equal numbers do not put equal rows into
   * different places.
   */
  private static List<List<String>> sorted(Rows rows) {
    Comparator<List<String>> order =
        (x, y) -> {
          for (int exact = 1; exact >= 0; exact--) {
            for (int i = 0; i < x.size(); i++) {
              boolean floating = x.get(i).startsWith("f") && y.get(i).startsWith("f");
              if (floating == (exact == 1)) {
                continue;
              }
              int compared =
                  floating
                      ? Double.compare(
                          Double.parseDouble(x.get(i).substring(1)),
                          Double.parseDouble(y.get(i).substring(1)))
                      : x.get(i).compareTo(y.get(i));
              if (compared != 0) {
                return compared;
              }
            }
          }
          return 0;
        };
    List<List<String>> sorted = new ArrayList<>(rows.rows());
    sorted.sort(order);
    return sorted;
  }

  private static String shown(List<String> row) {
    return row.stream().map(ResultComparison::shown).toList().toString();
  }

  private static String shown(String cell) {
    return switch (cell.charAt(0)) {
      case 'n' -> "null";
      case 's' -> "'" + cell.substring(1) + "'";
      default -> cell.substring(1);
    };
  }
}
