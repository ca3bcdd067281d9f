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

/** Values of 32 bits by dictionary. */
final class DictionaryIntDecoder implements ValueDecoder<int[]> {
  private final DictionaryCodes codes;
  private final int[] dictionary;

  DictionaryIntDecoder(int[] dictionary) {
    this.codes = new DictionaryCodes(dictionary.length);
    this.dictionary = dictionary;
  }

  @Override
  public void init(PageInput page) {
    codes.init(page);
  }

  @Override
  public void read(int[] into, int count) {
    codes.readUnchecked(into, count);
    int[] entries = dictionary;
    int i = 0;
    try {
      for (; i < count; i++) {
        into[i] = entries[into[i]];
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw codes.noEntry(into[i]);
    }
  }

  @Override
  public void skip(int count) {
    codes.skip(count);
  }
}
