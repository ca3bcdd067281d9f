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
package dev.adaptive.filter;

import dev.adaptive.batch.ColumnVector;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Narrows candidate rows by a vector's validity bitmap, 64 rows at a time. */
final class ValidityBits {
  private ValidityBits() {}

  /** Drops the rows that are null. */
  static void keepValues(ColumnVector vector, int rows, long[] words) {
    if (vector.nullCount() == vector.length()) {
      Arrays.fill(words, 0, Node.wordCount(rows), 0L);
    } else if (vector.nullCount() != 0) {
      ByteBuffer bits = vector.validity();
      for (int i = 0; i < Node.wordCount(rows); i++) {
        words[i] &= word(bits, i, rows);
      }
    }
  }

  /** Drops the rows that are not null, of a vector that has both. */
  static void keepNulls(ColumnVector vector, int rows, long[] words) {
    ByteBuffer bits = vector.validity();
    for (int i = 0; i < Node.wordCount(rows); i++) {
      words[i] &= ~word(bits, i, rows);
    }
  }

  /**
   * The word's bits; those behind the last row are undefined. A bitmap need not be padded to whole
   * words.
   */
  static long word(ByteBuffer bits, int index, int rows) {
    int from = index << 3;
    if (from + 8 <= bits.capacity()) {
      return bits.getLong(from);
    }
    long word = 0;
    for (int i = from; i < (rows + 7) >>> 3; i++) {
      word |= (bits.get(i) & 0xFFL) << ((i - from) << 3);
    }
    return word;
  }
}
