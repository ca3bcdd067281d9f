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

/**
 * Moves decoded values of one column into its vector, converting them to the vector's type. Works
 * on the shared scratch in three steps: values are decoded densely, moved apart to make room for
 * nulls, and reduced to the selected rows.
 *
 * @param <S> see {@link ValueDecoder}
 */
abstract class ColumnWriter<S> {
  private final S scratch;

  ColumnWriter(S scratch) {
    this.scratch = scratch;
  }

  /**
   * Appends rows to the vector.
   *
   * @param defined which rows have a value, or null if all have; changed by the call
   * @param rows at most {@link DecodeScratch#ROWS}
   * @param values how many rows have a value
   * @param selected the rows to append, ascending, or null for all
   */
  final void append(
      ValueDecoder<S> decoder,
      byte[] defined,
      int rows,
      int values,
      int[] selected,
      int selectedCount) {
    if (defined == null && selected == null && appendRaw(decoder, rows)) {
      return;
    }
    decoder.read(scratch, values);
    if (defined != null) {
      spread(scratch, defined, rows, values);
    }
    int count = rows;
    if (selected != null) {
      compact(scratch, selected, selectedCount);
      if (defined != null) {
        for (int i = 0; i < selectedCount; i++) {
          defined[i] = defined[selected[i]];
        }
      }
      count = selectedCount;
    }
    put(scratch, defined, count);
  }

  /** Appends rows without decoding them, if that can be done. */
  boolean appendRaw(ValueDecoder<S> decoder, int rows) {
    return false;
  }

  /**
   * Moves the first {@code values} values to the rows that are defined. What null rows get is up to
   * {@link #put}.
   */
  abstract void spread(S values, byte[] defined, int rows, int valueCount);

  /** Moves the selected values to the front. */
  abstract void compact(S values, int[] selected, int count);

  /** Appends the first {@code count} values to the vector. */
  abstract void put(S values, byte[] defined, int count);
}
