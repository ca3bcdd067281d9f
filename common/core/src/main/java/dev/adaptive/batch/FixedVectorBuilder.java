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
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Builds vectors of fixed width. Rows come in bulk: as arrays, or as bytes that are laid out
 * already.
 *
 * <p>In all methods, {@code defined} has 1 per row with a value and 0 per null row, or is null if
 * there are no nulls; values of null rows may be anything.
 */
public final class FixedVectorBuilder extends VectorBuilder {
  private final int width;
  private MemoryBlock block;
  private ByteBuffer bytes;
  private ShortBuffer shorts;
  private IntBuffer ints;
  private LongBuffer longs;

  FixedVectorBuilder(DataType type, BlockAllocator allocator, String owner) {
    super(type, allocator, owner);
    this.width = type.byteWidth();
  }

  /** Appends values of 8 bytes. */
  public void appendLongs(long[] values, byte[] defined, int count) {
    ensure(count);
    longs.put(rows, values, 0, count);
    finishRows(defined, count);
  }

  /** Appends values of 4 bytes. */
  public void appendInts(int[] values, byte[] defined, int count) {
    ensure(count);
    ints.put(rows, values, 0, count);
    finishRows(defined, count);
  }

  /** Appends values of 1 or 2 bytes, the low ones of each int. */
  public void appendNarrowed(int[] values, byte[] defined, int count) {
    ensure(count);
    if (width == 1) {
      for (int i = 0; i < count; i++) {
        bytes.put(rows + i, (byte) values[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        shorts.put(rows + i, (short) values[i]);
      }
    }
    finishRows(defined, count);
  }

  /** Appends values of 16 bytes: sign-extended longs. */
  public void appendExtended(long[] values, byte[] defined, int count) {
    ensure(count);
    for (int i = 0; i < count; i++) {
      longs.put((rows + i) << 1, values[i]);
      longs.put(((rows + i) << 1) + 1, values[i] >> 63);
    }
    finishRows(defined, count);
  }

  /** Appends values of 16 bytes: low and high halves in turn. */
  public void appendPairs(long[] lowHigh, byte[] defined, int count) {
    ensure(count);
    longs.put(rows << 1, lowHigh, 0, count << 1);
    finishRows(defined, count);
  }

  /** Appends values of any width that lie one after the other in a buffer. */
  public void appendBytes(ByteBuffer source, int position, byte[] defined, int count) {
    ensure(count);
    bytes.put(rows * width, source, position, count * width);
    finishRows(defined, count);
  }

  /** Appends values of any width that lie anywhere in a buffer. */
  public void appendSlices(ByteBuffer source, int[] offsets, byte[] defined, int count) {
    ensure(count);
    for (int i = 0; i < count; i++) {
      if (defined == null || defined[i] != 0) {
        bytes.put((rows + i) * width, source, offsets[i], width);
      }
    }
    finishRows(defined, count);
  }

  @Override
  public long bytes() {
    return validity.bytes() + bytes(block);
  }

  @Override
  public void appendSelected(ColumnVector source, Selection selection) {
    int count = selection.count();
    ensure(count);
    copySelected(((FixedVector) source).data(), selection);
    validity.appendSelected(source, selection, count);
    rows += count;
  }

  private void copySelected(ByteBuffer source, Selection selection) {
    int at = rows;
    switch (width) {
      case 8 -> {
        for (int row = selection.nextKept(0);
            row < selection.rows();
            row = selection.nextKept(row + 1)) {
          longs.put(at++, source.getLong(row << 3));
        }
      }
      case 4 -> {
        for (int row = selection.nextKept(0);
            row < selection.rows();
            row = selection.nextKept(row + 1)) {
          ints.put(at++, source.getInt(row << 2));
        }
      }
      default -> {
        for (int row = selection.nextKept(0);
            row < selection.rows();
            row = selection.nextKept(row + 1)) {
          bytes.put(at++ * width, source, row * width, width);
        }
      }
    }
  }

  @Override
  public ColumnVector build() {
    ensure(0);
    FixedVector vector = new FixedVector(type, rows, validity.build(), block);
    block = null;
    rows = 0;
    return vector;
  }

  @Override
  public void close() {
    validity.close();
    closeBlock(block);
    block = null;
  }

  private void ensure(int count) {
    MemoryBlock before = block;
    block = grow(block, (long) rows * width, (long) firstRows(rows + count) * width);
    if (block != before) {
      bytes = block.buffer();
      switch (width) {
        case 2 -> shorts = bytes.asShortBuffer();
        case 4 -> ints = bytes.asIntBuffer();
        case 8, 16 -> longs = bytes.asLongBuffer();
        default -> {}
      }
    }
  }
}
