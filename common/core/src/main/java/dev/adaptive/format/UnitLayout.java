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
package dev.adaptive.format;

import java.util.Arrays;

/**
 * How the bytes that a scan reads of a unit lie over its rows: what is needed to cut the unit into
 * parts of equal weight, at rows where that costs least. Immutable.
 */
public final class UnitLayout {
  private final long[] rows;
  private final long[] bytes;
  private final RowRange mayPass;

  /**
   * @param rows where a reader had best begin: ascending from 0, the last being the number of rows
   * @param bytes by position in {@code rows}, the uncompressed bytes of the rows before; those that
   *     the filter is known to reject weigh nothing
   * @param mayPass the first row that may pass the filter to the last; empty if there is none
   */
  public UnitLayout(long[] rows, long[] bytes, RowRange mayPass) {
    this.rows = rows.clone();
    this.bytes = bytes.clone();
    this.mayPass = mayPass;
  }

  /** The layout if nothing is known but sizes: each row weighs the same. */
  public static UnitLayout even(long rows, long bytes) {
    return new UnitLayout(new long[] {0, rows}, new long[] {0, bytes}, new RowRange(0, rows));
  }

  /** Bytes of all rows that may pass. */
  public long bytes() {
    return bytes[bytes.length - 1];
  }

  public RowRange mayPass() {
    return mayPass;
  }

  /** Bytes of the rows before a row. */
  public long bytesBefore(long row) {
    int stretch = stretch(rows, row);
    return between(row, rows, bytes, stretch);
  }

  /** The row before which there are so many bytes. */
  public long rowAt(long bytesBefore) {
    return between(bytesBefore, bytes, rows, stretch(bytes, bytesBefore));
  }

  /** The row nearest to {@code row}, by bytes, at which a reader had best begin. */
  public long nearestBorder(long row) {
    int stretch = stretch(rows, row);
    long before = bytesBefore(row);
    return before - bytes[stretch] <= bytes[stretch + 1] - before
        ? rows[stretch]
        : rows[stretch + 1];
  }

  /** The stretch between two borders that a coordinate lies in. */
  private static int stretch(long[] borders, long at) {
    int found = Arrays.binarySearch(borders, at);
    int stretch = found >= 0 ? found : -found - 2;
    return Math.max(0, Math.min(stretch, borders.length - 2));
  }

  private static long between(long at, long[] from, long[] to, int stretch) {
    long width = from[stretch + 1] - from[stretch];
    long offset = Math.max(0, Math.min(width, at - from[stretch]));
    long rise = to[stretch + 1] - to[stretch];
    return to[stretch] + (width == 0 ? 0 : (long) ((double) offset / width * rise));
  }
}
