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
package dev.adaptive.parquet.read;

import dev.adaptive.batch.RepeatedVectorBuilder;
import dev.adaptive.batch.StructVectorBuilder;
import dev.adaptive.parquet.decode.DecodeScratch;

/**
 * Turns the levels of a leaf into rows of something the leaf is in. All leaves below a struct, list
 * or map tell the same of it, so one of them is enough.
 */
sealed interface StructureWriter {

  /**
   * Appends rows.
   *
   * @param from first of the leaf's entries
   * @param to behind the last of at most {@link DecodeScratch#ROWS} entries
   */
  void append(byte[] repetitions, byte[] definitions, int from, int to, DecodeScratch scratch);

  /**
   * Rows of a struct.
   *
   * @param repetition greatest repetition level at which a struct begins
   * @param outside least definition level at which there is a row: the list around it has an
   *     element
   * @param definition least definition level at which the struct is not null
   */
  record OfStruct(StructVectorBuilder builder, int repetition, int outside, int definition)
      implements StructureWriter {
    @Override
    public void append(
        byte[] repetitions, byte[] definitions, int from, int to, DecodeScratch scratch) {
      byte[] defined = scratch.defined();
      int rows = 0;
      int valid = 0;
      for (int i = from; i < to; i++) {
        int level = definitions[i];
        int isValid = level >= definition ? 1 : 0;
        int isRow = repetitions[i] <= repetition && level >= outside ? 1 : 0;
        defined[rows] = (byte) isValid;
        valid += isValid & isRow;
        rows += isRow;
      }
      builder.append(valid == rows ? null : defined, rows);
    }
  }

  /**
   * Rows of a list or map.
   *
   * @param repetition repetition level of its elements but the first
   * @param outside least definition level at which there is a row: the list around it has an
   *     element
   * @param definition least definition level at which it is not null
   * @param elementDefinition least definition level at which it is not empty
   */
  record OfRepeated(
      RepeatedVectorBuilder builder,
      int repetition,
      int outside,
      int definition,
      int elementDefinition)
      implements StructureWriter {
    @Override
    public void append(
        byte[] repetitions, byte[] definitions, int from, int to, DecodeScratch scratch) {
      byte[] defined = scratch.defined();
      int[] starts = scratch.selected();
      int rows = 0;
      int valid = 0;
      int before = builder.elements();
      int elements = before;
      for (int i = from; i < to; i++) {
        int level = definitions[i];
        int isValid = level >= definition ? 1 : 0;
        int isRow = repetitions[i] < repetition && level >= outside ? 1 : 0;
        defined[rows] = (byte) isValid;
        starts[rows] = elements;
        valid += isValid & isRow;
        rows += isRow;
        elements += repetitions[i] <= repetition && level >= elementDefinition ? 1 : 0;
      }
      builder.append(starts, valid == rows ? null : defined, rows, elements - before);
    }
  }
}
