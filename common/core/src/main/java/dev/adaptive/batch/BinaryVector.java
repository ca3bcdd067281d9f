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

/**
 * Strings or byte strings: 32-bit offsets, one more than rows, into a data buffer. Null rows are
 * empty.
 */
public final class BinaryVector extends ColumnVector {
  private final Validity validity;
  private final MemoryBlock offsetBlock;
  private final MemoryBlock dataBlock;
  private final ByteBuffer offsets;
  private final ByteBuffer data;

  BinaryVector(
      DataType type,
      int length,
      Validity validity,
      MemoryBlock offsetBlock,
      MemoryBlock dataBlock) {
    super(type, length);
    this.validity = validity;
    this.offsetBlock = offsetBlock;
    this.dataBlock = dataBlock;
    this.offsets = offsetBlock.buffer();
    this.data = dataBlock.buffer();
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

  /** Where the row's bytes start in {@link #data()}. */
  public int offset(int row) {
    return offsets.getInt(row << 2);
  }

  /** How many bytes the row has. */
  public int byteLength(int row) {
    return offsets.getInt((row + 1) << 2) - offsets.getInt(row << 2);
  }

  /**
   * The offsets, 32 bits each, one more than rows; access by absolute index only. Not valid after
   * the vector is closed.
   */
  public ByteBuffer offsets() {
    return offsets;
  }

  /** All rows' bytes; access by absolute index only. Not valid after the vector is closed. */
  public ByteBuffer data() {
    return data;
  }

  @Override
  public byte[] getBytes(int row) {
    byte[] bytes = new byte[byteLength(row)];
    data.get(offset(row), bytes);
    return bytes;
  }

  @Override
  public long bytes() {
    return validity.bytes() + offsets.capacity() + data.capacity();
  }

  @Override
  ColumnVector head(int count) {
    return new BinaryVector(type(), count, validity.head(count), offsetBlock, dataBlock);
  }

  @Override
  public void close() {
    validity.close();
    offsetBlock.close();
    dataBlock.close();
  }
}
