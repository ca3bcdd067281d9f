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

import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.schema.DataType;

/** Builds vectors of booleans. */
public final class BitVectorBuilder extends VectorBuilder {
  private MemoryBlock data;

  /** The bits behind the last full word, not written to the block yet. */
  private long word;

  BitVectorBuilder(DataType type, BlockAllocator allocator, String owner) {
    super(type, allocator, owner);
  }

  /**
   * Appends rows.
   *
   * @param values 0 or 1 per row; anything for null rows
   * @param defined 1 per row with a value and 0 per null row, or null if there are no nulls
   */
  public void append(byte[] values, byte[] defined, int count) {
    ensure(count);
    for (int i = 0; i < count; i++) {
      put(rows + i, values[i]);
    }
    finishRows(defined, count);
  }

  @Override
  public long bytes() {
    return validity.bytes() + bytes(data);
  }

  @Override
  public void appendSelected(ColumnVector source, Selection selection) {
    int count = selection.count();
    ensure(count);
    int at = rows;
    for (int row = selection.nextKept(0);
        row < selection.rows();
        row = selection.nextKept(row + 1)) {
      put(at++, source.getBoolean(row) ? 1 : 0);
    }
    validity.appendSelected(source, selection, count);
    rows += count;
  }

  @Override
  public ColumnVector build() {
    ensure(0);
    if ((rows & 63) != 0) {
      data.buffer().putLong((rows >>> 6) << 3, word);
    }
    BitVector vector = new BitVector(type, rows, validity.build(), data);
    data = null;
    word = 0;
    rows = 0;
    return vector;
  }

  @Override
  public void close() {
    validity.close();
    closeBlock(data);
    data = null;
  }

  private void put(int row, long bit) {
    word |= bit << row;
    if ((row & 63) == 63) {
      data.buffer().putLong((row >>> 6) << 3, word);
      word = 0;
    }
  }

  private void ensure(int count) {
    data = grow(data, (rows >>> 6) << 3, ((firstRows(rows + count) + 63L) >>> 6) << 3);
  }
}
