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
package dev.adaptive.parquet.decode;

import dev.adaptive.batch.BitVectorBuilder;

/** Writes booleans. */
final class BooleanWriter extends ColumnWriter<byte[]> {
  private final BitVectorBuilder builder;

  BooleanWriter(BitVectorBuilder builder, DecodeScratch scratch) {
    super(scratch.booleans);
    this.builder = builder;
  }

  @Override
  void spread(byte[] values, byte[] defined, int rows, int valueCount) {
    int from = valueCount - 1;
    for (int row = rows - 1; row > from; row--) {
      values[row] = defined[row] != 0 ? values[from--] : 0;
    }
  }

  @Override
  void compact(byte[] values, int[] selected, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[selected[i]];
    }
  }

  @Override
  void put(byte[] values, byte[] defined, int count) {
    builder.append(values, defined, count);
  }
}
