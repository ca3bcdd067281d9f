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

import java.util.Arrays;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.variant.Variant;

/**
 * A row of a {@link FlinkBatch}: a view that moves from row to row, as those of Flink's own
 * columnar sources do. Who keeps a row copies it; the values obtained from it, rows inside of it
 * included, may be kept: they do not move, and their memory is on the heap. Reading a row whose
 * batch has been freed throws {@link IllegalStateException}.
 *
 * <p>Not thread-safe.
 */
public final class ColumnarRow implements RowData {
  private final Column[] columns;
  private int row;
  private RowKind kind = RowKind.INSERT;

  ColumnarRow(Column[] columns, int row) {
    this.columns = columns;
    this.row = row;
  }

  /** Moves to a row of the batch. */
  public void moveTo(int newRow) {
    row = newRow;
    kind = RowKind.INSERT;
  }

  /** Makes every later access fail, instead of reading memory that is no longer ours. */
  void detach() {
    Arrays.fill(columns, FreedColumn.INSTANCE);
  }

  @Override
  public int getArity() {
    return columns.length;
  }

  @Override
  public RowKind getRowKind() {
    return kind;
  }

  @Override
  public void setRowKind(RowKind newKind) {
    kind = newKind;
  }

  @Override
  public boolean isNullAt(int pos) {
    return columns[pos].isNull(row);
  }

  @Override
  public boolean getBoolean(int pos) {
    return columns[pos].getBoolean(row);
  }

  @Override
  public byte getByte(int pos) {
    return columns[pos].getByte(row);
  }

  @Override
  public short getShort(int pos) {
    return columns[pos].getShort(row);
  }

  @Override
  public int getInt(int pos) {
    return columns[pos].getInt(row);
  }

  @Override
  public long getLong(int pos) {
    return columns[pos].getLong(row);
  }

  @Override
  public float getFloat(int pos) {
    return columns[pos].getFloat(row);
  }

  @Override
  public double getDouble(int pos) {
    return columns[pos].getDouble(row);
  }

  @Override
  public StringData getString(int pos) {
    return columns[pos].getString(row);
  }

  @Override
  public byte[] getBinary(int pos) {
    return columns[pos].getBinary(row);
  }

  @Override
  public DecimalData getDecimal(int pos, int precision, int scale) {
    return columns[pos].getDecimal(row);
  }

  @Override
  public TimestampData getTimestamp(int pos, int precision) {
    return columns[pos].getTimestamp(row);
  }

  @Override
  public <T> RawValueData<T> getRawValue(int pos) {
    throw columns[pos].wrongAccessor("RAW");
  }

  @Override
  public ArrayData getArray(int pos) {
    return columns[pos].getArray(row);
  }

  @Override
  public MapData getMap(int pos) {
    return columns[pos].getMap(row);
  }

  @Override
  public RowData getRow(int pos, int numFields) {
    return columns[pos].getRow(row);
  }

  /** Part of the interface since Flink 2.1; earlier versions never ask for it. */
  @Override
  public Variant getVariant(int pos) {
    throw columns[pos].wrongAccessor("VARIANT");
  }

  @Override
  public boolean equals(Object other) {
    throw new UnsupportedOperationException("a view cannot be compared: copy it first");
  }

  @Override
  public int hashCode() {
    throw new UnsupportedOperationException("a view cannot be hashed: copy it first");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(kind.shortString()).append('(');
    for (int i = 0; i < columns.length; i++) {
      text.append(i == 0 ? "" : ",").append(columns[i].show(row));
    }
    return text.append(')').toString();
  }
}
