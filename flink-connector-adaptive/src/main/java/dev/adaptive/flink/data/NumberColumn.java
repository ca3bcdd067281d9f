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

import dev.adaptive.batch.FixedVector;

/** Signed integers, floating point and dates: the vector's values are Flink's. */
final class NumberColumn extends Column {
  private final FixedVector vector;

  NumberColumn(FixedVector vector) {
    super(vector);
    this.vector = vector;
  }

  @Override
  byte getByte(int row) {
    return vector.getByte(row);
  }

  @Override
  short getShort(int row) {
    return vector.getShort(row);
  }

  @Override
  int getInt(int row) {
    return vector.getInt(row);
  }

  @Override
  long getLong(int row) {
    return vector.getLong(row);
  }

  @Override
  float getFloat(int row) {
    return vector.getFloat(row);
  }

  @Override
  double getDouble(int row) {
    return vector.getDouble(row);
  }

  @Override
  Object show(int row) {
    return vector.getObject(row);
  }
}
