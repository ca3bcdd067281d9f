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

import dev.adaptive.batch.BitVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.Platform;

/** Booleans. */
final class BitColumn extends SourceColumn {
  private final long data;

  BitColumn(BitVector source) {
    super(DataTypes.BooleanType, source);
    this.data = Addresses.of(source.data());
  }

  @Override
  public boolean getBoolean(int row) {
    return ((Platform.getByte(null, data + (row >>> 3)) >>> (row & 7)) & 1) != 0;
  }
}
