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

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A vector of the reader as Spark sees it. Owns the reader's vector: closing this one frees it.
 * Subclasses are final and few, and each does one kind of access, so that the loops Spark generates
 * see one class per column.
 *
 * <p>Addresses are looked up once per vector; nothing checks that the vector is still open.
 */
abstract class SourceColumn extends ColumnVector {
  private final dev.adaptive.batch.ColumnVector source;
  private final int nullCount;
  private final long validity;

  SourceColumn(DataType type, dev.adaptive.batch.ColumnVector source) {
    super(type);
    this.source = source;
    this.nullCount = source.nullCount();
    this.validity = Addresses.of(source.validity());
  }

  /** Freeing twice does nothing, as the reader's vectors promise. */
  @Override
  public final void close() {
    source.close();
  }

  @Override
  public final boolean hasNull() {
    return nullCount != 0;
  }

  @Override
  public final int numNulls() {
    return nullCount;
  }

  @Override
  public boolean isNullAt(int row) {
    return nullCount != 0
        && ((Platform.getByte(null, validity + (row >>> 3)) >>> (row & 7)) & 1) == 0;
  }

  @Override
  public boolean getBoolean(int row) {
    throw wrongAccessor("getBoolean");
  }

  @Override
  public byte getByte(int row) {
    throw wrongAccessor("getByte");
  }

  @Override
  public short getShort(int row) {
    throw wrongAccessor("getShort");
  }

  @Override
  public int getInt(int row) {
    throw wrongAccessor("getInt");
  }

  @Override
  public long getLong(int row) {
    throw wrongAccessor("getLong");
  }

  @Override
  public float getFloat(int row) {
    throw wrongAccessor("getFloat");
  }

  @Override
  public double getDouble(int row) {
    throw wrongAccessor("getDouble");
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    throw wrongAccessor("getDecimal");
  }

  @Override
  public UTF8String getUTF8String(int row) {
    throw wrongAccessor("getUTF8String");
  }

  @Override
  public byte[] getBinary(int row) {
    throw wrongAccessor("getBinary");
  }

  @Override
  public ColumnarArray getArray(int row) {
    throw wrongAccessor("getArray");
  }

  @Override
  public ColumnarMap getMap(int row) {
    throw wrongAccessor("getMap");
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    throw wrongAccessor("getChild");
  }

  private UnsupportedOperationException wrongAccessor(String accessor) {
    return new UnsupportedOperationException(
        accessor
            + " does not fit a column of type "
            + dataType().simpleString()
            + " (read as "
            + source.type()
            + ")");
  }
}
