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
package dev.adaptive.parquet.meta;

import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.parquet.decode.PhysicalType;
import dev.adaptive.schema.DataType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.Statistics;

/**
 * Takes from a chunk's statistics what can be trusted.
 *
 * <p>The older pair of fields, {@code min} and {@code max}, was written with signed byte order
 * whatever the type, so it counts only where signed order is the type's order (PARQUET-251,
 * PARQUET-686). Bounds of INT96 and INTERVAL have no defined order. A NaN bound says nothing
 * (PARQUET-1222). Writers may leave NaN out of the bounds: without a count of NaNs only
 * parquet-java from 1.10 (PARQUET-1246) to 1.17 is known to leave out the bounds instead; 1.18
 * leaves out NaN and counts it.
 */
final class StatisticsConverter {
  private static final Pattern PARQUET_JAVA =
      Pattern.compile("parquet-mr(?: version)? (\\d+)\\.(\\d+).*");

  private final boolean dropsBoundsOfNan;

  StatisticsConverter(String createdBy) {
    Matcher matcher = PARQUET_JAVA.matcher(createdBy == null ? "" : createdBy);
    this.dropsBoundsOfNan =
        matcher.matches()
            && matcher.group(1).equals("1")
            && isBetween(10, Integer.parseInt(matcher.group(2)), 17);
  }

  private static boolean isBetween(int least, int value, int most) {
    return least <= value && value <= most;
  }

  /**
   * @param statistics null if the file has none
   * @param order null if the file does not say
   */
  ColumnStatistics convert(LeafColumn column, long rows, Statistics statistics, ColumnOrder order) {
    if (statistics == null) {
      return ColumnStatistics.unknown(rows);
    }
    long nullCount =
        !column.optional() ? 0 : statistics.isSetNull_count() ? statistics.getNull_count() : -1;
    if (nullCount < -1 || nullCount > rows) {
      nullCount = -1;
    }
    byte[] min = null;
    byte[] max = null;
    if (order != null || ordersAsSigned(column)) {
      min = statistics.isSetMin_value() ? statistics.getMin_value() : null;
      max = statistics.isSetMax_value() ? statistics.getMax_value() : null;
    }
    if (min == null && max == null && ordersAsSigned(column)) {
      min = statistics.isSetMin() ? statistics.getMin() : null;
      max = statistics.isSetMax() ? statistics.getMax() : null;
    }
    return bounds(
        column,
        rows,
        nullCount,
        min,
        max,
        statistics.isSetNan_count() ? statistics.getNan_count() != 0 : mayHoldNan());
  }

  /** Whether bounds of floating point columns may leave NaN out, if the file does not count NaN. */
  boolean mayHoldNan() {
    return !dropsBoundsOfNan;
  }

  /**
   * Statistics from bounds of values that are not null, as a type-defined order writes them.
   *
   * @param nullCount or -1
   * @param min null if unknown
   * @param max null if unknown
   * @param mayHoldNan whether there may be NaN outside the bounds
   */
  ColumnStatistics bounds(
      LeafColumn column, long rows, long nullCount, byte[] min, byte[] max, boolean mayHoldNan) {
    Object lower = bound(column, min);
    Object upper = bound(column, max);
    if (lower instanceof Double low
        && (low.isNaN() || upper instanceof Double high && high.isNaN())) {
      lower = null;
      upper = null;
    }
    return new ColumnStatistics(
        rows, nullCount, lower, upper instanceof Double && mayHoldNan ? null : upper);
  }

  /** Whether signed comparison of the stored numbers is the type's order. */
  private static boolean ordersAsSigned(LeafColumn column) {
    return switch (column.physicalType()) {
      case BOOLEAN, FLOAT, DOUBLE -> true;
      case INT32, INT64 -> !(column.type() instanceof DataType.Int integer) || integer.signed();
      case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
    };
  }

  /** The bound in the form of {@link ColumnStatistics}; null if it cannot be used. */
  private static Object bound(LeafColumn column, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (column.physicalType()) {
      case BOOLEAN -> bytes.length == 1 ? (Object) (long) (bytes[0] & 1) : null;
      case INT32 -> bytes.length == 4 ? number(column.type(), buffer.getInt(0)) : null;
      case INT64 -> bytes.length == 8 ? number(column.type(), buffer.getLong(0)) : null;
      case FLOAT -> bytes.length == 4 ? (Object) (double) buffer.getFloat(0) : null;
      case DOUBLE -> bytes.length == 8 ? (Object) buffer.getDouble(0) : null;
      case INT96 -> null;
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> byteBound(column, bytes);
    };
  }

  private static Object number(DataType type, long value) {
    if (type instanceof DataType.Int integer && !integer.signed()) {
      long unsigned = integer.bits() == 64 ? value : value & ((1L << integer.bits()) - 1);
      return unsigned < 0 ? null : (Object) unsigned;
    }
    if (type instanceof DataType.Decimal decimal
        && decimal.precision() > DataType.Decimal.MAX_LONG_PRECISION) {
      return BigInteger.valueOf(value);
    }
    return value;
  }

  private static Object byteBound(LeafColumn column, byte[] bytes) {
    if (column.type() instanceof DataType.Decimal decimal) {
      boolean whole =
          column.physicalType() == PhysicalType.BYTE_ARRAY || bytes.length == column.typeLength();
      if (!whole || bytes.length == 0 || bytes.length > 17) {
        return null;
      }
      BigInteger unscaled = new BigInteger(bytes);
      return decimal.precision() > DataType.Decimal.MAX_LONG_PRECISION
          ? unscaled
          : unscaled.bitLength() < 64 ? (Object) unscaled.longValue() : null;
    }
    boolean interval = column.typeLength() == 12 && column.type() instanceof DataType.FixedBinary;
    boolean halfFloat = column.type() instanceof DataType.Floating;
    return interval || halfFloat ? null : bytes;
  }
}
