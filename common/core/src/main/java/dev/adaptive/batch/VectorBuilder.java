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

/**
 * Collects the values of one column into vectors, one vector after the other. Grows as rows come;
 * memory is reserved before it is used. Not thread-safe. Closing frees what has not been built.
 */
public abstract sealed class VectorBuilder implements AutoCloseable
    permits BitVectorBuilder,
        FixedVectorBuilder,
        BinaryVectorBuilder,
        StructVectorBuilder,
        RepeatedVectorBuilder,
        NullVectorBuilder {
  private static final int FIRST_ROWS = 1024;

  final BlockAllocator allocator;
  final DataType type;
  final String owner;
  final ValidityBuilder validity;
  int rows;

  VectorBuilder(DataType type, BlockAllocator allocator, String owner) {
    this.type = type;
    this.allocator = allocator;
    this.owner = owner;
    this.validity = new ValidityBuilder(allocator, owner);
  }

  /**
   * A builder for a type that is not nested.
   *
   * @param owner what the memory is for, such as "column price"; named when a budget is exceeded
   */
  public static VectorBuilder create(DataType type, BlockAllocator allocator, String owner) {
    return switch (type.carrier()) {
      case BIT -> new BitVectorBuilder(type, allocator, owner);
      case BINARY -> new BinaryVectorBuilder(type, allocator, owner);
      case NESTED ->
          throw new IllegalArgumentException(
              "the children of " + type + " have builders of their own");
      default -> new FixedVectorBuilder(type, allocator, owner);
    };
  }

  /** The type of the vectors. */
  public final DataType type() {
    return type;
  }

  /** Rows so far. */
  public final int rows() {
    return rows;
  }

  /** Bytes of memory that the rows so far hold, shared dictionaries not counted. */
  public abstract long bytes();

  /** Appends the selected rows of a vector of the same type. */
  public abstract void appendSelected(ColumnVector source, Selection selection);

  /** The vector with all rows so far; the builder starts over with none. */
  public abstract ColumnVector build();

  @Override
  public abstract void close();

  /**
   * Notes which of the {@code count} rows whose values have just been written are null, and counts
   * them.
   */
  final void finishRows(byte[] defined, int count) {
    if (defined == null) {
      validity.appendValid(count);
    } else {
      validity.append(defined, count);
    }
    rows += count;
  }

  /**
   * A block that holds at least {@code needed} bytes: the given one, or a larger one with its first
   * {@code used} bytes.
   *
   * @param block null at first
   */
  final MemoryBlock grow(MemoryBlock block, long used, long needed) {
    if (block == null) {
      return allocator.allocate(needed, owner);
    }
    if (needed <= block.capacity()) {
      return block;
    }
    MemoryBlock larger =
        allocator.allocate(
            Math.max(needed, Math.min(2L * block.capacity(), Integer.MAX_VALUE - 8)), owner);
    larger.buffer().put(0, block.buffer(), 0, (int) used);
    block.close();
    return larger;
  }

  /** Rows to make room for when the first ones come. */
  static int firstRows(int needed) {
    return Math.max(needed, FIRST_ROWS);
  }

  static long bytes(MemoryBlock block) {
    return block == null ? 0 : block.capacity();
  }

  static void closeBlock(MemoryBlock block) {
    if (block != null) {
      block.close();
    }
  }
}
