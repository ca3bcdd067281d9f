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
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Maps: the entries of row {@code i} are those of {@link #keys()} and {@link #values()} from its
 * offset on.
 */
public final class MapVector extends RepeatedVector {

  MapVector(
      DataType type,
      int length,
      Validity validity,
      MemoryBlock offsetBlock,
      List<ColumnVector> children) {
    super(type, length, validity, offsetBlock, children);
  }

  /** The keys of all rows. */
  public ColumnVector keys() {
    return children.get(0);
  }

  /** The values of all rows, as many as keys. */
  public ColumnVector values() {
    return children.get(1);
  }

  @Override
  Object getNested(int row) {
    List<Map.Entry<Object, Object>> entries = new ArrayList<>();
    int end = offset(row) + elementCount(row);
    for (int i = offset(row); i < end; i++) {
      entries.add(new SimpleImmutableEntry<>(keys().getObject(i), values().getObject(i)));
    }
    return entries;
  }

  @Override
  ColumnVector head(int count) {
    return new MapVector(type(), count, validity.head(count), offsetBlock, headOfChildren(count));
  }
}
