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

import dev.adaptive.batch.BinaryVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Strings and byte strings of any length. */
final class BinaryColumn extends SourceColumn {
  private final long offsets;
  private final long data;

  BinaryColumn(DataType type, BinaryVector source) {
    super(type, source);
    this.offsets = Addresses.of(source.offsets());
    this.data = Addresses.of(source.data());
  }

  /**
   * The string, as a copy: Spark's aggregates without grouping keep the strings that they have
   * seen, such as the greatest so far, beyond the batch and without copying them.
   */
  @Override
  public UTF8String getUTF8String(int row) {
    return isNullAt(row) ? null : UTF8String.fromBytes(copy(row));
  }

  @Override
  public byte[] getBinary(int row) {
    return isNullAt(row) ? null : copy(row);
  }

  private byte[] copy(int row) {
    long at = offsets + ((long) row << 2);
    int start = Platform.getInt(null, at);
    byte[] bytes = new byte[Platform.getInt(null, at + 4) - start];
    Platform.copyMemory(null, data + start, bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length);
    return bytes;
  }
}
