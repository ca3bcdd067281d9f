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

/** Writes values that come as slices of a page or a dictionary. */
abstract class SliceWriter extends ColumnWriter<BinarySlices> {

  SliceWriter(DecodeScratch scratch) {
    super(scratch.slices);
  }

  @Override
  final void spread(BinarySlices values, byte[] defined, int rows, int valueCount) {
    int from = valueCount - 1;
    for (int row = rows - 1; row > from; row--) {
      boolean valid = defined[row] != 0;
      values.offsets[row] = valid ? values.offsets[from] : 0;
      values.lengths[row] = valid ? values.lengths[from] : 0;
      from -= valid ? 1 : 0;
    }
  }

  @Override
  final void compact(BinarySlices values, int[] selected, int count) {
    for (int i = 0; i < count; i++) {
      values.offsets[i] = values.offsets[selected[i]];
      values.lengths[i] = values.lengths[selected[i]];
    }
  }
}
