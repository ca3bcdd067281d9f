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
package dev.adaptive.spark.vector;

import dev.adaptive.batch.BinaryDictionary;
import dev.adaptive.memory.MemoryBudget;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The entries of a dictionary as Spark's strings, each made when it is first asked for. They are
 * copies on the heap: Spark may keep them longer than the dictionary lives. Used by one thread at a
 * time.
 */
final class DictionaryStrings {
  /** A UTF8String, its byte array's header and the reference to it, with compressed references. */
  private static final int BYTES_PER_ENTRY = 24 + 16 + 4;

  private final BinaryDictionary dictionary;
  private final UTF8String[] strings;
  private final MemoryBudget budget;
  private long reserved;

  DictionaryStrings(BinaryDictionary dictionary, MemoryBudget budget) {
    long bytes = (long) dictionary.size() * BYTES_PER_ENTRY;
    for (int code = 0; code < dictionary.size(); code++) {
      bytes += dictionary.byteLength(code);
    }
    budget.reserve(bytes, "the strings of a dictionary of " + dictionary.size() + " entries");
    this.reserved = bytes;
    this.budget = budget;
    this.dictionary = dictionary;
    this.strings = new UTF8String[dictionary.size()];
  }

  boolean isOf(BinaryDictionary other) {
    return dictionary == other;
  }

  /** The dictionary must still be in use. */
  UTF8String get(int code) {
    UTF8String string = strings[code];
    return string == null ? make(code) : string;
  }

  private UTF8String make(int code) {
    UTF8String string = UTF8String.fromBytes(dictionary.getBytes(code));
    strings[code] = string;
    return string;
  }

  /**
   * Gives the reservation back; strings already handed out stay valid. Calling it again does
   * nothing.
   */
  void release() {
    budget.release(reserved);
    reserved = 0;
  }
}
