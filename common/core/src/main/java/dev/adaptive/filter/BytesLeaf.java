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

import dev.adaptive.batch.BinaryDictionary;
import dev.adaptive.batch.BinaryVector;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.DictionaryVector;
import dev.adaptive.batch.FixedVector;
import dev.adaptive.expr.Decision;
import dev.adaptive.schema.DataType;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;

/** A test on a string, byte string or UUID; of a dictionary, each entry is tested once. */
final class BytesLeaf extends ValueLeaf {
  private final BytesTest test;

  /** Whose verdicts are kept; weak, so that a dictionary that is freed is not held on to. */
  private WeakReference<BinaryDictionary> judged = new WeakReference<>(null);

  private long[] verdicts = new long[0];
  private int passing;

  BytesLeaf(int column, DataType type, BytesTest test, boolean negated) {
    super(column, type, negated);
    this.test = test;
  }

  @Override
  void narrowValues(ColumnVector vector, int rows, long[] words) {
    if (vector instanceof DictionaryVector coded) {
      narrowCodes(coded, rows, words);
    } else if (vector instanceof BinaryVector binary) {
      narrowBinary(binary, rows, words);
    } else {
      narrowFixed((FixedVector) vector, rows, words);
    }
  }

  private void narrowBinary(BinaryVector vector, int rows, long[] words) {
    ByteBuffer data = vector.data();
    ByteBuffer offsets = vector.offsets();
    for (int w = 0; w < wordCount(rows); w++) {
      long failed = 0;
      for (long left = words[w]; left != 0; left &= left - 1) {
        int i = Long.numberOfTrailingZeros(left);
        int at = ((w << 6) + i) << 2;
        int offset = offsets.getInt(at);
        failed |=
            (test.passes(data, offset, offsets.getInt(at + 4) - offset) == negated ? 1L : 0L) << i;
      }
      words[w] &= ~failed;
    }
  }

  private void narrowFixed(FixedVector vector, int rows, long[] words) {
    ByteBuffer data = vector.data();
    int width = vector.width();
    for (int w = 0; w < wordCount(rows); w++) {
      long failed = 0;
      for (long left = words[w]; left != 0; left &= left - 1) {
        int i = Long.numberOfTrailingZeros(left);
        failed |= (test.passes(data, ((w << 6) + i) * width, width) == negated ? 1L : 0L) << i;
      }
      words[w] &= ~failed;
    }
  }

  private void narrowCodes(DictionaryVector vector, int rows, long[] words) {
    judge(vector.dictionary());
    if (passing == vector.dictionary().size()) {
      return;
    }
    ByteBuffer codes = vector.codes();
    for (int w = 0; w < wordCount(rows); w++) {
      long open = words[w];
      if (passing == 0) {
        words[w] = 0;
      } else if (open != 0) {
        int from = w << 6;
        words[w] = open & verdicts(codes, from, Math.min(64, rows - from));
      }
    }
  }

  private long verdicts(ByteBuffer codes, int from, int count) {
    long[] bits = verdicts;
    long word = 0;
    for (int i = 0; i < count; i++) {
      int code = codes.getInt((from + i) << 2);
      word |= ((bits[code >>> 6] >>> code) & 1L) << i;
    }
    return word;
  }

  /**
   * Fills {@link #verdicts} with one bit per entry, negation included, unless they are this
   * dictionary's already.
   */
  private void judge(BinaryDictionary dictionary) {
    if (judged.refersTo(dictionary)) {
      return;
    }
    int size = dictionary.size();
    if (verdicts.length < Math.max(1, wordCount(size))) {
      verdicts = new long[Math.max(1, wordCount(size))];
    }
    passing = 0;
    ByteBuffer data = dictionary.data();
    for (int from = 0; from < size; from += 64) {
      long word = 0;
      for (int code = from; code < Math.min(size, from + 64); code++) {
        if (test.passes(data, dictionary.offset(code), dictionary.byteLength(code)) != negated) {
          word |= 1L << code;
        }
      }
      verdicts[from >>> 6] = word;
      passing += Long.bitCount(word);
    }
    judged = new WeakReference<>(dictionary);
  }

  @Override
  boolean passes(ConstantVector constant) {
    return test.passes(constant.getBytes(0));
  }

  @Override
  Decision decide(Object min, Object max) {
    return test.decide((byte[]) min, (byte[]) max);
  }

  @Override
  boolean isSelective() {
    return test.isSelective();
  }

  @Override
  boolean listsValues() {
    return test.listsValues();
  }

  @Override
  boolean mayFindAny(Membership membership, Object min, Object max) {
    return test.mayFindAny(membership, (byte[]) min, (byte[]) max);
  }

  @Override
  int cost() {
    return 8;
  }
}
