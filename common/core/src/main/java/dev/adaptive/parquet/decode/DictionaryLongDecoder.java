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

/** Values of 64 bits by dictionary. */
final class DictionaryLongDecoder implements ValueDecoder<long[]> {
  private final DictionaryCodes codes;
  private final long[] dictionary;
  private final int[] scratch;

  DictionaryLongDecoder(long[] dictionary, int[] scratch) {
    this.codes = new DictionaryCodes(dictionary.length);
    this.dictionary = dictionary;
    this.scratch = scratch;
  }

  @Override
  public void init(PageInput page) {
    codes.init(page);
  }

  @Override
  public void read(long[] into, int count) {
    int[] indices = scratch;
    codes.readUnchecked(indices, count);
    long[] entries = dictionary;
    int i = 0;
    try {
      for (; i < count; i++) {
        into[i] = entries[indices[i]];
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw codes.noEntry(indices[i]);
    }
  }

  @Override
  public void skip(int count) {
    codes.skip(count);
  }
}
