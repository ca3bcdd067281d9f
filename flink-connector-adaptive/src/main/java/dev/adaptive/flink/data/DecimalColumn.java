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
import java.nio.ByteBuffer;
import org.apache.flink.table.data.DecimalData;

/** Decimals, in 64 bits up to 18 digits and else in 128. */
final class DecimalColumn extends Column {
  private final ByteBuffer data;
  private final int precision;
  private final int scale;
  private final boolean compact;

  DecimalColumn(ByteBuffer validity, ByteBuffer data, DataType.Decimal type) {
    super(validity);
    this.data = data;
    this.precision = type.precision();
    this.scale = type.scale();
    this.compact = precision <= DataType.Decimal.MAX_LONG_PRECISION;
  }

  @Override
  DecimalData getDecimal(int row) {
    return compact
        ? DecimalData.fromUnscaledLong(data.getLong(row << 3), precision, scale)
        : DecimalData.fromUnscaledBytes(bigEndian(row), precision, scale);
  }

  private byte[] bigEndian(int row) {
    byte[] bytes = new byte[16];
    ByteBuffer.wrap(bytes).putLong(data.getLong((row << 4) + 8)).putLong(data.getLong(row << 4));
    return bytes;
  }

  @Override
  Object showValue(int row) {
    return getDecimal(row);
  }
}
