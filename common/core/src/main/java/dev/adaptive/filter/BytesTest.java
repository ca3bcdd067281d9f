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

import dev.adaptive.expr.Decision;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A test on a byte string, ordered by unsigned bytes. One final class with a switch, not one class
 * per kind: the call in the loop over rows stays direct, and the switch takes the same way every
 * time.
 */
final class BytesTest {
  /** The tests; the other comparisons are the negations of these. */
  enum Kind {
    EQUAL,
    LESS,
    LESS_OR_EQUAL,
    PREFIX,
    SUFFIX,
    CONTAINS,
    AMONG
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Kind kind;
  private final byte[] literal;
  private final BytesSet set;

  BytesTest(Kind kind, byte[] literal) {
    this.kind = kind;
    this.literal = literal;
    this.set = null;
  }

  BytesTest(BytesSet set) {
    this.kind = Kind.AMONG;
    this.literal = new byte[0];
    this.set = set;
  }

  /**
   * @param data little-endian
   */
  boolean passes(ByteBuffer data, int offset, int length) {
    int size = literal.length;
    return switch (kind) {
      case EQUAL -> length == size && mismatch(data, offset, literal, size) == size;
      case LESS -> compare(data, offset, length) < 0;
      case LESS_OR_EQUAL -> compare(data, offset, length) <= 0;
      case PREFIX -> length >= size && mismatch(data, offset, literal, size) == size;
      case SUFFIX ->
          length >= size && mismatch(data, offset + length - size, literal, size) == size;
      case CONTAINS -> contains(data, offset, length);
      case AMONG -> set.contains(data, offset, length);
    };
  }

  boolean passes(byte[] value) {
    return passes(ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN), 0, value.length);
  }

  /** Index of the first of {@code count} bytes that differs, or {@code count}. */
  static int mismatch(ByteBuffer data, int offset, byte[] literal, int count) {
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      long difference = data.getLong(offset + i) ^ (long) LONGS.get(literal, i);
      if (difference != 0) {
        return i + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
    }
    while (i < count && data.get(offset + i) == literal[i]) {
      i++;
    }
    return i;
  }

  private int compare(ByteBuffer data, int offset, int length) {
    int common = Math.min(length, literal.length);
    int at = mismatch(data, offset, literal, common);
    return at < common
        ? (data.get(offset + at) & 0xFF) - (literal[at] & 0xFF)
        : length - literal.length;
  }

  private boolean contains(ByteBuffer data, int offset, int length) {
    int size = literal.length;
    if (size == 0) {
      return true;
    }
    byte first = literal[0];
    for (int at = offset; at <= offset + length - size; at++) {
      if (data.get(at) == first && mismatch(data, at, literal, size) == size) {
        return true;
      }
    }
    return false;
  }

  /** What inclusive bounds, null if unknown, say about all values between them. */
  Decision decide(byte[] min, byte[] max) {
    if (min != null && max != null) {
      int order = Arrays.compareUnsigned(min, max);
      if (order > 0) {
        return Decision.MAYBE; // no bounds of anything
      } else if (order == 0) {
        return passes(min) ? Decision.ALWAYS : Decision.NEVER;
      }
    }
    return switch (kind) {
      case EQUAL -> isOutside(literal, min, max) ? Decision.NEVER : Decision.MAYBE;
      // what holds for the upper bound holds for all, what does not hold for the lower bound holds
      // for none
      case LESS, LESS_OR_EQUAL ->
          max != null && passes(max)
              ? Decision.ALWAYS
              : min != null && !passes(min) ? Decision.NEVER : Decision.MAYBE;
      case PREFIX -> decidePrefix(min, max);
      case AMONG -> set.anyBetween(min, max) ? Decision.MAYBE : Decision.NEVER;
      case SUFFIX, CONTAINS -> Decision.MAYBE;
    };
  }

  /** The strings with a prefix are neighbours: between two of them there is no other. */
  private Decision decidePrefix(byte[] min, byte[] max) {
    boolean minHasIt = min != null && passes(min);
    boolean maxHasIt = max != null && passes(max);
    if (minHasIt && maxHasIt) {
      return Decision.ALWAYS;
    }
    boolean allBehind = min != null && !minHasIt && Arrays.compareUnsigned(min, literal) > 0;
    boolean allBefore = max != null && Arrays.compareUnsigned(max, literal) < 0;
    return allBehind || allBefore ? Decision.NEVER : Decision.MAYBE;
  }

  /** See {@link ValueLeaf#isSelective}. */
  boolean isSelective() {
    return kind != Kind.LESS && kind != Kind.LESS_OR_EQUAL;
  }

  /** Whether the values that pass are known one by one. */
  boolean listsValues() {
    return kind == Kind.EQUAL || kind == Kind.AMONG;
  }

  /** Whether any of the values that pass, as far as they are within the bounds, may occur. */
  boolean mayFindAny(Membership membership, byte[] min, byte[] max) {
    return kind == Kind.EQUAL
        ? membership.mayContain(literal)
        : set.mayFindAny(membership, min, max);
  }

  private static boolean isOutside(byte[] value, byte[] min, byte[] max) {
    return min != null && Arrays.compareUnsigned(value, min) < 0
        || max != null && Arrays.compareUnsigned(value, max) > 0;
  }
}
