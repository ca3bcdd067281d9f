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
import java.util.List;

/**
 * Lists or maps: 32-bit offsets, one more than rows, into vectors that hold the elements of all
 * rows one after the other. A null row has no elements.
 */
public abstract sealed class RepeatedVector extends ColumnVector permits ListVector, MapVector {
  final Validity validity;
  final MemoryBlock offsetBlock;
  final List<ColumnVector> children;
  private final ByteBuffer offsets;

  RepeatedVector(
      DataType type,
      int length,
      Validity validity,
      MemoryBlock offsetBlock,
      List<ColumnVector> children) {
    super(type, length);
    this.validity = validity;
    this.offsetBlock = offsetBlock;
    this.offsets = offsetBlock.buffer();
    this.children = List.copyOf(children);
  }

  @Override
  public final int nullCount() {
    return validity.nullCount();
  }

  @Override
  public final boolean isNull(int row) {
    return validity.isNull(row);
  }

  @Override
  public final ByteBuffer validity() {
    return validity.buffer();
  }

  /** The vector of elements (0), or of keys (0) and values (1). */
  public final ColumnVector child(int index) {
    return children.get(index);
  }

  /** Where the row's elements start in the vectors of elements. */
  public final int offset(int row) {
    return offsets.getInt(row << 2);
  }

  /** How many elements the row has. */
  public final int elementCount(int row) {
    return offsets.getInt((row + 1) << 2) - offsets.getInt(row << 2);
  }

  /**
   * The offsets, 32 bits each, one more than rows; access by absolute index only. Not valid after
   * the vector is closed.
   */
  public final ByteBuffer offsets() {
    return offsets;
  }

  @Override
  public final long bytes() {
    long sum = validity.bytes() + offsets.capacity();
    for (ColumnVector child : children) {
      sum += child.bytes();
    }
    return sum;
  }

  /** The vectors of elements, shortened to those of the first rows. */
  final List<ColumnVector> headOfChildren(int count) {
    int elements = offset(count);
    return children.stream().map(child -> child.head(elements)).toList();
  }

  @Override
  public final void close() {
    validity.close();
    offsetBlock.close();
    children.forEach(ColumnVector::close);
  }
}
