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
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A 128-bit decimal within one of several ranges of unscaled values; IN is one range for each
 * value.
 */
final class WideLeaf extends ValueLeaf {

  /** From {@code low} to {@code high}, both included. */
  record Range(BigInteger low, BigInteger high) {}

  private final List<Range> ranges;
  private final long[] lowUpper;
  private final long[] lowLower;
  private final long[] highUpper;
  private final long[] highLower;

  /**
   * @param ranges ascending and disjoint, at least one
   */
  WideLeaf(int column, DataType type, List<Range> ranges, boolean negated) {
    super(column, type, negated);
    this.ranges = ranges;
    this.lowUpper = ranges.stream().mapToLong(r -> r.low().shiftRight(64).longValue()).toArray();
    this.lowLower = ranges.stream().mapToLong(r -> r.low().longValue()).toArray();
    this.highUpper = ranges.stream().mapToLong(r -> r.high().shiftRight(64).longValue()).toArray();
    this.highLower = ranges.stream().mapToLong(r -> r.high().longValue()).toArray();
  }

  @Override
  void narrowValues(ColumnVector vector, int rows, long[] words) {
    ByteBuffer data = ((FixedVector) vector).data();
    for (int w = 0; w < wordCount(rows); w++) {
      for (long left = words[w]; left != 0; left &= left - 1) {
        int at = ((w << 6) + Long.numberOfTrailingZeros(left)) << 4;
        if (contains(data.getLong(at + 8), data.getLong(at)) == negated) {
          words[w] ^= Long.lowestOneBit(left);
        }
      }
    }
  }

  private boolean contains(long upper, long lower) {
    // binary search for the last range that does not begin behind the value
    int from = 0;
    int to = lowUpper.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (compare(lowUpper[middle], lowLower[middle], upper, lower) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from > 0 && compare(upper, lower, highUpper[from - 1], highLower[from - 1]) <= 0;
  }

  private static int compare(long upperA, long lowerA, long upperB, long lowerB) {
    return upperA != upperB ? Long.compare(upperA, upperB) : Long.compareUnsigned(lowerA, lowerB);
  }

  @Override
  boolean passes(ConstantVector constant) {
    ByteBuffer bytes = ByteBuffer.wrap(constant.getBytes(0)).order(ByteOrder.LITTLE_ENDIAN);
    return contains(bytes.getLong(8), bytes.getLong(0));
  }

  @Override
  Decision decide(Object min, Object max) {
    BigInteger least = min == null ? Ordinals.min(type) : (BigInteger) min;
    BigInteger greatest = max == null ? Ordinals.max(type) : (BigInteger) max;
    if (least.compareTo(greatest) > 0) {
      return Decision.MAYBE; // no bounds of anything
    }
    for (Range range : ranges) {
      if (range.high().compareTo(least) >= 0) {
        // the first range that does not end before the values begin
        if (range.low().compareTo(greatest) > 0) {
          return Decision.NEVER;
        }
        boolean all = range.low().compareTo(least) <= 0 && range.high().compareTo(greatest) >= 0;
        return all ? Decision.ALWAYS : Decision.MAYBE;
      }
    }
    return Decision.NEVER;
  }

  @Override
  boolean isSelective() {
    return ranges.get(0).low().compareTo(Ordinals.min(type)) > 0
        && ranges.get(ranges.size() - 1).high().compareTo(Ordinals.max(type)) < 0;
  }

  @Override
  boolean listsValues() {
    return ranges.stream().allMatch(range -> range.low().equals(range.high()));
  }

  @Override
  boolean mayFindAny(Membership membership, Object min, Object max) {
    return ranges.stream().anyMatch(range -> membership.mayContain(range.low()));
  }

  @Override
  int cost() {
    return 4;
  }
}
