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
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.flink.table.data.DecimalData;

/** Unsigned integers, which Flink does not have, in the next wider type. */
final class UnsignedColumn extends Column {
  private final ByteBuffer data;
  private final int bits;

  UnsignedColumn(ByteBuffer validity, ByteBuffer data, DataType.Int type) {
    super(validity);
    this.data = data;
    this.bits = type.bits();
  }

  /** The value with up to 32 bits. */
  private long widened(int row) {
    return switch (bits) {
      case 8 -> data.get(row) & 0xff;
      case 16 -> data.getShort(row << 1) & 0xffff;
      default -> data.getInt(row << 2) & 0xffff_ffffL;
    };
  }

  @Override
  short getShort(int row) {
    return (short) getLong(row);
  }

  @Override
  int getInt(int row) {
    return (int) getLong(row);
  }

  @Override
  long getLong(int row) {
    return widened(row);
  }

  @Override
  DecimalData getDecimal(int row) {
    return decimal(data.getLong(row << 3));
  }

  static DecimalData decimal(long unsigned) {
    return DecimalData.fromBigDecimal(
        new BigDecimal(Long.toUnsignedString(unsigned)), FlinkTypes.UINT64_PRECISION, 0);
  }

  @Override
  Object showValue(int row) {
    return bits == 64 ? getDecimal(row) : (Object) getLong(row);
  }
}
