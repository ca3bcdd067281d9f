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
import java.nio.ByteBuffer;

/**
 * The same value, or null, in every row: partition values and columns that a file does not have.
 * Holds no memory.
 */
public final class ConstantVector extends ColumnVector {
  private final Object value;

  /**
   * @param value null, or by carrier {@code Boolean}, {@code Byte}, {@code Short}, {@code Integer},
   *     {@code Long}, {@code Float}, {@code Double}, else the value's bytes ({@code INT128}
   *     little-endian); nested types can only be null
   */
  public ConstantVector(DataType type, int length, Object value) {
    super(type, length);
    if (value != null && !accepts(type.carrier(), value)) {
      throw new IllegalArgumentException(
          "a constant of type " + type + " cannot be a " + value.getClass().getSimpleName());
    }
    this.value = value;
  }

  private static boolean accepts(Carrier carrier, Object value) {
    return switch (carrier) {
      case BIT -> value instanceof Boolean;
      case INT8 -> value instanceof Byte;
      case INT16 -> value instanceof Short;
      case INT32 -> value instanceof Integer;
      case INT64 -> value instanceof Long;
      case FLOAT32 -> value instanceof Float;
      case FLOAT64 -> value instanceof Double;
      case INT128, FIXED, BINARY -> value instanceof byte[];
      case NESTED -> false;
    };
  }

  @Override
  public int nullCount() {
    return value == null ? length() : 0;
  }

  @Override
  public boolean isNull(int row) {
    return value == null;
  }

  @Override
  public ByteBuffer validity() {
    return null;
  }

  @Override
  public boolean getBoolean(int row) {
    return (Boolean) value;
  }

  @Override
  public byte getByte(int row) {
    return (Byte) value;
  }

  @Override
  public short getShort(int row) {
    return (Short) value;
  }

  @Override
  public int getInt(int row) {
    return (Integer) value;
  }

  @Override
  public long getLong(int row) {
    return (Long) value;
  }

  @Override
  public float getFloat(int row) {
    return (Float) value;
  }

  @Override
  public double getDouble(int row) {
    return (Double) value;
  }

  @Override
  public byte[] getBytes(int row) {
    return ((byte[]) value).clone();
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  ColumnVector head(int count) {
    return new ConstantVector(type(), count, value);
  }

  @Override
  public void close() {}
}
