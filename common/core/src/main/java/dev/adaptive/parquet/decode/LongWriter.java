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

import dev.adaptive.batch.FixedVectorBuilder;

/** Writes values of 64 bits: integers, or the bits of doubles. */
final class LongWriter extends ColumnWriter<long[]> {
  private final FixedVectorBuilder builder;
  private final boolean toInt128;

  /**
   * @param toInt128 sign-extend to 128 bits
   */
  LongWriter(FixedVectorBuilder builder, boolean toInt128, DecodeScratch scratch) {
    super(scratch.longs);
    this.builder = builder;
    this.toInt128 = toInt128;
  }

  @Override
  boolean appendRaw(ValueDecoder<long[]> decoder, int rows) {
    if (!toInt128 && decoder instanceof RawDecoder raw) {
      raw.copyTo(builder, rows);
      return true;
    }
    return false;
  }

  @Override
  void spread(long[] values, byte[] defined, int rows, int valueCount) {
    int from = valueCount - 1;
    for (int row = rows - 1; row > from; row--) {
      if (defined[row] != 0) {
        values[row] = values[from--];
      } else {
        values[row] = 0;
      }
    }
  }

  @Override
  void compact(long[] values, int[] selected, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[selected[i]];
    }
  }

  @Override
  void put(long[] values, byte[] defined, int count) {
    if (toInt128) {
      builder.appendExtended(values, defined, count);
    } else {
      builder.appendLongs(values, defined, count);
    }
  }
}
