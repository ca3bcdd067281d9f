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
 * A value decoder together with a writer that understands its values: the way of one column's pages
 * of one encoding into its vectors.
 */
public final class ColumnDecoder implements AutoCloseable {
  private final Pair<?> pair;

  private ColumnDecoder(Pair<?> pair) {
    this.pair = pair;
  }

  static <S> ColumnDecoder of(ValueDecoder<S> decoder, ColumnWriter<S> writer) {
    return new ColumnDecoder(new Pair<>(decoder, writer));
  }

  /** Starts a page; {@code input} is at the first of its values. */
  public void init(PageInput input) {
    pair.decoder.init(input);
  }

  /**
   * Appends the next rows of the page to the vector.
   *
   * @param defined which rows have a value, or null if all have; changed by the call
   * @param rows at most {@link DecodeScratch#ROWS}
   * @param values how many rows have a value
   * @param selected the rows to append, ascending, or null for all
   */
  public void append(byte[] defined, int rows, int values, int[] selected, int selectedCount) {
    pair.append(defined, rows, values, selected, selectedCount);
  }

  /** Passes over the next {@code values} values that are not null. */
  public void skip(int values) {
    pair.decoder.skip(values);
  }

  /** Frees memory of the decoder's own, if it has any. */
  @Override
  public void close() {
    pair.decoder.close();
  }

  private record Pair<S>(ValueDecoder<S> decoder, ColumnWriter<S> writer) {
    void append(byte[] defined, int rows, int values, int[] selected, int selectedCount) {
      writer.append(decoder, defined, rows, values, selected, selectedCount);
    }
  }
}
