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

/** Checks that values that could have any length all have the length of their column. */
final class FixedLengthDecoder implements ValueDecoder<BinarySlices> {
  private final ValueDecoder<BinarySlices> values;
  private final int length;

  FixedLengthDecoder(ValueDecoder<BinarySlices> values, int length) {
    this.values = values;
    this.length = length;
  }

  @Override
  public void init(PageInput page) {
    values.init(page);
  }

  @Override
  public void read(BinarySlices into, int count) {
    values.read(into, count);
    for (int i = 0; i < count; i++) {
      if (into.lengths[i] != length) {
        throw new MalformedPageException(
            "a value of "
                + into.lengths[i]
                + " bytes in a column of "
                + length
                + " bytes per value");
      }
    }
  }

  @Override
  public void skip(int count) {
    values.skip(count);
  }

  @Override
  public void close() {
    values.close();
  }
}
