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
import java.nio.ByteBuffer;

/**
 * Writes decimals whose unscaled values are stored as big-endian two's complement of any length.
 */
final class DecimalWriter extends SliceWriter {
  private final FixedVectorBuilder builder;
  private final boolean wide;
  private final long[] longs;
  private final long[] pairs;

  /**
   * @param wide the vector has 128 bits per value, not 64
   */
  DecimalWriter(FixedVectorBuilder builder, boolean wide, DecodeScratch scratch) {
    super(scratch);
    this.builder = builder;
    this.wide = wide;
    this.longs = scratch.longs;
    this.pairs = scratch.pairs;
  }

  @Override
  void put(BinarySlices values, byte[] defined, int count) {
    for (int i = 0; i < count; i++) {
      boolean valid = defined == null || defined[i] != 0;
      long low = 0;
      long high = 0;
      if (valid) {
        ByteBuffer source = values.source;
        int end = values.offsets[i] + values.lengths[i];
        int start = values.offsets[i];
        long sign = start < end && source.get(start) < 0 ? -1 : 0;
        start = skipSignBytes(source, start, end, wide ? 16 : 8, sign);
        low = word(source, Math.max(start, end - 8), end, sign);
        high = word(source, start, Math.max(start, end - 8), sign);
      }
      if (wide) {
        pairs[2 * i] = low;
        pairs[2 * i + 1] = high;
      } else {
        longs[i] = low;
      }
    }
    if (wide) {
      builder.appendPairs(pairs, defined, count);
    } else {
      builder.appendLongs(longs, defined, count);
    }
  }

  /** Where the last {@code width} bytes begin; those before may only repeat the sign. */
  private static int skipSignBytes(ByteBuffer source, int start, int end, int width, long sign) {
    int from = start;
    while (end - from > width) {
      if (source.get(from) != (byte) sign) {
        throw tooWide(end - start, width);
      }
      from++;
    }
    if (from > start && source.get(from) < 0 != sign < 0) {
      throw tooWide(end - start, width);
    }
    return from;
  }

  private static long word(ByteBuffer source, int start, int end, long sign) {
    long word = sign;
    for (int i = start; i < end; i++) {
      word = word << 8 | source.get(i) & 0xff;
    }
    return word;
  }

  private static MalformedPageException tooWide(int bytes, int width) {
    return new MalformedPageException(
        "a decimal of "
            + bytes
            + " bytes does not fit the "
            + width
            + " bytes of its declared precision");
  }
}
