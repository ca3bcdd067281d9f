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

import java.nio.ByteBuffer;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * One column of a batch, or a part of a nested one, as Flink's internal values. The accessor that
 * fits the column's Flink type works, the others throw. Values that are objects look at heap memory
 * only: they stay valid after the batch is freed.
 *
 * <p>An abstract class with a final null check rather than an interface: the calls of a row's
 * accessors then stay direct or virtual ones.
 */
abstract class Column {
  /** One bit per row, least significant first, 1 for a value; null if there are no nulls. */
  private final ByteBuffer validity;

  Column(ByteBuffer validity) {
    this.validity = validity;
  }

  final boolean isNull(int row) {
    return validity != null && (validity.get(row >>> 3) & (1 << (row & 7))) == 0;
  }

  boolean getBoolean(int row) {
    throw wrongAccessor("BOOLEAN");
  }

  byte getByte(int row) {
    throw wrongAccessor("TINYINT");
  }

  short getShort(int row) {
    throw wrongAccessor("SMALLINT");
  }

  int getInt(int row) {
    throw wrongAccessor("INT");
  }

  long getLong(int row) {
    throw wrongAccessor("BIGINT");
  }

  float getFloat(int row) {
    throw wrongAccessor("FLOAT");
  }

  double getDouble(int row) {
    throw wrongAccessor("DOUBLE");
  }

  StringData getString(int row) {
    throw wrongAccessor("STRING");
  }

  byte[] getBinary(int row) {
    throw wrongAccessor("BYTES");
  }

  DecimalData getDecimal(int row) {
    throw wrongAccessor("DECIMAL");
  }

  TimestampData getTimestamp(int row) {
    throw wrongAccessor("TIMESTAMP");
  }

  RowData getRow(int row) {
    throw wrongAccessor("ROW");
  }

  ArrayData getArray(int row) {
    throw wrongAccessor("ARRAY");
  }

  MapData getMap(int row) {
    throw wrongAccessor("MAP");
  }

  /** The value for people. */
  final Object show(int row) {
    return isNull(row) ? null : showValue(row);
  }

  /** The value for people, not null. */
  abstract Object showValue(int row);

  RuntimeException wrongAccessor(String type) {
    return new UnsupportedOperationException(
        getClass().getSimpleName() + " does not hold values of type " + type);
  }
}
