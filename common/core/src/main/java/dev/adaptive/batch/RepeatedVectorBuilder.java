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
import java.nio.IntBuffer;
import java.util.List;

/**
 * Builds vectors of lists or maps. The elements are appended to builders of their own, which this
 * one owns; the elements of the last row may still come after the row itself.
 */
public final class RepeatedVectorBuilder extends VectorBuilder {
  private final List<VectorBuilder> children;
  private final Selection selectedElements = new Selection();
  private MemoryBlock block;
  private IntBuffer offsets;
  private int elements;

  /**
   * @param type a list or a map
   * @param children the builder of the elements, or of keys and values; closed by this builder
   */
  public RepeatedVectorBuilder(
      DataType type, List<VectorBuilder> children, BlockAllocator allocator, String owner) {
    super(type, allocator, owner);
    this.children = List.copyOf(children);
  }

  /** Elements so far. */
  public int elements() {
    return elements;
  }

  /**
   * Appends rows, and elements of these and of the row before.
   *
   * @param starts where each row's elements begin, counted from the vector's first element
   * @param defined 1 per row with a list and 0 per null row, or null if there are no nulls
   * @param elementCount elements that are added
   */
  public void append(int[] starts, byte[] defined, int count, int elementCount) {
    ensure(count);
    offsets.put(rows, starts, 0, count);
    elements = Math.addExact(elements, elementCount);
    finishRows(defined, count);
  }

  /** The builder of the element (0), or of the key (0) or value (1). */
  public VectorBuilder child(int index) {
    return children.get(index);
  }

  @Override
  public long bytes() {
    long sum = validity.bytes() + bytes(block);
    for (VectorBuilder child : children) {
      sum += child.bytes();
    }
    return sum;
  }

  @Override
  public void appendSelected(ColumnVector source, Selection selection) {
    RepeatedVector lists = (RepeatedVector) source;
    int count = selection.count();
    ensure(count);
    selectedElements.keepNone(lists.offset(lists.length()));
    int at = rows;
    for (int row = selection.nextKept(0);
        row < selection.rows();
        row = selection.nextKept(row + 1)) {
      int from = lists.offset(row);
      int length = lists.elementCount(row);
      offsets.put(at++, elements);
      selectedElements.keep(from, from + length);
      elements = Math.addExact(elements, length);
    }
    for (int i = 0; i < children.size(); i++) {
      children.get(i).appendSelected(lists.children.get(i), selectedElements);
    }
    validity.appendSelected(source, selection, count);
    rows += count;
  }

  @Override
  public ColumnVector build() {
    ensure(0);
    offsets.put(rows, elements);
    List<ColumnVector> built = StructVectorBuilder.buildAll(children, elements);
    ColumnVector vector =
        type instanceof DataType.MapOf
            ? new MapVector(type, rows, validity.build(), block, built)
            : new ListVector(type, rows, validity.build(), block, built);
    block = null;
    rows = 0;
    elements = 0;
    return vector;
  }

  @Override
  public void close() {
    validity.close();
    closeBlock(block);
    block = null;
    children.forEach(VectorBuilder::close);
  }

  private void ensure(int count) {
    MemoryBlock before = block;
    block = grow(block, 4L * rows, 4L * (firstRows(rows + count) + 1));
    if (block != before) {
      offsets = block.buffer().asIntBuffer();
    }
  }
}
