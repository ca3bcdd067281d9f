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
package dev.adaptive.flink.data;

import java.util.StringJoiner;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;

/**
 * A map as a view of a batch's entries on the heap; stays valid when the batch is freed. Entries
 * are in the order of the file, and a key may come twice, as in the file. Immutable.
 */
final class ColumnarMap implements MapData {
  private final ColumnarArray keys;
  private final ColumnarArray values;

  ColumnarMap(ColumnarArray keys, ColumnarArray values) {
    this.keys = keys;
    this.values = values;
  }

  @Override
  public int size() {
    return keys.size();
  }

  @Override
  public ArrayData keyArray() {
    return keys;
  }

  @Override
  public ArrayData valueArray() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    throw new UnsupportedOperationException("a view cannot be compared: copy it first");
  }

  @Override
  public int hashCode() {
    throw new UnsupportedOperationException("a view cannot be hashed: copy it first");
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(",", "{", "}");
    for (int i = 0; i < size(); i++) {
      text.add(keys.show(i) + "=" + values.show(i));
    }
    return text.toString();
  }
}
