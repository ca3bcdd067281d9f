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
import dev.adaptive.schema.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds vectors of structs. The fields' rows are appended to the fields' own builders, which this
 * one owns.
 */
public final class StructVectorBuilder extends VectorBuilder {
  private final List<VectorBuilder> children;

  /**
   * @param children a builder per field; closed by this builder
   */
  public StructVectorBuilder(
      DataType.Struct type, List<VectorBuilder> children, BlockAllocator allocator, String owner) {
    super(type, allocator, owner);
    this.children = List.copyOf(children);
  }

  /**
   * Appends rows.
   *
   * @param defined 1 per row with a struct and 0 per null row, or null if there are no nulls
   */
  public void append(byte[] defined, int count) {
    for (VectorBuilder child : children) {
      if (child instanceof NullVectorBuilder missing) {
        missing.append(count);
      }
    }
    finishRows(defined, count);
  }

  /** The builder of a field. */
  public VectorBuilder child(int index) {
    return children.get(index);
  }

  @Override
  public long bytes() {
    long sum = validity.bytes();
    for (VectorBuilder child : children) {
      sum += child.bytes();
    }
    return sum;
  }

  @Override
  public void appendSelected(ColumnVector source, Selection selection) {
    int count = selection.count();
    for (int i = 0; i < children.size(); i++) {
      children.get(i).appendSelected(((StructVector) source).child(i), selection);
    }
    validity.appendSelected(source, selection, count);
    rows += count;
  }

  @Override
  public ColumnVector build() {
    List<ColumnVector> built = buildAll(children, rows);
    StructVector vector = new StructVector(type, rows, validity.build(), built);
    rows = 0;
    return vector;
  }

  /**
   * Builds the vectors of children; of none if there is no memory for one of them.
   *
   * @throws IllegalStateException if one has not {@code rows} rows
   */
  static List<ColumnVector> buildAll(List<VectorBuilder> children, int rows) {
    List<ColumnVector> built = new ArrayList<>(children.size());
    try {
      for (VectorBuilder child : children) {
        if (child.rows() != rows) {
          throw new IllegalStateException(
              child.rows() + " rows of " + child.owner + " where " + rows + " belong");
        }
        built.add(child.build());
      }
      return built;
    } catch (RuntimeException | Error e) {
      built.forEach(ColumnVector::close);
      throw e;
    }
  }

  @Override
  public void close() {
    validity.close();
    children.forEach(VectorBuilder::close);
  }
}
