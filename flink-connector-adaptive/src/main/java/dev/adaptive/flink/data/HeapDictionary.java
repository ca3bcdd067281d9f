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
package dev.adaptive.flink.data;

import dev.adaptive.batch.BinaryDictionary;
import dev.adaptive.memory.MemoryBudget;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * The entries of a dictionary, on the heap; string objects are made when they are first asked for.
 * Shared by the batches of a column chunk and counted: created with one user.
 *
 * <p>One thread creates, retains and releases, another reads and releases.
 */
final class HeapDictionary {
  /** What an entry takes beside its bytes: the string object and the reference to it. */
  private static final int BYTES_PER_ENTRY = 48;

  private final BinaryDictionary dictionary;
  private final int[] offsets;
  private final MemorySegment[] segments;
  private final BinaryStringData[] strings;
  private final MemoryBudget budget;
  private final long reserved;
  private final AtomicInteger users = new AtomicInteger(1);

  HeapDictionary(BinaryDictionary dictionary, MemoryBudget budget) {
    this.dictionary = dictionary;
    this.budget = budget;
    int size = dictionary.size();
    long bytes = 0;
    for (int i = 0; i < size; i++) {
      bytes += dictionary.byteLength(i);
    }
    this.reserved = bytes + (long) size * BYTES_PER_ENTRY;
    budget.reserve(reserved, "a dictionary of " + size + " strings");
    this.offsets = new int[size + 1];
    byte[] heap = new byte[Math.toIntExact(bytes)];
    int position = 0;
    for (int i = 0; i < size; i++) {
      offsets[i] = position;
      int length = dictionary.byteLength(i);
      dictionary.data().get(dictionary.offset(i), heap, position, length);
      position += length;
    }
    offsets[size] = position;
    this.segments = new MemorySegment[] {MemorySegmentFactory.wrap(heap)};
    this.strings = new BinaryStringData[size];
  }

  boolean isOf(BinaryDictionary other) {
    return dictionary == other;
  }

  BinaryStringData getString(int code) {
    BinaryStringData string = strings[code];
    if (string == null) {
      string =
          BinaryStringData.fromAddress(segments, offsets[code], offsets[code + 1] - offsets[code]);
      strings[code] = string;
    }
    return string;
  }

  /** A copy of the entry's bytes. */
  byte[] getBytes(int code) {
    byte[] bytes = new byte[offsets[code + 1] - offsets[code]];
    segments[0].get(offsets[code], bytes);
    return bytes;
  }

  HeapDictionary retain() {
    users.incrementAndGet();
    return this;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      budget.release(reserved);
    }
  }
}
