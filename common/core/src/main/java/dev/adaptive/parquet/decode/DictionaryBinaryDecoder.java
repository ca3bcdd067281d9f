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

/** Byte strings by dictionary, as slices of the dictionary. */
final class DictionaryBinaryDecoder implements ValueDecoder<BinarySlices> {
  private final DictionaryCodes codes;
  private final BinaryDictionary dictionary;
  private final int[] scratch;

  DictionaryBinaryDecoder(BinaryDictionary dictionary, int[] scratch) {
    this.codes = new DictionaryCodes(dictionary.size());
    this.dictionary = dictionary;
    this.scratch = scratch;
  }

  @Override
  public void init(PageInput page) {
    codes.init(page);
  }

  @Override
  public void read(BinarySlices into, int count) {
    int[] indices = scratch;
    codes.read(indices, count);
    into.source = dictionary.data();
    for (int i = 0; i < count; i++) {
      into.offsets[i] = dictionary.offset(indices[i]);
      into.lengths[i] = dictionary.byteLength(indices[i]);
    }
  }

  @Override
  public void skip(int count) {
    codes.skip(count);
  }
}
