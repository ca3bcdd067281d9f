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
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;

/** Decimals of more than 18 digits, stored in 128 bits. */
final class WideDecimalColumn extends SourceColumn {
  private final long data;

  WideDecimalColumn(DataType type, FixedVector source) {
    super(type, source);
    this.data = Addresses.of(source.data());
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    if (isNullAt(row)) {
      return null;
    }
    long address = data + ((long) row << 4);
    return decimal(
        Platform.getLong(null, address), Platform.getLong(null, address + 8), precision, scale);
  }

  /**
   * The decimal of the unscaled value {@code high * 2^64 + low}, where {@code low} counts as
   * unsigned.
   */
  static Decimal decimal(long low, long high, int precision, int scale) {
    if (high == low >> 63) {
      return Decimal.apply(low, precision, scale);
    }
    byte[] bigEndian = new byte[16];
    for (int i = 0; i < 8; i++) {
      bigEndian[7 - i] = (byte) (high >>> (8 * i));
      bigEndian[15 - i] = (byte) (low >>> (8 * i));
    }
    return Decimal.apply(new BigDecimal(new BigInteger(bigEndian), scale), precision, scale);
  }
}
