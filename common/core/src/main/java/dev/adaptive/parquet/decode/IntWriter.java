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

/** Writes values of 32 bits. */
final class IntWriter extends ColumnWriter<int[]> {

  /** What becomes of the 32 bits. */
  enum Conversion {
    /** Kept as they are; also the bits of a float. */
    NONE,
    /** The low 8 or 16 bits. */
    NARROW,
    /** Sign-extended to 64 bits. */
    TO_LONG,
    /** Zero-extended to 64 bits. */
    TO_LONG_UNSIGNED,
    /** Sign-extended to 128 bits. */
    TO_INT128,
    /** A float, as a double. */
    FLOAT_TO_DOUBLE
  }

  private final FixedVectorBuilder builder;
  private final Conversion conversion;
  private final long[] longs;

  IntWriter(FixedVectorBuilder builder, Conversion conversion, DecodeScratch scratch) {
    super(scratch.ints);
    this.builder = builder;
    this.conversion = conversion;
    this.longs = scratch.longs;
  }

  @Override
  boolean appendRaw(ValueDecoder<int[]> decoder, int rows) {
    if (conversion == Conversion.NONE && decoder instanceof RawDecoder raw) {
      raw.copyTo(builder, rows);
      return true;
    }
    return false;
  }

  @Override
  void spread(int[] values, byte[] defined, int rows, int valueCount) {
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
  void compact(int[] values, int[] selected, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[selected[i]];
    }
  }

  @Override
  void put(int[] values, byte[] defined, int count) {
    switch (conversion) {
      case NONE -> builder.appendInts(values, defined, count);
      case NARROW -> builder.appendNarrowed(values, defined, count);
      case TO_LONG, TO_INT128 -> {
        for (int i = 0; i < count; i++) {
          longs[i] = values[i];
        }
        if (conversion == Conversion.TO_LONG) {
          builder.appendLongs(longs, defined, count);
        } else {
          builder.appendExtended(longs, defined, count);
        }
      }
      case TO_LONG_UNSIGNED -> {
        for (int i = 0; i < count; i++) {
          longs[i] = values[i] & 0xffffffffL;
        }
        builder.appendLongs(longs, defined, count);
      }
      case FLOAT_TO_DOUBLE -> {
        for (int i = 0; i < count; i++) {
          longs[i] = Double.doubleToRawLongBits(Float.intBitsToFloat(values[i]));
        }
        builder.appendLongs(longs, defined, count);
      }
    }
  }
}
