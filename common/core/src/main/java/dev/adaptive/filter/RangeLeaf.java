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

import dev.adaptive.batch.BitVector;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.FixedVector;
import dev.adaptive.expr.Decision;
import dev.adaptive.schema.DataType;
import java.nio.ByteBuffer;

/**
 * A value within a range of 64-bit {@link Ordinals}: what every comparison of every fixed-width
 * type up to 64 bits comes down to.
 */
final class RangeLeaf extends ValueLeaf {
  /** A range of so many values is looked for value by value: an IN list may have become one. */
  private static final long MOST_LISTED = 1 << 14;

  private final long low;
  private final long high;
  private final long firstKey;
  private final long width;
  private final long[] keys = new long[64];

  /**
   * @param low the least ordinal in the range
   * @param high the greatest ordinal in the range, not below {@code low}
   */
  RangeLeaf(int column, DataType type, long low, long high, boolean negated) {
    super(column, type, negated);
    this.low = low;
    this.high = high;
    this.firstKey = Ordinals.firstKey(type, low);
    this.width = Ordinals.lastKey(type, high) - firstKey;
  }

  /** Whether both this and the other test one column for a range, so that the two are one range. */
  boolean canIntersect(RangeLeaf other) {
    return column == other.column && !negated && !other.negated;
  }

  /** The values in both ranges; false if there are none. */
  Node intersect(RangeLeaf other) {
    long from = Math.max(low, other.low);
    long to = Math.min(high, other.high);
    return from > to ? FALSE : new RangeLeaf(column, type, from, to, false);
  }

  @Override
  void narrowValues(ColumnVector vector, int rows, long[] words) {
    if (vector instanceof BitVector bits) {
      narrowBits(bits.data(), rows, words);
      return;
    }
    FixedVector values = (FixedVector) vector;
    long flip = negated ? -1L : 0L;
    for (int w = 0; w < wordCount(rows); w++) {
      if (words[w] != 0) {
        int from = w << 6;
        int count = Math.min(64, rows - from);
        Ordinals.keys(values, from, count, keys);
        words[w] &= within(keys, count, firstKey, width) ^ flip;
      }
    }
  }

  /** Bit i is set if key i is in the range; the subtraction wraps around, so the range may too. */
  private static long within(long[] keys, int count, long firstKey, long width) {
    long word = 0;
    for (int i = 0; i < count; i++) {
      word |= (Long.compareUnsigned(keys[i] - firstKey, width) <= 0 ? 1L : 0L) << i;
    }
    return word;
  }

  /** A range of booleans that is neither empty nor everything is one value. */
  private void narrowBits(ByteBuffer bits, int rows, long[] words) {
    long flip = (low == 1) != negated ? 0L : -1L;
    for (int w = 0; w < wordCount(rows); w++) {
      words[w] &= ValidityBits.word(bits, w, rows) ^ flip;
    }
  }

  @Override
  boolean passes(ConstantVector constant) {
    long ordinal = Ordinals.of(constant);
    return ordinal >= low && ordinal <= high;
  }

  @Override
  Decision decide(Object min, Object max) {
    long least = min == null ? Ordinals.min(type).longValue() : Ordinals.ofBound(type, min);
    long greatest = max == null ? Ordinals.max(type).longValue() : Ordinals.ofBound(type, max);
    if (least > greatest) {
      return Decision.MAYBE; // no bounds of anything
    } else if (least > high || greatest < low) {
      return Decision.NEVER;
    }
    return least >= low && greatest <= high ? Decision.ALWAYS : Decision.MAYBE;
  }

  @Override
  boolean isSelective() {
    return listsValues()
        || low > Ordinals.min(type).longValue() && high < Ordinals.max(type).longValue();
  }

  @Override
  boolean listsValues() {
    return Long.compareUnsigned(high - low, MOST_LISTED) < 0;
  }

  @Override
  boolean mayFindAny(Membership membership, Object min, Object max) {
    long from = min == null ? low : Math.max(low, Ordinals.ofBound(type, min));
    long to = max == null ? high : Math.min(high, Ordinals.ofBound(type, max));
    if (from > to) {
      return true; // no bounds of anything
    }
    for (long i = 0; i <= to - from; i++) {
      if (membership.mayContain(Ordinals.value(type, from + i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  int cost() {
    return 2;
  }
}
