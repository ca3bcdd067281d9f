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
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;

/**
 * Numbers whose stored form is Spark's: integers, floating point, dates, microseconds, and decimals
 * of up to 18 digits.
 */
final class FixedColumn extends SourceColumn {
  private final long data;

  FixedColumn(DataType type, FixedVector source) {
    super(type, source);
    this.data = Addresses.of(source.data());
  }

  @Override
  public byte getByte(int row) {
    return Platform.getByte(null, data + row);
  }

  @Override
  public short getShort(int row) {
    return Platform.getShort(null, data + ((long) row << 1));
  }

  @Override
  public int getInt(int row) {
    return Platform.getInt(null, data + ((long) row << 2));
  }

  @Override
  public long getLong(int row) {
    return Platform.getLong(null, data + ((long) row << 3));
  }

  @Override
  public float getFloat(int row) {
    return Platform.getFloat(null, data + ((long) row << 2));
  }

  @Override
  public double getDouble(int row) {
    return Platform.getDouble(null, data + ((long) row << 3));
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    return isNullAt(row) ? null : Decimal.createUnsafe(getLong(row), precision, scale);
  }
}
