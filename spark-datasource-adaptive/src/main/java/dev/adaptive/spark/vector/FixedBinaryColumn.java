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

import dev.adaptive.batch.FixedVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.Platform;

/** Byte strings of one length, UUIDs among them. */
final class FixedBinaryColumn extends SourceColumn {
  private final long data;
  private final int width;

  FixedBinaryColumn(FixedVector source) {
    super(DataTypes.BinaryType, source);
    this.data = Addresses.of(source.data());
    this.width = source.width();
  }

  @Override
  public byte[] getBinary(int row) {
    if (isNullAt(row)) {
      return null;
    }
    byte[] bytes = new byte[width];
    Platform.copyMemory(null, data + (long) row * width, bytes, Platform.BYTE_ARRAY_OFFSET, width);
    return bytes;
  }
}
