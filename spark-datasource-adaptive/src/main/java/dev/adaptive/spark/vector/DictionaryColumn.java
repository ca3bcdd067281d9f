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
import dev.adaptive.batch.DictionaryVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Strings and byte strings that are codes of a dictionary. */
final class DictionaryColumn extends SourceColumn {
  private final long codes;
  private final BinaryDictionary dictionary;
  private final DictionaryStrings strings;

  /**
   * @param strings the dictionary's entries; null for byte strings, which Spark may change and
   *     which are therefore copied
   */
  DictionaryColumn(DataType type, DictionaryVector source, DictionaryStrings strings) {
    super(type, source);
    this.codes = Addresses.of(source.codes());
    this.dictionary = source.dictionary();
    this.strings = strings;
  }

  @Override
  public UTF8String getUTF8String(int row) {
    return isNullAt(row) ? null : strings.get(Platform.getInt(null, codes + ((long) row << 2)));
  }

  @Override
  public byte[] getBinary(int row) {
    return isNullAt(row)
        ? null
        : dictionary.getBytes(Platform.getInt(null, codes + ((long) row << 2)));
  }
}
