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

/** Booleans, one bit each, least significant first. */
public final class BitVector extends ColumnVector {
  private final Validity validity;
  private final MemoryBlock block;
  private final ByteBuffer data;

  BitVector(DataType type, int length, Validity validity, MemoryBlock block) {
    super(type, length);
    this.validity = validity;
    this.block = block;
    this.data = block.buffer();
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

  /** The values' bits; access by absolute index only. Not valid after the vector is closed. */
  public ByteBuffer data() {
    return data;
  }

  @Override
  public boolean getBoolean(int row) {
    return (data.get(row >>> 3) & (1 << (row & 7))) != 0;
  }

  @Override
  public long bytes() {
    return validity.bytes() + data.capacity();
  }

  @Override
  ColumnVector head(int count) {
    return new BitVector(type(), count, validity.head(count), block);
  }

  @Override
  public void close() {
    validity.close();
    block.close();
  }
}
