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

/**
 * Decodes DELTA_BINARY_PACKED integers: blocks of miniblocks of bit-packed differences from the
 * block's least difference. See "Delta Encoding" in the Parquet specification. Arithmetic wraps
 * around, as the specification asks for.
 */
final class DeltaRuns {
  /** Values unpacked at a time; a miniblock has a multiple of it. */
  private static final int STEP = 32;

  private static final int LARGEST_BLOCK = 1 << 24;

  private final long[] ready = new long[STEP];
  private int readyFrom;
  private int readyTo;

  private PageInput input;
  private int miniblocks;
  private int valuesPerMiniblock;
  private int total;

  /** Differences not unpacked yet, in the whole page. */
  private int left;

  private long last;
  private long minDelta;
  private int[] bitWidths = new int[4];

  /** Index of the current miniblock in its block, and values unpacked of it. */
  private int miniblock;

  private int unpacked;

  /** Starts at the input's position. */
  void init(PageInput page) {
    input = page;
    int blockSize = page.readVarInt();
    miniblocks = page.readVarInt();
    total = page.readVarInt();
    last = readZigZag();
    if (miniblocks < 1
        || blockSize < 1
        || blockSize > LARGEST_BLOCK
        || blockSize % miniblocks != 0
        || blockSize / miniblocks % STEP != 0) {
      throw new MalformedPageException(
          "delta blocks of " + blockSize + " values in " + miniblocks + " miniblocks");
    }
    if (total < 0) {
      throw new MalformedPageException("a delta page of " + total + " values");
    }
    valuesPerMiniblock = blockSize / miniblocks;
    if (bitWidths.length < miniblocks) {
      bitWidths = new int[miniblocks];
    }
    ready[0] = last;
    readyFrom = 0;
    readyTo = total > 0 ? 1 : 0;
    left = Math.max(0, total - 1);
    miniblock = miniblocks;
    unpacked = 0;
  }

  /** Number of values in the page. */
  int total() {
    return total;
  }

  void read(long[] into, int count) {
    int at = 0;
    while (at < count) {
      int take = Math.min(count - at, refill());
      System.arraycopy(ready, readyFrom, into, at, take);
      readyFrom += take;
      at += take;
    }
  }

  void read(int[] into, int from, int count) {
    int at = 0;
    while (at < count) {
      int take = Math.min(count - at, refill());
      for (int i = 0; i < take; i++) {
        into[from + at + i] = (int) ready[readyFrom + i];
      }
      readyFrom += take;
      at += take;
    }
  }

  void skip(int count) {
    int remaining = count;
    while (remaining > 0) {
      int take = Math.min(remaining, refill());
      readyFrom += take;
      remaining -= take;
    }
  }

  /**
   * After all values have been read: moves the input behind the last miniblock that holds values.
   */
  void finish() {
    if (unpacked > 0 && unpacked < valuesPerMiniblock) {
      input.skip(
          Math.min(
              input.remaining(),
              (valuesPerMiniblock - unpacked) / STEP * STEP / 8 * bitWidths[miniblock]));
    }
  }

  /** Makes sure that values are ready; how many. */
  private int refill() {
    if (readyFrom == readyTo) {
      if (left == 0) {
        throw new MalformedPageException("the page holds only " + total + " values");
      }
      unpackStep();
    }
    return readyTo - readyFrom;
  }

  private void unpackStep() {
    if (unpacked == valuesPerMiniblock) {
      unpacked = 0;
      miniblock++;
    }
    if (miniblock >= miniblocks) {
      startBlock();
    }
    int width = bitWidths[miniblock];
    int bytes = STEP / 8 * width;
    int start = input.position();
    // the last miniblock is padded by most writers, but not by all
    input.skip(Math.min(bytes, input.remaining()));
    int count = Math.min(STEP, left);
    if (((long) count * width + 7) / 8 > input.position() - start) {
      throw new MalformedPageException("a miniblock ends before its values do");
    }
    unpackDeltas(start, width, count);
    unpacked += STEP;
    left -= count;
    readyFrom = 0;
    readyTo = count;
  }

  private void unpackDeltas(int start, int width, int count) {
    long value = last;
    long min = minDelta;
    if (width == 0) {
      for (int i = 0; i < count; i++) {
        value += min;
        ready[i] = value;
      }
    } else if (width <= 56) {
      ByteBuffer bytes = input.buffer();
      long mask = (1L << width) - 1;
      for (int i = 0, bit = 0; i < count; i++, bit += width) {
        value += min + (bytes.getLong(start + (bit >>> 3)) >>> (bit & 7) & mask);
        ready[i] = value;
      }
    } else {
      ByteBuffer bytes = input.buffer();
      long mask = width == 64 ? -1L : (1L << width) - 1;
      for (int i = 0, bit = 0; i < count; i++, bit += width) {
        int at = start + (bit >>> 3);
        int shift = bit & 7;
        long low = bytes.getLong(at) >>> shift;
        long high = shift == 0 ? 0 : (long) bytes.get(at + 8) << (64 - shift);
        value += min + ((low | high) & mask);
        ready[i] = value;
      }
    }
    last = value;
  }

  private void startBlock() {
    minDelta = readZigZag();
    for (int i = 0; i < miniblocks; i++) {
      bitWidths[i] = input.readByte();
    }
    // widths of miniblocks without values may be anything
    for (int i = 0; i < miniblocks && (long) i * valuesPerMiniblock < left; i++) {
      if (bitWidths[i] > 64) {
        throw new MalformedPageException("a miniblock of " + bitWidths[i] + " bits per value");
      }
    }
    miniblock = 0;
    unpacked = 0;
  }

  private long readZigZag() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      long next = input.readByte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw new MalformedPageException("a variable-length number takes more than 10 bytes");
  }
}
