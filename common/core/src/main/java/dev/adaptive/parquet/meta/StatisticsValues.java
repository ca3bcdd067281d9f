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

import dev.adaptive.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;

/** Bounds as they are shown to people. */
final class StatisticsValues {
  private StatisticsValues() {}

  static byte[] min(SchemaElement element, DataType type, Statistics statistics) {
    if (statistics.isSetMin_value()) {
      return statistics.getMin_value();
    }
    return statistics.isSetMin() && ordersAsSigned(element, type) ? statistics.getMin() : null;
  }

  static byte[] max(SchemaElement element, DataType type, Statistics statistics) {
    if (statistics.isSetMax_value()) {
      return statistics.getMax_value();
    }
    return statistics.isSetMax() && ordersAsSigned(element, type) ? statistics.getMax() : null;
  }

  /** The older pair of bounds was made by signed comparison whatever the type (PARQUET-251). */
  private static boolean ordersAsSigned(SchemaElement element, DataType type) {
    return switch (element.getType()) {
      case BOOLEAN, FLOAT, DOUBLE -> true;
      case INT32, INT64 -> !(type instanceof DataType.Int integer) || integer.signed();
      case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
    };
  }

  /**
   * The value in the form of {@code ColumnVector.getObject}; null if it is none. INT96 has no
   * defined order.
   */
  static Object decode(SchemaElement element, DataType type, byte[] bytes) {
    if (bytes == null || type instanceof DataType.Unsupported || !hasWidthOf(element, bytes)) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (element.getType()) {
      case BOOLEAN -> bytes[0] != 0;
      case INT32 -> integer(type, buffer.getInt(0));
      case INT64 -> integer(type, buffer.getLong(0));
      case INT96 -> null;
      case FLOAT -> buffer.getFloat(0);
      case DOUBLE -> buffer.getDouble(0);
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> {
        if (type instanceof DataType.Decimal decimal) {
          yield bytes.length == 0 ? null : new BigDecimal(new BigInteger(bytes), decimal.scale());
        }
        if (type instanceof DataType.Utf8) {
          yield new String(bytes, StandardCharsets.UTF_8);
        }
        // half floats; their bounds are rarely written
        yield type instanceof DataType.Floating ? null : bytes;
      }
    };
  }

  private static boolean hasWidthOf(SchemaElement element, byte[] bytes) {
    return switch (element.getType()) {
      case BOOLEAN -> bytes.length == 1;
      case INT32, FLOAT -> bytes.length == 4;
      case INT64, DOUBLE -> bytes.length == 8;
      case INT96 -> bytes.length == 12;
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> true;
    };
  }

  private static Object integer(DataType type, long value) {
    if (type instanceof DataType.Decimal decimal) {
      return BigDecimal.valueOf(value, decimal.scale());
    }
    // not a chain of conditional operators: they would widen all results to one type
    return switch (type.carrier()) {
      case INT8 -> (Object) (byte) value;
      case INT16 -> (Object) (short) value;
      case INT32 -> (Object) (int) value;
      default -> (Object) value;
    };
  }
}
