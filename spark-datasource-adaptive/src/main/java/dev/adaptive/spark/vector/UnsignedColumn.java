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

import dev.adaptive.batch.FixedVector;
import java.math.BigInteger;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;

/**
 * Unsigned integers in the next wider type: 8 bits as short, 16 as int, 32 as long, 64 as
 * decimal(20,0).
 */
final class UnsignedColumn extends SourceColumn {
  private final long data;

  UnsignedColumn(DataType type, FixedVector source) {
    super(type, source);
    this.data = Addresses.of(source.data());
  }

  @Override
  public short getShort(int row) {
    return (short) (Platform.getByte(null, data + row) & 0xff);
  }

  @Override
  public int getInt(int row) {
    return Platform.getShort(null, data + ((long) row << 1)) & 0xffff;
  }

  @Override
  public long getLong(int row) {
    return Platform.getInt(null, data + ((long) row << 2)) & 0xffff_ffffL;
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    return isNullAt(row) ? null : decimal(Platform.getLong(null, data + ((long) row << 3)));
  }

  /** The bits as an unsigned number. */
  static Decimal decimal(long bits) {
    if (bits >= 0) {
      return Decimal.apply(bits, 20, 0);
    }
    BigInteger value = BigInteger.valueOf(bits).add(BigInteger.ONE.shiftLeft(64));
    return Decimal.apply(new java.math.BigDecimal(value), 20, 0);
  }
}
