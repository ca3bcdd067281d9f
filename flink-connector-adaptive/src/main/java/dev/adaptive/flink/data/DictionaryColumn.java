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

import dev.adaptive.batch.DictionaryVector;
import org.apache.flink.table.data.StringData;

/** Strings as codes: each entry of the dictionary becomes one string that all its rows share. */
final class DictionaryColumn extends Column {
  private final DictionaryVector vector;
  private final DictionaryStrings strings;

  DictionaryColumn(DictionaryVector vector, DictionaryStrings strings) {
    super(vector);
    this.vector = vector;
    this.strings = strings;
  }

  @Override
  StringData getString(int row) {
    return strings.get(vector.code(row));
  }

  @Override
  Object show(int row) {
    return getString(row);
  }
}
