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

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * Strings or byte strings as codes. Each string of the dictionary becomes one object that all its
 * rows share; byte strings, which anyone may change, are copies.
 */
final class DictionaryColumn extends Column {
  private final ByteBuffer codes;
  private final HeapDictionary dictionary;
  private final boolean strings;

  DictionaryColumn(
      ByteBuffer validity, ByteBuffer codes, HeapDictionary dictionary, LogicalType type) {
    super(validity);
    this.codes = codes;
    this.dictionary = dictionary;
    this.strings = type.is(LogicalTypeFamily.CHARACTER_STRING);
  }

  @Override
  StringData getString(int row) {
    return dictionary.getString(codes.getInt(row << 2));
  }

  @Override
  byte[] getBinary(int row) {
    return dictionary.getBytes(codes.getInt(row << 2));
  }

  @Override
  Object showValue(int row) {
    return strings ? getString(row) : Arrays.toString(getBinary(row));
  }
}
