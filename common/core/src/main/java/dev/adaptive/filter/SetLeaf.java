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
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.FixedVector;
import dev.adaptive.expr.Decision;
import dev.adaptive.schema.DataType;
import java.util.Arrays;

/**
 * A value among some 64-bit {@link Ordinals}: a hash table with open addressing, at most half full.
 */
final class SetLeaf extends ValueLeaf {
  private final long[] sorted;
  private final long[] table;
  private final boolean[] used;
  private final int shift;
  private final long[] keys = new long[64];

  /**
   * @param sorted the ordinals, ascending, without duplicates, at least one
   */
  SetLeaf(int column, DataType type, long[] sorted, boolean negated) {
    super(column, type, negated);
    this.sorted = sorted;
    int bits = 33 - Integer.numberOfLeadingZeros(sorted.length);
    this.table = new long[1 << bits];
    this.used = new boolean[1 << bits];
    this.shift = 64 - bits;
    for (long ordinal : sorted) {
      int slot = slot(ordinal);
      while (used[slot]) {
        slot = (slot + 1) & (table.length - 1);
      }
      used[slot] = true;
      table[slot] = ordinal;
    }
  }

  /** Fibonacci hashing: the upper bits of a product with 2^64 divided by the golden ratio. */
  private int slot(long ordinal) {
    return (int) ((ordinal * 0x9E3779B97F4A7C15L) >>> shift);
  }

  private boolean contains(long ordinal) {
    int slot = slot(ordinal);
    while (used[slot]) {
      if (table[slot] == ordinal) {
        return true;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return false;
  }

  @Override
  void narrowValues(ColumnVector vector, int rows, long[] words) {
    FixedVector values = (FixedVector) vector;
    boolean floating = type instanceof DataType.Floating;
    long flip = negated ? -1L : 0L;
    for (int w = 0; w < wordCount(rows); w++) {
      long open = words[w];
      if (open == 0) {
        continue;
      }
      int from = w << 6;
      Ordinals.keys(values, from, Math.min(64, rows - from), keys);
      long hits = 0;
      for (long left = open; left != 0; left &= left - 1) {
        int i = Long.numberOfTrailingZeros(left);
        if (contains(floating ? Ordinals.ofKey(keys[i]) : keys[i])) {
          hits |= 1L << i;
        }
      }
      words[w] = open & (hits ^ flip);
    }
  }

  @Override
  boolean passes(ConstantVector constant) {
    return contains(Ordinals.of(constant));
  }

  @Override
  Decision decide(Object min, Object max) {
    long least = min == null ? Ordinals.min(type).longValue() : Ordinals.ofBound(type, min);
    long greatest = max == null ? Ordinals.max(type).longValue() : Ordinals.ofBound(type, max);
    if (least > greatest) {
      return Decision.MAYBE; // no bounds of anything
    }
    int found = Arrays.binarySearch(sorted, least);
    int first = found >= 0 ? found : -found - 1;
    if (first == sorted.length || sorted[first] > greatest) {
      return Decision.NEVER;
    }
    return least == greatest ? Decision.ALWAYS : Decision.MAYBE;
  }

  @Override
  boolean isSelective() {
    return true;
  }

  @Override
  boolean listsValues() {
    return true;
  }

  @Override
  boolean mayFindAny(Membership membership, Object min, Object max) {
    long least = min == null ? Long.MIN_VALUE : Ordinals.ofBound(type, min);
    long greatest = max == null ? Long.MAX_VALUE : Ordinals.ofBound(type, max);
    if (least > greatest) {
      return true; // no bounds of anything
    }
    int found = Arrays.binarySearch(sorted, least);
    for (int i = found >= 0 ? found : -found - 1; i < sorted.length && sorted[i] <= greatest; i++) {
      if (membership.mayContain(Ordinals.value(type, sorted[i]))) {
        return true;
      }
    }
    return false;
  }

  @Override
  int cost() {
    return 4;
  }
}
