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

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Decodes the RLE / bit-packing hybrid: runs of one repeated value, or of groups of eight
 * bit-packed values, least significant bit first. See "Run Length Encoding / Bit-Packing Hybrid" in
 * the Parquet specification.
 */
final class HybridRuns {
  private PageInput input;
  private ByteBuffer buffer;
  private int bitWidth;

  /** Values left in the current run. */
  private int left;

  private boolean packed;
  private int repeated;
  private int packedStart;
  private int packedIndex;

  /** Starts at the input's position; runs may reach to its limit. */
  void init(PageInput pageInput, int width) {
    if (width < 0 || width > 32) {
      throw new MalformedPageException("a bit width of " + width);
    }
    input = pageInput;
    buffer = pageInput.buffer();
    bitWidth = width;
    left = 0;
  }

  /** If the next values are all the same for at least {@code count} values, that value, else -1. */
  int repeatedFor(int count) {
    if (left == 0) {
      nextRun();
    }
    return !packed && left >= count ? repeated : -1;
  }

  void read(int[] into, int count) {
    int at = 0;
    while (at < count) {
      if (left == 0) {
        nextRun();
      }
      int take = Math.min(left, count - at);
      if (packed) {
        unpack(into, at, take);
        packedIndex += take;
      } else {
        Arrays.fill(into, at, at + take, repeated);
      }
      left -= take;
      at += take;
    }
  }

  /** Reads values of at most 8 bits. */
  void read(byte[] into, int offset, int count) {
    int at = offset;
    int end = offset + count;
    while (at < end) {
      if (left == 0) {
        nextRun();
      }
      int take = Math.min(left, end - at);
      if (packed) {
        unpack(into, at, take);
        packedIndex += take;
      } else {
        Arrays.fill(into, at, at + take, (byte) repeated);
      }
      left -= take;
      at += take;
    }
  }

  /**
   * Reads values of one bit.
   *
   * @return how many are 1
   */
  int readBits(byte[] into, int count) {
    int ones = 0;
    int at = 0;
    while (at < count) {
      if (left == 0) {
        nextRun();
      }
      int take = Math.min(left, count - at);
      if (packed) {
        ones += unpackBits(into, at, take);
        packedIndex += take;
      } else {
        Arrays.fill(into, at, at + take, (byte) repeated);
        ones += repeated == 0 ? 0 : take;
      }
      left -= take;
      at += take;
    }
    return ones;
  }

  /**
   * Passes over values of one bit.
   *
   * @return how many of them are 1
   */
  int skipBits(int count) {
    int ones = 0;
    int remaining = count;
    while (remaining > 0) {
      if (left == 0) {
        nextRun();
      }
      int take = Math.min(left, remaining);
      if (packed) {
        ones += countBits(take);
        packedIndex += take;
      } else {
        ones += repeated == 0 ? 0 : take;
      }
      left -= take;
      remaining -= take;
    }
    return ones;
  }

  void skip(int count) {
    int remaining = count;
    while (remaining > 0) {
      if (left == 0) {
        nextRun();
      }
      int take = Math.min(left, remaining);
      packedIndex += take;
      left -= take;
      remaining -= take;
    }
  }

  private void nextRun() {
    if (bitWidth == 0) {
      // the only value is 0; writers differ in whether they store any run
      packed = false;
      repeated = 0;
      left = Integer.MAX_VALUE;
      return;
    }
    int header = input.readVarInt();
    packed = (header & 1) != 0;
    int length = header >>> 1;
    if (packed) {
      packedStart = input.position();
      packedIndex = 0;
      // the last run of a page may end before its last group does
      long bytes = Math.min((long) length * bitWidth, input.remaining());
      left = (int) Math.min((long) length * 8, bytes * 8 / bitWidth);
      input.skip((int) bytes);
    } else {
      left = length;
      repeated = 0;
      for (int shift = 0; shift < bitWidth; shift += 8) {
        repeated |= input.readByte() << shift;
      }
      if (bitWidth < 32 && repeated >>> bitWidth != 0) {
        throw new MalformedPageException(
            "a run of "
                + Integer.toUnsignedString(repeated)
                + ", which has more than "
                + bitWidth
                + " bits");
      }
    }
    if (left == 0) {
      throw new MalformedPageException("an empty run");
    }
  }

  /**
   * Eight values at a time, which take as many bytes as one has bits: with one 64-bit load up to 8
   * bits per value, two up to 16, four up to 30. What a load leaves of its first byte to the values
   * before leaves room for its own.
   */
  private void unpack(int[] into, int offset, int count) {
    int at = offset;
    int end = offset + count;
    int index = packedIndex;
    int w = bitWidth;
    int mask = (int) ((1L << w) - 1);
    while ((index & 7) != 0 && at < end) {
      into[at++] = single(index++, mask);
    }
    int groups = (end - at) >>> 3;
    int from = packedStart + (index >>> 3) * w;
    if (w <= 8) {
      unpackNarrow(into, at, groups, from, w, mask);
    } else if (w <= 16) {
      unpackMiddle(into, at, groups, from, w, mask);
    } else if (w <= 30) {
      unpackWide(into, at, groups, from, w, mask);
    } else {
      groups = 0;
    }
    at += groups << 3;
    index += groups << 3;
    while (at < end) {
      into[at++] = single(index++, mask);
    }
  }

