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
package dev.adaptive.batch;

import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.schema.DataType;
import java.nio.ByteBuffer;

/** Values of a fixed number of whole bytes, one after the other; null rows take their place too. */
public final class FixedVector extends ColumnVector {
  private final Validity validity;
  private final MemoryBlock block;
  private final ByteBuffer data;
  private final int width;

  FixedVector(DataType type, int length, Validity validity, MemoryBlock block) {
    super(type, length);
    this.validity = validity;
    this.block = block;
    this.data = block.buffer();
    this.width = type.byteWidth();
  }

  @Override
  public int nullCount() {
    return validity.nullCount();
  }

  @Override
  public boolean isNull(int row) {
    return validity.isNull(row);
  }

  @Override
  public ByteBuffer validity() {
    return validity.buffer();
  }

  /**
   * The values, little-endian; access by absolute index only. Not valid after the vector is closed.
   */
  public ByteBuffer data() {
    return data;
  }

  /** Bytes per value. */
  public int width() {
    return width;
  }

  @Override
  public byte getByte(int row) {
    return data.get(row);
  }

  @Override
  public short getShort(int row) {
    return data.getShort(row << 1);
  }

  @Override
  public int getInt(int row) {
    return data.getInt(row << 2);
  }

  @Override
  public long getLong(int row) {
    return data.getLong(row << 3);
  }

  @Override
  public float getFloat(int row) {
    return data.getFloat(row << 2);
  }

  @Override
  public double getDouble(int row) {
    return data.getDouble(row << 3);
  }

  @Override
  public byte[] getBytes(int row) {
    byte[] bytes = new byte[width];
    data.get(row * width, bytes);
    return bytes;
  }

  @Override
  public long bytes() {
    return validity.bytes() + data.capacity();
  }

  @Override
  ColumnVector head(int count) {
    return new FixedVector(type(), count, validity.head(count), block);
  }

  @Override
  public void close() {
    validity.close();
    block.close();
  }
}
