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

import dev.adaptive.batch.BinaryVectorBuilder;

/** Writes byte strings of any length. */
final class BinaryWriter extends SliceWriter {
  private final BinaryVectorBuilder builder;

  BinaryWriter(BinaryVectorBuilder builder, DecodeScratch scratch) {
    super(scratch);
    this.builder = builder;
  }

  @Override
  void put(BinarySlices values, byte[] defined, int count) {
    builder.appendSlices(values.source, values.offsets, values.lengths, defined, count);
  }
}