  private void unpackNarrow(int[] into, int offset, int groups, int from, int w, int mask) {
    ByteBuffer bytes = buffer;
    int at = offset;
    int start = from;
    for (int group = 0; group < groups; group++, at += 8, start += w) {
      long word = bytes.getLong(start);
      into[at] = (int) word & mask;
      into[at + 1] = (int) (word >>> w) & mask;
      into[at + 2] = (int) (word >>> 2 * w) & mask;
      into[at + 3] = (int) (word >>> 3 * w) & mask;
      into[at + 4] = (int) (word >>> 4 * w) & mask;
      into[at + 5] = (int) (word >>> 5 * w) & mask;
      into[at + 6] = (int) (word >>> 6 * w) & mask;
      into[at + 7] = (int) (word >>> 7 * w) & mask;
    }
  }

  private void unpackMiddle(int[] into, int offset, int groups, int from, int w, int mask) {
    ByteBuffer bytes = buffer;
    int half = 4 * w >>> 3;
    int halfShift = 4 * w & 7;
    int at = offset;
    int start = from;
    for (int group = 0; group < groups; group++, at += 8, start += w) {
      long low = bytes.getLong(start);
      long high = bytes.getLong(start + half) >>> halfShift;
      into[at] = (int) low & mask;
      into[at + 1] = (int) (low >>> w) & mask;
      into[at + 2] = (int) (low >>> 2 * w) & mask;
      into[at + 3] = (int) (low >>> 3 * w) & mask;
      into[at + 4] = (int) high & mask;
      into[at + 5] = (int) (high >>> w) & mask;
      into[at + 6] = (int) (high >>> 2 * w) & mask;
      into[at + 7] = (int) (high >>> 3 * w) & mask;
    }
  }

  private void unpackWide(int[] into, int offset, int groups, int from, int w, int mask) {
    ByteBuffer bytes = buffer;
    int second = 2 * w >>> 3;
    int secondShift = 2 * w & 7;
    int third = 4 * w >>> 3;
    int thirdShift = 4 * w & 7;
    int fourth = 6 * w >>> 3;
    int fourthShift = 6 * w & 7;
    int at = offset;
    int start = from;
    for (int group = 0; group < groups; group++, at += 8, start += w) {
      long word = bytes.getLong(start);
      into[at] = (int) word & mask;
      into[at + 1] = (int) (word >>> w) & mask;
      word = bytes.getLong(start + second) >>> secondShift;
      into[at + 2] = (int) word & mask;
      into[at + 3] = (int) (word >>> w) & mask;
      word = bytes.getLong(start + third) >>> thirdShift;
      into[at + 4] = (int) word & mask;
      into[at + 5] = (int) (word >>> w) & mask;
      word = bytes.getLong(start + fourth) >>> fourthShift;
      into[at + 6] = (int) word & mask;
      into[at + 7] = (int) (word >>> w) & mask;
    }
  }

  private void unpack(byte[] into, int offset, int count) {
    int at = offset;
    int end = offset + count;
    int index = packedIndex;
    int w = bitWidth;
    int mask = (1 << w) - 1;
    while ((index & 7) != 0 && at < end) {
      into[at++] = (byte) single(index++, mask);
    }
    int from = packedStart + (index >>> 3) * w;
    for (; at + 8 <= end; at += 8, index += 8, from += w) {
      long word = buffer.getLong(from);
      into[at] = (byte) (word & mask);
      into[at + 1] = (byte) (word >>> w & mask);
      into[at + 2] = (byte) (word >>> 2 * w & mask);
      into[at + 3] = (byte) (word >>> 3 * w & mask);
      into[at + 4] = (byte) (word >>> 4 * w & mask);
      into[at + 5] = (byte) (word >>> 5 * w & mask);
      into[at + 6] = (byte) (word >>> 6 * w & mask);
      into[at + 7] = (byte) (word >>> 7 * w & mask);
    }
    while (at < end) {
      into[at++] = (byte) single(index++, mask);
    }
  }

  private int single(int index, int mask) {
    long bit = (long) index * bitWidth;
    return (int) (buffer.getLong(packedStart + (int) (bit >>> 3)) >>> (bit & 7)) & mask;
  }

  private int unpackBits(byte[] into, int offset, int count) {
    int ones = 0;
    int at = offset;
    int end = offset + count;
    int index = packedIndex;
    while (at < end) {
      // at most 56 values, so that the word can start anywhere in a byte
      int take = Math.min(56, end - at);
      long word = buffer.getLong(packedStart + (index >>> 3)) >>> (index & 7);
      word &= (1L << take) - 1;
      ones += Long.bitCount(word);
      for (int i = 0; i < take; i++) {
        into[at + i] = (byte) (word >>> i & 1);
      }
      at += take;
      index += take;
    }
    return ones;
  }

  private int countBits(int count) {
    int ones = 0;
    int index = packedIndex;
    int remaining = count;
    while (remaining > 0) {
      int take = Math.min(56, remaining);
      ones +=
          Long.bitCount(
              buffer.getLong(packedStart + (index >>> 3)) >>> (index & 7) & ((1L << take) - 1));
      index += take;
      remaining -= take;
    }
    return ones;
  }
}
