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

import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Structs: a vector per field, each of as many rows as the struct. Where the struct is null its
 * fields are undefined.
 */
public final class StructVector extends ColumnVector {
  private final Validity validity;
  private final List<ColumnVector> children;

  StructVector(DataType type, int length, Validity validity, List<ColumnVector> children) {
    super(type, length);
    this.validity = validity;
    this.children = List.copyOf(children);
  }

  @Override
  public int nullCount() {
    return validity.nullCount();
  }

  @Override
  public boolean isNull(int row) {
    return validity.isNull(row);
  }

  @Override
  public ByteBuffer validity() {
    return validity.buffer();
  }

  /** Number of fields. */
  public int children() {
    return children.size();
  }

  /** The vector of a field, by its position in {@link DataType.Struct#fields()}. */
  public ColumnVector child(int index) {
    return children.get(index);
  }

  @Override
  Object getNested(int row) {
    List<Field> fields = ((DataType.Struct) type()).fields();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      values.put(fields.get(i).name(), children.get(i).getObject(row));
    }
    return values;
  }

  @Override
  public long bytes() {
    long sum = validity.bytes();
    for (ColumnVector child : children) {
      sum += child.bytes();
    }
    return sum;
  }

  @Override
  ColumnVector head(int count) {
    return new StructVector(
        type(),
        count,
        validity.head(count),
        children.stream().map(child -> child.head(count)).toList());
  }

  @Override
  public void close() {
    validity.close();
    children.forEach(ColumnVector::close);
  }
}
