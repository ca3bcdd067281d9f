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

/** Definition or repetition levels of a page of a nested column, a byte each. */
public final class LevelDecoder {
  private final int max;
  private final int bitWidth;
  private final HybridRuns runs = new HybridRuns();

  /** Set for the deprecated encoding, else null. */
  private PageInput bits;

  private long nextBit;

  /**
   * @param max the greatest level, at most 127
   */
  public LevelDecoder(int max) {
    this.max = max;
    this.bitWidth = Integer.SIZE - Integer.numberOfLeadingZeros(max);
  }

  /** The greatest level. With 0, pages store no levels, and nothing has to be read. */
  public int max() {
    return max;
  }

  /**
   * Starts a page with levels in the RLE / bit-packing hybrid, from the first run to the end of the
   * levels.
   */
  public void init(PageInput input) {
    bits = null;
    runs.init(input, bitWidth);
  }

  /**
   * Starts a page with levels in the deprecated BIT_PACKED encoding: most significant bit first.
   */
  public void initBitPacked(PageInput input) {
    bits = input;
    nextBit = 0;
  }

  /** Bytes that {@code count} levels take in the deprecated BIT_PACKED encoding. */
  public int bitPackedBytes(int count) {
    return (int) (((long) count * bitWidth + 7) >>> 3);
  }

  /**
   * Reads the next levels.
   *
   * @throws MalformedPageException if there are not so many, or one is greater than {@link #max()}
   */
  public void read(byte[] into, int offset, int count) {
    if (bits == null) {
      runs.read(into, offset, count);
    } else {
      readBitPacked(into, offset, count);
    }
    if (max + 1 != 1 << bitWidth) {
      check(into, offset, count);
    }
  }

  private void readBitPacked(byte[] into, int offset, int count) {
    for (int i = 0; i < count; i++) {
      int level = 0;
      for (int bit = 0; bit < bitWidth; bit++, nextBit++) {
        level =
            level << 1
                | bits.buffer().get(bits.position() + (int) (nextBit >>> 3)) >>> (7 - (nextBit & 7))
                    & 1;
      }
      into[offset + i] = (byte) level;
    }
  }

  private void check(byte[] levels, int offset, int count) {
    int signs = 0;
    for (int i = offset; i < offset + count; i++) {
      signs |= max - levels[i];
    }
    if (signs < 0) {
      throw new MalformedPageException("a level greater than " + max);
    }
  }
}
