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
package dev.adaptive.spark.vector;

import dev.adaptive.batch.RepeatedVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.Platform;

/** Arrays or maps. */
final class RepeatedColumn extends SourceColumn {
  private final long offsets;
  private final ColumnVector[] children;

  /**
   * @param children the elements, or keys and values; freed with {@code source}
   */
  RepeatedColumn(DataType type, RepeatedVector source, ColumnVector[] children) {
    super(type, source);
    this.offsets = Addresses.of(source.offsets());
    this.children = children;
  }

  @Override
  public ColumnarArray getArray(int row) {
    return isNullAt(row) ? null : new ColumnarArray(children[0], start(row), length(row));
  }

  @Override
  public ColumnarMap getMap(int row) {
    return isNullAt(row)
        ? null
        : new ColumnarMap(children[0], children[1], start(row), length(row));
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    return children[ordinal];
  }

  private int start(int row) {
    return Platform.getInt(null, offsets + ((long) row << 2));
  }

  private int length(int row) {
    return start(row + 1) - start(row);
  }
}
