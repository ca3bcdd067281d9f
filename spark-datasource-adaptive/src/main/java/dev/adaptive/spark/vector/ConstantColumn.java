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
package dev.adaptive.spark.vector;

import dev.adaptive.batch.ConstantVector;
import dev.adaptive.schema.DataType.Decimal;
import dev.adaptive.schema.DataType.Int;
import dev.adaptive.schema.DataType.Time;
import dev.adaptive.schema.DataType.Timestamp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One value, or null, in every row: partition values and columns that a file lacks. Holds no
 * memory.
 */
final class ConstantColumn extends SourceColumn {
  private final boolean isNull;
  private boolean booleanValue;
  private long longValue;
  private double doubleValue;
  private org.apache.spark.sql.types.Decimal decimalValue;
  private UTF8String stringValue;
  private byte[] binaryValue;

  ConstantColumn(DataType type, ConstantVector source) {
    super(type, source);
    this.isNull = source.length() == 0 || source.isNull(0);
    if (!isNull) {
      setValue(source);
    }
  }

  private void setValue(ConstantVector source) {
    switch (source.type().carrier()) {
      case BIT -> booleanValue = source.getBoolean(0);
      case INT8 -> longValue = isUnsigned(source) ? source.getByte(0) & 0xff : source.getByte(0);
      case INT16 ->
          longValue = isUnsigned(source) ? source.getShort(0) & 0xffff : source.getShort(0);
      case INT32 ->
          longValue = isUnsigned(source) ? source.getInt(0) & 0xffff_ffffL : source.getInt(0);
      case INT64 -> setLong(source);
      case FLOAT32 -> doubleValue = source.getFloat(0);
      case FLOAT64 -> doubleValue = source.getDouble(0);
      case INT128 -> {
        ByteBuffer bytes = ByteBuffer.wrap(source.getBytes(0)).order(ByteOrder.LITTLE_ENDIAN);
        Decimal type = (Decimal) source.type();
        decimalValue =
            WideDecimalColumn.decimal(
                bytes.getLong(0), bytes.getLong(8), type.precision(), type.scale());
      }
      case FIXED, BINARY -> {
        binaryValue = source.getBytes(0);
        stringValue =
            dataType().equals(DataTypes.BinaryType) ? null : UTF8String.fromBytes(binaryValue);
      }
      case NESTED -> throw new IllegalArgumentException("a constant of a nested type is null");
    }
  }

  private void setLong(ConstantVector source) {
    longValue = source.getLong(0);
    if (source.type() instanceof Decimal type) {
      decimalValue =
          org.apache.spark.sql.types.Decimal.createUnsafe(
              longValue, type.precision(), type.scale());
    } else if (isUnsigned(source)) {
      decimalValue = UnsignedColumn.decimal(longValue);
    } else if (source.type() instanceof Time || source.type() instanceof Timestamp) {
      longValue = Ticks.of(source.type()).toSpark(longValue);
    }
  }

  private static boolean isUnsigned(ConstantVector source) {
    return source.type() instanceof Int type && !type.signed();
  }

  @Override
  public boolean isNullAt(int row) {
    return isNull;
  }

  @Override
  public boolean getBoolean(int row) {
    return booleanValue;
  }

  @Override
  public byte getByte(int row) {
    return (byte) longValue;
  }

  @Override
  public short getShort(int row) {
    return (short) longValue;
  }

  @Override
  public int getInt(int row) {
    return (int) longValue;
  }

  @Override
  public long getLong(int row) {
    return longValue;
  }

  @Override
  public float getFloat(int row) {
    return (float) doubleValue;
  }

  @Override
  public double getDouble(int row) {
    return doubleValue;
  }

  @Override
  public org.apache.spark.sql.types.Decimal getDecimal(int row, int precision, int scale) {
    return decimalValue;
  }

  @Override
  public UTF8String getUTF8String(int row) {
    return stringValue;
  }

  @Override
  public byte[] getBinary(int row) {
    return isNull ? null : binaryValue.clone();
  }
}
