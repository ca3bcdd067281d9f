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

import java.util.StringJoiner;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.variant.Variant;

/**
 * An array as a view of a batch's elements on the heap; stays valid when the batch is freed.
 * Immutable.
 */
final class ColumnarArray implements ArrayData {
  private final Column elements;
  private final int from;
  private final int size;

  ColumnarArray(Column elements, int from, int size) {
    this.elements = elements;
    this.from = from;
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isNullAt(int pos) {
    return elements.isNull(from + pos);
  }

  @Override
  public boolean getBoolean(int pos) {
    return elements.getBoolean(from + pos);
  }

  @Override
  public byte getByte(int pos) {
    return elements.getByte(from + pos);
  }

  @Override
  public short getShort(int pos) {
    return elements.getShort(from + pos);
  }

  @Override
  public int getInt(int pos) {
    return elements.getInt(from + pos);
  }

  @Override
  public long getLong(int pos) {
    return elements.getLong(from + pos);
  }

  @Override
  public float getFloat(int pos) {
    return elements.getFloat(from + pos);
  }

  @Override
  public double getDouble(int pos) {
    return elements.getDouble(from + pos);
  }

  @Override
  public StringData getString(int pos) {
    return elements.getString(from + pos);
  }

  @Override
  public byte[] getBinary(int pos) {
    return elements.getBinary(from + pos);
  }

  @Override
  public DecimalData getDecimal(int pos, int precision, int scale) {
    return elements.getDecimal(from + pos);
  }

  @Override
  public TimestampData getTimestamp(int pos, int precision) {
    return elements.getTimestamp(from + pos);
  }

  @Override
  public ArrayData getArray(int pos) {
    return elements.getArray(from + pos);
  }

  @Override
  public MapData getMap(int pos) {
    return elements.getMap(from + pos);
  }

  @Override
  public RowData getRow(int pos, int numFields) {
    return elements.getRow(from + pos);
  }

  @Override
  public <T> RawValueData<T> getRawValue(int pos) {
    throw elements.wrongAccessor("RAW");
  }

  /** Part of the interface since Flink 2.1; earlier versions never ask for it. */
  @Override
  public Variant getVariant(int pos) {
    throw elements.wrongAccessor("VARIANT");
  }

  @Override
  public boolean[] toBooleanArray() {
    boolean[] values = new boolean[size];
    for (int i = 0; i < size; i++) {
      values[i] = elements.getBoolean(from + i);
    }
    return values;
  }

  @Override
  public byte[] toByteArray() {
    byte[] values = new byte[size];
    for (int i = 0; i < size; i++) {
      values[i] = elements.getByte(from + i);
    }
    return values;
  }

  @Override
  public short[] toShortArray() {
    short[] values = new short[size];
    for (int i = 0; i < size; i++) {
      values[i] = elements.getShort(from + i);
    }
    return values;
  }

  @Override
  public int[] toIntArray() {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = elements.getInt(from + i);
    }
    return values;
  }

  @Override
  public long[] toLongArray() {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = elements.getLong(from + i);
    }
    return values;
  }

  @Override
  public float[] toFloatArray() {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = elements.getFloat(from + i);
    }
    return values;
  }

  @Override
  public double[] toDoubleArray() {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = elements.getDouble(from + i);
    }
    return values;
  }

  Object show(int pos) {
    return elements.show(from + pos);
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
    StringJoiner text = new StringJoiner(",", "[", "]");
    for (int i = 0; i < size; i++) {
      text.add(String.valueOf(show(i)));
    }
    return text.toString();
  }
}
