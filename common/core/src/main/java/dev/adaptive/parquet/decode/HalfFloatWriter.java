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

/** Writes IEEE 754 half-precision numbers, stored in two bytes, as floats. */
final class HalfFloatWriter extends SliceWriter {
  private final FixedVectorBuilder builder;
  private final int[] ints;

  HalfFloatWriter(FixedVectorBuilder builder, DecodeScratch scratch) {
    super(scratch);
    this.builder = builder;
    this.ints = scratch.ints;
  }

  @Override
  void put(BinarySlices values, byte[] defined, int count) {
    for (int i = 0; i < count; i++) {
      ints[i] =
          defined == null || defined[i] != 0
              ? toFloatBits(values.source.getShort(values.offsets[i]))
              : 0;
    }
    builder.appendInts(ints, defined, count);
  }

  private static int toFloatBits(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >>> 10 & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0x1f) {
      return sign | 0x7f800000 | fraction << 13;
    }
    if (exponent != 0) {
      return sign | (exponent + 127 - 15) << 23 | fraction << 13;
    }
    // zero or subnormal: an exact multiple of 2^-24
    return sign | Float.floatToRawIntBits(fraction * 0x1p-24f);
  }
}
