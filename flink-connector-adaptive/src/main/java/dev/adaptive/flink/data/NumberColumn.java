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

import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Carrier;
import java.nio.ByteBuffer;

/** Signed integers, floating point and dates: the vector's values are Flink's. */
final class NumberColumn extends Column {
  private final ByteBuffer data;
  private final Carrier carrier;

  NumberColumn(ByteBuffer validity, ByteBuffer data, DataType type) {
    super(validity);
    this.data = data;
    this.carrier = type.carrier();
  }

  @Override
  byte getByte(int row) {
    return data.get(row);
  }

  @Override
  short getShort(int row) {
    return data.getShort(row << 1);
  }

  @Override
  int getInt(int row) {
    return data.getInt(row << 2);
  }

  @Override
  long getLong(int row) {
    return data.getLong(row << 3);
  }

  @Override
  float getFloat(int row) {
    return data.getFloat(row << 2);
  }

  @Override
  double getDouble(int row) {
    return data.getDouble(row << 3);
  }

  @Override
  Object showValue(int row) {
    return switch (carrier) {
      case INT8 -> getByte(row);
      case INT16 -> getShort(row);
      case INT32 -> getInt(row);
      case FLOAT32 -> getFloat(row);
      case FLOAT64 -> getDouble(row);
      default -> getLong(row);
    };
  }
}
