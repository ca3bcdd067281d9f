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
package dev.adaptive.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares rows value by value. A row is an {@code Object[]} or a {@code List}; both sides may
 * differ in that. Values may be nested in {@code List}s, {@code Map}s and {@code Map.Entry}s. They
 * are equal if they are of the same class and {@code equals}, byte arrays by content: NaN equals
 * NaN, and 0.0 is not -0.0.
 */
public final class RowComparison {
  private RowComparison() {}

  /**
   * Asserts that both have the same rows, as often, in any order.
   *
   * @throws AssertionError that names the first row that is missing and the row most like it
   */
  public static void assertSameRows(Collection<?> expected, Collection<?> actual) {
    fail(difference(expected, actual));
  }

  /** Asserts that both have the same rows in the same order. */
  public static void assertSameRowsInOrder(Collection<?> expected, Collection<?> actual) {
    fail(differenceInOrder(expected, actual));
  }

  /** What is different, or nothing; the order of rows does not matter. */
  public static Optional<String> difference(Collection<?> expected, Collection<?> actual) {
    Map<Row, Integer> surplus = new HashMap<>(expected.size() * 2);
    for (Object row : expected) {
      surplus.merge(Row.of(row), -1, Integer::sum);
    }
    for (Object row : actual) {
      surplus.merge(Row.of(row), 1, Integer::sum);
    }
    Row missing = first(expected, surplus, -1);
    Row unexpected = first(actual, surplus, 1);
    if (missing == null && unexpected == null) {
      return Optional.empty();
    }
    long missingRows = surplus.values().stream().filter(n -> n < 0).mapToLong(n -> -n).sum();
    long unexpectedRows = surplus.values().stream().filter(n -> n > 0).mapToLong(n -> n).sum();
    StringBuilder text =
        new StringBuilder()
            .append("expected ")
            .append(expected.size())
            .append(" rows, got ")
            .append(actual.size())
            .append("; ")
            .append(missingRows)
            .append(" missing, ")
            .append(unexpectedRows)
            .append(" unexpected");
    if (missing != null) {
      text.append("\n  first missing:     ").append(missing);
      Row nearest = nearest(missing, surplus);
      if (nearest != null) {
        text.append("\n  nearest unexpected: ").append(nearest);
        text.append("\n  columns that differ: ").append(missing.differingColumns(nearest));
      }
    } else {
      text.append("\n  first unexpected:  ").append(unexpected);
    }
    return Optional.of(text.toString());
  }

  /** What is different, or nothing; the order of rows matters. */
  public static Optional<String> differenceInOrder(Collection<?> expected, Collection<?> actual) {
    Iterator<?> left = expected.iterator();
    Iterator<?> right = actual.iterator();
    for (long number = 0; left.hasNext() && right.hasNext(); number++) {
      Row expectedRow = Row.of(left.next());
      Row actualRow = Row.of(right.next());
      if (!expectedRow.equals(actualRow)) {
        return Optional.of(
            "row "
                + number
                + " (from 0) differs\n  expected: "
                + expectedRow
                + "\n  got:      "
                + actualRow
                + "\n  columns that differ: "
                + expectedRow.differingColumns(actualRow));
      }
    }
    if (expected.size() != actual.size()) {
      boolean more = right.hasNext();
      Row next = Row.of(more ? right.next() : left.next());
      return Optional.of(
          "expected "
              + expected.size()
              + " rows, got "
              + actual.size()
              + "\n  first "
              + (more ? "unexpected: " : "missing: ")
              + next);
    }
    return Optional.empty();
  }

  private static void fail(Optional<String> difference) {
    difference.ifPresent(
        text -> {
          throw new AssertionError(text);
        });
  }

  private static Row first(Collection<?> rows, Map<Row, Integer> surplus, int sign) {
    for (Object row : rows) {
      Row candidate = Row.of(row);
      if (Integer.signum(surplus.get(candidate)) == sign) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * The unexpected row with the fewest columns that differ; of a few thousand candidates at most.
   */
  private static Row nearest(Row missing, Map<Row, Integer> surplus) {
    Row nearest = null;
    int least = Integer.MAX_VALUE;
    int candidates = 0;
    for (Map.Entry<Row, Integer> entry : surplus.entrySet()) {
      if (entry.getValue() > 0 && candidates++ < 10_000) {
        int differing = missing.differingColumns(entry.getKey()).size();
        if (differing < least) {
          least = differing;
          nearest = entry.getKey();
        }
      }
    }
    return nearest;
  }

  private record Row(Object[] values) {
    static Row of(Object row) {
      if (row instanceof Object[] array) {
        return new Row(Arrays.stream(array).map(Row::comparable).toArray());
      }
      if (row instanceof List<?> list) {
        return of(list.toArray());
      }
      throw new IllegalArgumentException("a row must be an Object[] or a List, got " + row);
    }

    /** Structs, lists and maps as arrays, which are compared by content to any depth. */
    private static Object comparable(Object value) {
      if (value instanceof List<?> list) {
        return list.stream().map(Row::comparable).toArray();
      } else if (value instanceof Map<?, ?> struct) {
        return struct.entrySet().stream().map(Row::comparable).toArray();
      } else if (value instanceof Map.Entry<?, ?> entry) {
        return new Object[] {comparable(entry.getKey()), comparable(entry.getValue())};
      }
      return value;
    }

    List<Integer> differingColumns(Row that) {
      List<Integer> differing = new ArrayList<>();
      for (int i = 0; i < Math.max(values.length, that.values.length); i++) {
        if (i >= values.length
            || i >= that.values.length
            || !Arrays.deepEquals(new Object[] {values[i]}, new Object[] {that.values[i]})) {
          differing.add(i);
        }
      }
      return differing;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Row that && Arrays.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
      return text(values);
    }

    private static String text(Object[] values) {
      List<String> texts = new ArrayList<>(values.length);
      for (Object value : values) {
        if (value == null) {
          texts.add("null");
        } else if (value instanceof Object[] nested) {
          texts.add(text(nested));
        } else if (value instanceof byte[] bytes) {
          texts.add("0x" + HexFormat.of().formatHex(bytes));
        } else if (value instanceof String string) {
          texts.add("'" + string + "'");
        } else {
          texts.add(value + " (" + value.getClass().getSimpleName() + ")");
        }
      }
      return texts.toString();
    }
  }
}
