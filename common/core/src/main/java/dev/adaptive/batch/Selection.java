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
package dev.adaptive.batch;

import java.util.Arrays;

/**
 * Which of the rows 0 to {@link #rows()} - 1 are kept: one bit each. Reused from one window of rows
 * to the next; not thread-safe.
 */
public final class Selection {
  private long[] words = new long[64];
  private int rows;

  /** Number of rows, kept or not. */
  public int rows() {
    return rows;
  }

  /** Starts over with so many rows, all kept. */
  public void keepAll(int rowCount) {
    resize(rowCount);
    int full = rowCount >>> 6;
    Arrays.fill(words, 0, full, -1L);
    if ((rowCount & 63) != 0) {
      words[full] = (1L << rowCount) - 1;
    }
  }

  /** Starts over with so many rows, none kept. */
  public void keepNone(int rowCount) {
    resize(rowCount);
    Arrays.fill(words, 0, wordCount(), 0L);
  }

  private void resize(int rowCount) {
    rows = rowCount;
    if (words.length < wordCount()) {
      words = new long[Math.max(wordCount(), words.length * 2)];
    }
  }

  /** Number of 64-bit words that {@link #words()} uses. */
  public int wordCount() {
    return (rows + 63) >>> 6;
  }

  /**
   * The bits, least significant first. Evaluators write them directly; bits at and behind {@link
   * #rows()} in the last word must stay 0.
   */
  public long[] words() {
    return words;
  }

  public boolean isKept(int row) {
    return (words[row >>> 6] & (1L << row)) != 0;
  }

  public void keep(int row) {
    words[row >>> 6] |= 1L << row;
  }

  /** Keeps the rows {@code from} to {@code to} - 1. */
  public void keep(int from, int to) {
    for (int row = from; row < to; ) {
      int bit = row & 63;
      int take = Math.min(64 - bit, to - row);
      words[row >>> 6] |= (-1L >>> (64 - take)) << bit;
      row += take;
    }
  }

  public void drop(int row) {
    words[row >>> 6] &= ~(1L << row);
  }

  /** Number of rows kept. */
  public int count() {
    int count = 0;
    for (int i = 0; i < wordCount(); i++) {
      count += Long.bitCount(words[i]);
    }
    return count;
  }

  /** Keeps only what {@code other}, of the same number of rows, keeps too. */
  public void and(Selection other) {
    for (int i = 0; i < wordCount(); i++) {
      words[i] &= other.words[i];
    }
  }

  /** Keeps also what {@code other}, of the same number of rows, keeps. */
  public void or(Selection other) {
    for (int i = 0; i < wordCount(); i++) {
      words[i] |= other.words[i];
    }
  }

  /** Drops the first {@code count} kept rows; there are at least so many. */
  public void dropFirst(int count) {
    int left = count;
    for (int i = 0; left > 0; i++) {
      int inWord = Long.bitCount(words[i]);
      if (inWord <= left) {
        words[i] = 0;
        left -= inWord;
      } else {
        for (; left > 0; left--) {
          words[i] &= words[i] - 1;
        }
      }
    }
  }

  /** Number of rows kept among {@code from} to {@code to} - 1. */
  public int count(int from, int to) {
    int count = 0;
    for (int index = from >>> 6; index << 6 < to; index++) {
      long word = words[index];
      int base = index << 6;
      if (base < from) {
        word &= -1L << from;
      }
      if (to - base < 64) {
        word &= (1L << (to - base)) - 1;
      }
      count += Long.bitCount(word);
    }
    return count;
  }

  /** Drops everything behind the first {@code limit} kept rows. */
  public void truncate(long limit) {
    long left = limit;
    for (int i = 0; i < wordCount(); i++) {
      int inWord = Long.bitCount(words[i]);
      if (inWord > left) {
        long word = words[i];
        long kept = 0;
        for (; left > 0; left--) {
          long lowest = Long.lowestOneBit(word);
          kept |= lowest;
          word ^= lowest;
        }
        words[i] = kept;
        left = 0;
      } else {
        left -= inWord;
      }
    }
  }

  /** The first kept row at or after {@code from}, or {@link #rows()}. */
  public int nextKept(int from) {
    if (from >= rows) {
      return rows;
    }
    int index = from >>> 6;
    long word = words[index] & (-1L << from);
    while (word == 0) {
      if (++index >= wordCount()) {
        return rows;
      }
      word = words[index];
    }
    return (index << 6) + Long.numberOfTrailingZeros(word);
  }

  /** The first dropped row at or after {@code from}, or {@link #rows()}. */
  public int nextDropped(int from) {
    if (from >= rows) {
      return rows;
    }
    int index = from >>> 6;
    long word = ~words[index] & (-1L << from);
    while (word == 0) {
      if (++index >= wordCount()) {
        return rows;
      }
      word = ~words[index];
    }
    return Math.min(rows, (index << 6) + Long.numberOfTrailingZeros(word));
  }

  /**
   * Writes the kept rows among {@code from} to {@code to} - 1 into {@code into}, relative to {@code
   * from}.
   *
   * @return how many
   */
  public int keptRows(int from, int to, int[] into) {
    int count = 0;
    for (int index = from >>> 6; index << 6 < to; index++) {
      long word = words[index];
      int base = index << 6;
      if (base < from) {
        word &= -1L << from;
      }
      if (to - base < 64) {
        word &= (1L << (to - base)) - 1;
      }
      while (word != 0) {
        into[count++] = base + Long.numberOfTrailingZeros(word) - from;
        word &= word - 1;
      }
    }
    return count;
  }
}
