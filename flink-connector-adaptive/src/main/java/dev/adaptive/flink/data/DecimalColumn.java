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

import dev.adaptive.batch.FixedVector;
import dev.adaptive.schema.DataType;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;

/** Decimals, in 64 bits up to 18 digits and else in 128. */
final class DecimalColumn extends Column {
  private final FixedVector vector;
  private final int precision;
  private final int scale;
  private final boolean compact;

  DecimalColumn(FixedVector vector) {
    super(vector);
    this.vector = vector;
    DataType.Decimal type = (DataType.Decimal) vector.type();
    this.precision = type.precision();
    this.scale = type.scale();
    this.compact = precision <= DataType.Decimal.MAX_LONG_PRECISION;
  }

  @Override
  DecimalData getDecimal(int row) {
    return compact
        ? DecimalData.fromUnscaledLong(vector.getLong(row), precision, scale)
        : DecimalData.fromBigDecimal((BigDecimal) vector.getObject(row), precision, scale);
  }

  @Override
  Object show(int row) {
    return vector.getObject(row);
  }
}
