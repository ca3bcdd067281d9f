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

import java.nio.ByteBuffer;

/** Booleans. */
final class BooleanColumn extends Column {
  private final ByteBuffer bits;

  BooleanColumn(ByteBuffer validity, ByteBuffer bits) {
    super(validity);
    this.bits = bits;
  }

  @Override
  boolean getBoolean(int row) {
    return (bits.get(row >>> 3) & (1 << (row & 7))) != 0;
  }

  @Override
  Object showValue(int row) {
    return getBoolean(row);
  }
}
