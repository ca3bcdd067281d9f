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
package dev.adaptive.batch;

import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Carrier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The values of one column in one batch. Memory layouts are those of the Arrow columnar format,
 * little-endian.
 *
 * <p>The accessors do not check for null: call {@link #isNull} first; the value of a null row is
 * undefined. Which accessor fits follows from {@link DataType#carrier()}; the others throw {@link
 * UnsupportedOperationException}. Consumers with hot loops should switch on the concrete class once
 * per batch and use its buffers.
 *
 * <p>Immutable and safe to read from several threads until closed. A vector is closed by its batch.
 */
public abstract sealed class ColumnVector implements AutoCloseable
    permits BitVector,
        FixedVector,
        BinaryVector,
        DictionaryVector,
        StructVector,
        RepeatedVector,
        ConstantVector {
  private final DataType type;
  private final int length;

  ColumnVector(DataType type, int length) {
    this.type = type;
    this.length = length;
  }

  public final DataType type() {
    return type;
  }

  /** Number of rows. */
  public final int length() {
    return length;
  }

  /** Number of null rows; 0 lets a consumer skip its null checks. */
  public abstract int nullCount();

  public abstract boolean isNull(int row);

  /**
   * Which rows are not null: one bit each, least significant first, 1 for a value; access by
   * absolute index only. Null if there are no nulls, and for constants. Bits behind the last row
   * are undefined.
   */
  public abstract ByteBuffer validity();

  /** Bytes of memory that belong to this vector alone; a shared dictionary is not counted. */
  public abstract long bytes();

  public boolean getBoolean(int row) {
    throw wrongAccessor("getBoolean");
  }

  /** Values of {@link Carrier#INT8}. */
  public byte getByte(int row) {
    throw wrongAccessor("getByte");
  }

  /** Values of {@link Carrier#INT16}. */
  public short getShort(int row) {
    throw wrongAccessor("getShort");
  }

  /** Values of {@link Carrier#INT32}. */
  public int getInt(int row) {
    throw wrongAccessor("getInt");
  }

  /** Values of {@link Carrier#INT64}. */
  public long getLong(int row) {
    throw wrongAccessor("getLong");
  }

  /** Values of {@link Carrier#FLOAT32}. */
  public float getFloat(int row) {
    throw wrongAccessor("getFloat");
  }

  /** Values of {@link Carrier#FLOAT64}. */
  public double getDouble(int row) {
    throw wrongAccessor("getDouble");
  }

  /**
   * A copy of the value's bytes for {@link Carrier#BINARY}, {@link Carrier#FIXED} and {@link
   * Carrier#INT128}.
   */
  public byte[] getBytes(int row) {
    throw wrongAccessor("getBytes");
  }

  /**
   * The value as a plain Java object, or null: {@code Boolean}, {@code Byte}, {@code Short}, {@code
   * Integer}, {@code Long}, {@code Float}, {@code Double}, {@code BigDecimal}, {@code String} or
   * {@code byte[]}. Dates are {@code Integer} days, times and timestamps {@code Long} ticks,
   * unsigned integers keep their bits. A struct is a {@code Map<String, Object>} in the order of
   * its fields, a list a {@code List<Object>}, and a map, whose keys may come twice, a {@code
   * List<Map.Entry<Object, Object>>}; all three are copies. Meant for convenience and tests, not
   * for hot loops.
   */
  public final Object getObject(int row) {
    if (isNull(row)) {
      return null;
    }
    return switch (type.carrier()) {
      case BIT -> getBoolean(row);
      case INT8 -> getByte(row);
      case INT16 -> getShort(row);
      case INT32 -> getInt(row);
      case INT64 ->
          type instanceof DataType.Decimal decimal
              ? (Object) BigDecimal.valueOf(getLong(row), decimal.scale())
              : (Object) getLong(row);
      case FLOAT32 -> getFloat(row);
      case FLOAT64 -> getDouble(row);
      case INT128 -> new BigDecimal(unscaled(getBytes(row)), ((DataType.Decimal) type).scale());
      case FIXED -> getBytes(row);
      case BINARY ->
          type instanceof DataType.Utf8
              ? (Object) new String(getBytes(row), StandardCharsets.UTF_8)
              : (Object) getBytes(row);
      case NESTED -> getNested(row);
    };
  }

  /** The row's value, not null, of a nested type; see {@link #getObject}. */
  Object getNested(int row) {
    throw wrongAccessor("getObject");
  }

  /** The first rows only; takes over this vector's memory. */
  abstract ColumnVector head(int count);

  /** Frees the vector's memory. Closing again does nothing. */
  @Override
  public abstract void close();

  private static BigInteger unscaled(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(bigEndian);
  }

  private UnsupportedOperationException wrongAccessor(String accessor) {
    return new UnsupportedOperationException(
        accessor + " does not fit a column of type " + type + " (" + type.carrier() + ")");
  }
}
