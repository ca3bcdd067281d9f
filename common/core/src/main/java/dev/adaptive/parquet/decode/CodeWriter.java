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
import dev.adaptive.batch.BinaryVectorBuilder;

/** Writes byte strings as codes into their dictionary. */
final class CodeWriter extends ColumnWriter<int[]> {
  private final BinaryVectorBuilder builder;
  private final BinaryDictionary dictionary;

  CodeWriter(BinaryVectorBuilder builder, BinaryDictionary dictionary, DecodeScratch scratch) {
    super(scratch.ints);
    this.builder = builder;
    this.dictionary = dictionary;
  }

  @Override
  void spread(int[] values, byte[] defined, int rows, int valueCount) {
    int from = valueCount - 1;
    for (int row = rows - 1; row > from; row--) {
      values[row] = defined[row] != 0 ? values[from--] : 0;
    }
  }

  @Override
  void compact(int[] values, int[] selected, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[selected[i]];
    }
  }

  @Override
  void put(int[] values, byte[] defined, int count) {
    builder.appendCodes(values, defined, count, dictionary);
  }
}
