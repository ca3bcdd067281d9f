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
package dev.adaptive.filter;

/**
 * What metadata says about one column in some set of rows.
 *
 * <p>Bounds are inclusive and need not be values that occur. They are {@code Long} for booleans (0
 * and 1) and for all types stored as 8 to 64 bit integers, in the column's own unit and scale;
 * {@code Double} for floating point; {@code BigInteger} for 128-bit decimals (unscaled); {@code
 * byte[]} for strings and byte strings, ordered by unsigned bytes. A bound is null when unknown.
 * For floating point the upper bound is null unless NaN, which is greater than any number, is known
 * not to occur. Bounds of unsigned integers of 64 bits above {@code Long.MAX_VALUE} are unknown.
 *
 * @param rows number of rows, nulls included
 * @param nullCount number of nulls, or -1 if unknown
 * @param min lower bound of the values that are not null, or null
 * @param max upper bound of the values that are not null, or null
 */
public record ColumnStatistics(long rows, long nullCount, Object min, Object max) {

  /** Nothing is known. */
  public static ColumnStatistics unknown(long rows) {
    return new ColumnStatistics(rows, -1, null, null);
  }

  /** Every row is null. */
  public boolean allNull() {
    return nullCount == rows;
  }

  /** No row is null. */
  public boolean noNulls() {
    return nullCount == 0;
  }
}
