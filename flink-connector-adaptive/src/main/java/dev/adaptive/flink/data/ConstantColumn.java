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
package dev.adaptive.flink.data;

import dev.adaptive.batch.ConstantVector;
import dev.adaptive.schema.DataType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

/** The same value in every row: a partition column, or one that the file does not have. */
final class ConstantColumn extends Column {
  private final Object value;

  /**
   * @param type the column's Flink type
   */
  ConstantColumn(ConstantVector vector, LogicalType type) {
    super(isNull(vector) ? ByteBuffer.allocate(FlinkBatch.bitmapBytes(vector.length())) : null);
    this.value = isNull(vector) ? null : convert(vector, type);
  }

  private static boolean isNull(ConstantVector vector) {
    return vector.nullCount() == vector.length();
  }

  /** The value in the form in which Flink holds it. */
  private static Object convert(ConstantVector vector, LogicalType type) {
    DataType core = vector.type();
    return switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> BinaryStringData.fromBytes(vector.getBytes(0));
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          new Temporals(((DataType.Timestamp) core).unit(), FlinkTypes.digits(type))
              .timestamp(vector.getLong(0));
      case TIME_WITHOUT_TIME_ZONE ->
          new Temporals(((DataType.Time) core).unit(), 3).timeMillis(vector.getLong(0));
      case DECIMAL ->
          DecimalData.fromBigDecimal(
              (BigDecimal) vector.getObject(0),
              ((DecimalType) type).getPrecision(),
              ((DecimalType) type).getScale());
      default -> vector.getObject(0);
    };
  }

  @Override
  boolean getBoolean(int row) {
    return (Boolean) value;
  }

  @Override
  byte getByte(int row) {
    return (Byte) value;
  }

  @Override
  short getShort(int row) {
    return (Short) value;
  }

  @Override
  int getInt(int row) {
    return (Integer) value;
  }

  @Override
  long getLong(int row) {
    return (Long) value;
  }

  @Override
  float getFloat(int row) {
    return (Float) value;
  }

  @Override
  double getDouble(int row) {
    return (Double) value;
  }

  @Override
  StringData getString(int row) {
    return (StringData) value;
  }

  @Override
  byte[] getBinary(int row) {
    return ((byte[]) value).clone();
  }

  @Override
  DecimalData getDecimal(int row) {
    return (DecimalData) value;
  }

  @Override
  TimestampData getTimestamp(int row) {
    return (TimestampData) value;
  }

  @Override
  Object showValue(int row) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : value;
  }
}
