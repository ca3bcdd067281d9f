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

import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.FixedVector;
import dev.adaptive.schema.DataType;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Numbers a fixed-width type's values in their order, so that every comparison becomes one with
 * whole numbers and needs no rounding. Equal values have one ordinal, neighbouring values
 * neighbouring ones.
 *
 * <p>Booleans, signed integers, dates, times, timestamps and decimals are numbered by what is
 * stored, unsigned 64-bit integers by their value less 2<sup>63</sup>. Floating point is numbered
 * by the bits of the double, negative ones mirrored, which is the order of the numbers; both zeros
 * are 0 and all NaNs share the number behind positive infinity. 32-bit floating point is widened.
 *
 * <p>Only 128-bit decimals have ordinals beyond {@code long}.
 */
final class Ordinals {
  /** The ordinal of NaN. */
  static final long NAN = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY) + 1;

  private static final long NEGATIVE_INFINITY_KEY =
      key(Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY));

  private Ordinals() {}

  /** The ordinal of the least value that the type's carrier can hold. */
  static BigInteger min(DataType type) {
    return switch (type.carrier()) {
      case BIT -> BigInteger.ZERO;
      case INT8, INT16, INT32 ->
          isUnsigned(type)
              ? BigInteger.ZERO
              : BigInteger.ONE.shiftLeft(8 * type.byteWidth() - 1).negate();
      case INT64 -> BigInteger.valueOf(Long.MIN_VALUE);
      case INT128 -> BigInteger.ONE.shiftLeft(127).negate();
      case FLOAT32, FLOAT64 -> BigInteger.valueOf(of(Double.NEGATIVE_INFINITY));
      case FIXED, BINARY, NESTED -> throw new IllegalArgumentException(type + " is not numbered");
    };
  }

  /** The ordinal of the greatest value that the type's carrier can hold. */
  static BigInteger max(DataType type) {
    return switch (type.carrier()) {
      case BIT -> BigInteger.ONE;
      case INT8, INT16, INT32 -> {
        int bits = 8 * type.byteWidth() - (isUnsigned(type) ? 0 : 1);
        yield BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
      }
      case INT64 -> BigInteger.valueOf(Long.MAX_VALUE);
      case INT128 -> BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
      case FLOAT32, FLOAT64 -> BigInteger.valueOf(NAN);
      case FIXED, BINARY, NESTED -> throw new IllegalArgumentException(type + " is not numbered");
    };
  }

  static boolean isUnsigned(DataType type) {
    return type instanceof DataType.Int integer && !integer.signed();
  }

  /**
   * Unsigned 64-bit integers are the only ones whose stored bits have another order than {@code
   * long}.
   */
  static long bias(DataType type) {
    return isUnsigned(type) && type.byteWidth() == 8 ? Long.MIN_VALUE : 0;
  }

  static long of(double value) {
    if (Double.isNaN(value)) {
      return NAN;
    }
    long key = key(Double.doubleToRawLongBits(value));
    return key >= 0 ? key : key + 1;
  }

  /**
   * The value of an ordinal, of any type but 128-bit decimals, in the form of {@link Membership}.
   */
  static Object value(DataType type, long ordinal) {
    if (type instanceof DataType.Floating) {
      return ordinal == NAN
          ? Double.NaN
          : Double.longBitsToDouble(key(ordinal >= 0 ? ordinal : ordinal - 1));
    }
    return ordinal ^ bias(type);
  }

  /** The ordinal of a bound in {@link ColumnStatistics}, of any type but 128-bit decimals. */
  static long ofBound(DataType type, Object bound) {
    if (bound instanceof Double value) {
      return of(value);
    }
    long number = (Long) bound;
    return isUnsigned(type) ? Math.max(number, 0) ^ bias(type) : number;
  }

  /**
   * Order of doubles as integers, by their bits alone: -0.0 comes right before 0.0, NaNs with the
   * sign bit come first, the others last. Its own inverse.
   */
  private static long key(long bits) {
    return bits ^ ((bits >> 63) >>> 1);
  }

  /**
   * The first key of an ordinal: where a range of ordinals that begins with it begins in {@link
   * #keys}.
   */
  static long firstKey(DataType type, long ordinal) {
    return type instanceof DataType.Floating && ordinal <= 0 ? ordinal - 1 : ordinal;
  }

  /**
   * The last key of an ordinal: where a range of ordinals that ends with it ends in {@link #keys}.
   * The keys of NaN wrap around from the largest {@code long} to the smallest.
   */
  static long lastKey(DataType type, long ordinal) {
    if (!(type instanceof DataType.Floating)) {
      return ordinal;
    }
    return ordinal == NAN ? NEGATIVE_INFINITY_KEY - 1 : ordinal < 0 ? ordinal - 1 : ordinal;
  }

  /**
   * Reads values as keys: the ordinals, except that floating point is left in the order of its
   * bits, where an ordinal may have several keys, from {@link #firstKey} to {@link #lastKey}.
   *
   * @param from the first row
   * @param count how many rows, at most as many as {@code into} takes
   */
  static void keys(FixedVector vector, int from, int count, long[] into) {
    ByteBuffer data = vector.data();
    DataType type = vector.type();
    switch (type.carrier()) {
      case INT8 -> {
        int mask = isUnsigned(type) ? 0xFF : -1;
        for (int i = 0; i < count; i++) {
          into[i] = data.get(from + i) & mask;
        }
      }
      case INT16 -> {
        int mask = isUnsigned(type) ? 0xFFFF : -1;
        for (int i = 0; i < count; i++) {
          into[i] = data.getShort((from + i) << 1) & mask;
        }
      }
      case INT32 -> {
        long mask = isUnsigned(type) ? 0xFFFF_FFFFL : -1L;
        for (int i = 0; i < count; i++) {
          into[i] = data.getInt((from + i) << 2) & mask;
        }
      }
      case INT64 -> {
        long bias = bias(type);
        for (int i = 0; i < count; i++) {
          into[i] = data.getLong((from + i) << 3) ^ bias;
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          into[i] = key(Double.doubleToRawLongBits(data.getFloat((from + i) << 2)));
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          into[i] = key(data.getLong((from + i) << 3));
        }
      }
      default -> throw new IllegalArgumentException(type + " has no 64-bit ordinals");
    }
  }

  /** The ordinal of a key of floating point. */
  static long ofKey(long key) {
    // the numbers' keys, from negative to positive infinity, are one range; all others are NaN's
    boolean isNumber = key >= NEGATIVE_INFINITY_KEY && key < NAN;
    return isNumber ? (key >= 0 ? key : key + 1) : NAN;
  }

  /** The ordinal of a constant that is not null. */
  static long of(ConstantVector constant) {
    DataType type = constant.type();
    boolean unsigned = isUnsigned(type);
    return switch (type.carrier()) {
      case BIT -> constant.getBoolean(0) ? 1 : 0;
      case INT8 -> unsigned ? Byte.toUnsignedLong(constant.getByte(0)) : constant.getByte(0);
      case INT16 -> unsigned ? Short.toUnsignedLong(constant.getShort(0)) : constant.getShort(0);
      case INT32 -> unsigned ? Integer.toUnsignedLong(constant.getInt(0)) : constant.getInt(0);
      case INT64 -> constant.getLong(0) ^ bias(type);
      case FLOAT32 -> of(constant.getFloat(0));
      case FLOAT64 -> of(constant.getDouble(0));
      case INT128, FIXED, BINARY, NESTED ->
          throw new IllegalArgumentException(type + " has no 64-bit ordinals");
    };
  }
}
