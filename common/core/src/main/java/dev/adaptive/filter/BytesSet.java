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

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Some byte strings: a hash table with open addressing, at most half full, that is asked about
 * slices of a buffer.
 */
final class BytesSet {
  private final byte[][] sorted;
  private final byte[][] table;

  /**
   * @param values at least one; duplicates do no harm
   */
  BytesSet(List<byte[]> values) {
    sorted = values.toArray(new byte[0][]);
    Arrays.sort(sorted, Arrays::compareUnsigned);
    table = new byte[1 << (33 - Integer.numberOfLeadingZeros(sorted.length))][];
    for (byte[] value : sorted) {
      int slot = slot(ByteBuffer.wrap(value), 0, value.length);
      while (table[slot] != null) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = value;
    }
  }

  private int slot(ByteBuffer data, int offset, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + data.get(offset + i);
    }
    hash *= 0x9E3779B9;
    return (hash ^ (hash >>> 16)) & (table.length - 1);
  }

  boolean contains(ByteBuffer data, int offset, int length) {
    int slot = slot(data, offset, length);
    for (byte[] value = table[slot]; value != null; value = table[slot]) {
      if (value.length == length && BytesTest.mismatch(data, offset, value, length) == length) {
        return true;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return false;
  }

  /** Whether any value lies between the bounds, both included; a null bound is none. */
  boolean anyBetween(byte[] min, byte[] max) {
    int first = firstFrom(min);
    return first < sorted.length && isUpTo(max, sorted[first]);
  }

  /** Whether any value between the bounds, both included, may occur; a null bound is none. */
  boolean mayFindAny(Membership membership, byte[] min, byte[] max) {
    if (min != null && max != null && Arrays.compareUnsigned(min, max) > 0) {
      return true; // no bounds of anything
    }
    for (int i = firstFrom(min); i < sorted.length && isUpTo(max, sorted[i]); i++) {
      if (membership.mayContain(sorted[i])) {
        return true;
      }
    }
    return false;
  }

  private int firstFrom(byte[] min) {
    if (min == null) {
      return 0;
    }
    int found = Arrays.binarySearch(sorted, min, Arrays::compareUnsigned);
    return found >= 0 ? found : -found - 1;
  }

  private static boolean isUpTo(byte[] max, byte[] value) {
    return max == null || Arrays.compareUnsigned(value, max) <= 0;
  }
}
