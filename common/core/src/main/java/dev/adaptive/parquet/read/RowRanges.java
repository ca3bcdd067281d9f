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
package dev.adaptive.parquet.read;

import java.util.Arrays;

/** Rows of a row group that may pass the filter: ascending ranges that do not touch. */
final class RowRanges {
  private long[] bounds = new long[16];
  private int size;

  /** One range with all rows. */
  static RowRanges all(long rows) {
    RowRanges ranges = new RowRanges();
    ranges.add(0, rows);
    return ranges;
  }

  /** Adds the rows {@code from} to {@code to} - 1, which come behind all others. */
  void add(long from, long to) {
    if (from >= to) {
      return;
    }
    if (size > 0 && bounds[size - 1] == from) {
      bounds[size - 1] = to;
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
    }
    bounds[size] = from;
    bounds[size + 1] = to;
    size += 2;
  }

  /** Whether any range has a row of {@code from} to {@code to} - 1. */
  boolean overlaps(long from, long to) {
    int at = Arrays.binarySearch(bounds, 0, size, from);
    // the bound behind the row: that of an end if the row is within a range
    int next = at >= 0 ? at + 1 : -at - 1;
    return next < size && ((next & 1) == 1 || bounds[next] < to);
  }

  /** Rows in all ranges. */
  long rows() {
    long rows = 0;
    for (int i = 0; i < count(); i++) {
      rows += to(i) - from(i);
    }
    return rows;
  }

  /** What of these rows is between {@code from} and {@code to} - 1. */
  RowRanges within(long from, long to) {
    RowRanges cut = new RowRanges();
    for (int i = 0; i < count(); i++) {
      cut.add(Math.max(from, from(i)), Math.min(to, to(i)));
    }
    return cut;
  }

  /** Number of ranges. */
  int count() {
    return size / 2;
  }

  /** First row of a range. */
  long from(int range) {
    return bounds[2 * range];
  }

  /** Behind the last row of a range. */
  long to(int range) {
    return bounds[2 * range + 1];
  }
}
