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

import dev.adaptive.memory.MemoryBlock;
import java.nio.ByteBuffer;

/**
 * The rows of a vector that are not null: one bit each, least significant first, 1 for a value.
 * Without nulls there is no bitmap.
 */
final class Validity {
  private final MemoryBlock bits;
  private final int nullCount;

  /**
   * @param bits null if and only if there are no nulls
   */
  Validity(MemoryBlock bits, int nullCount) {
    this.bits = bits;
    this.nullCount = nullCount;
  }

  int nullCount() {
    return nullCount;
  }

  boolean isNull(int row) {
    return nullCount != 0 && (bits.buffer().get(row >>> 3) & (1 << (row & 7))) == 0;
  }

  /** The bitmap, or null if there are no nulls. */
  ByteBuffer buffer() {
    return bits == null ? null : bits.buffer();
  }

  long bytes() {
    return bits == null || bits.buffer() == null ? 0 : bits.capacity();
  }

  /** The first rows only; takes over the bitmap. */
  Validity head(int count) {
    int nulls = 0;
    for (int row = 0; nullCount != 0 && row < count; row++) {
      nulls += isNull(row) ? 1 : 0;
    }
    return new Validity(bits, nulls);
  }

  void close() {
    if (bits != null) {
      bits.close();
    }
  }
}
