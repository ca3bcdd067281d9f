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
import java.util.ArrayList;
import java.util.List;

/** Lists: the elements of row {@code i} are those of {@link #elements()} from its offset on. */
public final class ListVector extends RepeatedVector {

  ListVector(
      DataType type,
      int length,
      Validity validity,
      MemoryBlock offsetBlock,
      List<ColumnVector> children) {
    super(type, length, validity, offsetBlock, children);
  }

  /** The elements of all rows. */
  public ColumnVector elements() {
    return children.get(0);
  }

  @Override
  Object getNested(int row) {
    List<Object> values = new ArrayList<>();
    int end = offset(row) + elementCount(row);
    for (int i = offset(row); i < end; i++) {
      values.add(elements().getObject(i));
    }
    return values;
  }

  @Override
  ColumnVector head(int count) {
    return new ListVector(type(), count, validity.head(count), offsetBlock, headOfChildren(count));
  }
}
