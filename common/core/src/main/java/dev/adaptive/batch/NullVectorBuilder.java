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

/**
 * Builds vectors of nulls, for fields of a struct that a file does not have. Its rows are counted
 * by what they are part of.
 */
public final class NullVectorBuilder extends VectorBuilder {

  public NullVectorBuilder(DataType type, BlockAllocator allocator, String owner) {
    super(type, allocator, owner);
  }

  /** Appends nulls. */
  public void append(int count) {
    rows += count;
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public void appendSelected(ColumnVector source, Selection selection) {
    rows += selection.count();
  }

  @Override
  public ColumnVector build() {
    ColumnVector vector = new ConstantVector(type, rows, null);
    rows = 0;
    return vector;
  }

  @Override
  public void close() {}
}
