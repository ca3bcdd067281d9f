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

/** Collects which rows are not null; takes memory only once there is a null. */
final class ValidityBuilder {
  private final BlockAllocator allocator;
  private final String owner;
  private MemoryBlock bits;

  /** The bits behind the last full word, not written to the block yet. */
  private long word;

  private int rows;
  private int nulls;

  ValidityBuilder(BlockAllocator allocator, String owner) {
    this.allocator = allocator;
    this.owner = owner;
  }

  void appendValid(int count) {
    if (bits != null) {
      ensure(rows + count);
      int end = rows + count;
      while (rows < end) {
        int bit = rows & 63;
        int take = Math.min(64 - bit, end - rows);
        word |= (-1L >>> (64 - take)) << bit;
        advance(take);
      }
    } else {
      rows += count;
    }
  }

  void appendNulls(int count) {
    start();
    ensure(rows + count);
    nulls += count;
    int end = rows + count;
    while (rows < end) {
      advance(Math.min(64 - (rows & 63), end - rows));
    }
  }

  /**
   * @param defined 1 for a value, 0 for null
   */
  void append(byte[] defined, int count) {
    start();
    ensure(rows + count);
    int valid = 0;
    for (int i = 0; i < count; i++) {
      long bit = defined[i];
      valid += (int) bit;
      word |= bit << rows;
      advance(1);
    }
    nulls += count - valid;
  }

  /** Appends the validity of the selected rows. */
  void appendSelected(ColumnVector source, Selection selection, int count) {
    if (source.nullCount() == 0) {
      appendValid(count);
      return;
    }
    start();
    ensure(rows + count);
    for (int row = selection.nextKept(0);
        row < selection.rows();
        row = selection.nextKept(row + 1)) {
      if (source.isNull(row)) {
        nulls++;
      } else {
        word |= 1L << rows;
      }
      advance(1);
    }
  }

  /** Whether a row that has been appended is null. */
  boolean isNull(int row) {
    if (bits == null) {
      return false;
    }
    long wordOfRow = row >>> 6 == rows >>> 6 ? word : bits.buffer().getLong((row >>> 6) << 3);
    return (wordOfRow >>> row & 1) == 0;
  }

  long bytes() {
    return bits == null ? 0 : bits.capacity();
  }

  /** Ends the vector and starts over. */
  Validity build() {
    if (bits != null && (rows & 63) != 0) {
      bits.buffer().putLong((rows >>> 6) << 3, word);
    }
    MemoryBlock built = bits;
    Validity validity = new Validity(built, nulls);
    bits = null;
    word = 0;
    rows = 0;
    nulls = 0;
    return validity;
  }

  void close() {
    if (bits != null) {
      bits.close();
      bits = null;
    }
  }

  /** Moves on by rows of the current word; their bits are set already where they are valid. */
  private void advance(int count) {
    rows += count;
    if ((rows & 63) == 0) {
      bits.buffer().putLong(((rows >>> 6) - 1) << 3, word);
      word = 0;
    }
  }

  private void start() {
    if (bits == null) {
      int valid = rows;
      bits = allocator.allocate(bytesFor(Math.max(valid, 1024)), owner);
      rows = 0;
      appendValid(valid);
    }
  }

  private void ensure(int rowCount) {
    if (bytesFor(rowCount) > bits.capacity()) {
      MemoryBlock larger =
          allocator.allocate(Math.max(bytesFor(rowCount), 2L * bits.capacity()), owner);
      larger.buffer().put(0, bits.buffer(), 0, (rows >>> 6) << 3);
      bits.close();
      bits = larger;
    }
  }

  private static long bytesFor(int rowCount) {
    return ((rowCount + 63L) >>> 6) << 3;
  }
}
