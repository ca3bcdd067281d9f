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
package dev.adaptive.parquet.decode;

import dev.adaptive.batch.BinaryDictionary;

/** A dictionary's own entries, each once and in order, as if they were a page's values. */
abstract class DictionaryEntries<S> implements ValueDecoder<S> {
  private int next;

  private DictionaryEntries() {}

  /** Copies the entries from {@code first} on. */
  abstract void copy(int first, S into, int count);

  @Override
  public void init(PageInput page) {
    next = 0;
  }

  @Override
  public void read(S into, int count) {
    copy(next, into, count);
    next += count;
  }

  @Override
  public void skip(int count) {
    next += count;
  }

  static ValueDecoder<int[]> of(Dictionary.Ints dictionary) {
    return new DictionaryEntries<>() {
      @Override
      void copy(int first, int[] into, int count) {
        System.arraycopy(dictionary.values(), first, into, 0, count);
      }
    };
  }

  static ValueDecoder<long[]> of(Dictionary.Longs dictionary) {
    return new DictionaryEntries<>() {
      @Override
      void copy(int first, long[] into, int count) {
        System.arraycopy(dictionary.values(), first, into, 0, count);
      }
    };
  }

  static ValueDecoder<BinarySlices> of(Dictionary.Binaries dictionary) {
    BinaryDictionary values = dictionary.values();
    return new DictionaryEntries<>() {
      @Override
      void copy(int first, BinarySlices into, int count) {
        into.source = values.data();
        for (int i = 0; i < count; i++) {
          into.offsets[i] = values.offset(first + i);
          into.lengths[i] = values.byteLength(first + i);
        }
      }
    };
  }

  /** The codes of the entries. */
  static ValueDecoder<int[]> codes() {
    return new DictionaryEntries<>() {
      @Override
      void copy(int first, int[] into, int count) {
        for (int i = 0; i < count; i++) {
          into[i] = first + i;
        }
      }
    };
  }
}
