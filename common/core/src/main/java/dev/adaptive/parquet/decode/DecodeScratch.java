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
 * Small arrays through which values pass from a page to a vector; they fit the processor's
 * first-level caches. One set serves all columns of a reader, since a column is done with it when a
 * call returns.
 */
public final class DecodeScratch {
  /** The most rows that one call decodes. */
  public static final int ROWS = 4096;

  /** Heap that the arrays take. */
  public static final long BYTES = ROWS * (1L + 1 + 1 + 1 + 4 + 4 + 8 + 16 + 8);

  final byte[] defined = new byte[ROWS];
  final byte[] repetitions = new byte[ROWS];
  final byte[] definitions = new byte[ROWS];
  final byte[] booleans = new byte[ROWS];
  final int[] ints = new int[ROWS];
  final int[] selected = new int[ROWS];
  final long[] longs = new long[ROWS];
  final long[] pairs = new long[2 * ROWS];
  final BinarySlices slices = new BinarySlices(ROWS);

  /** Which rows have a value; free for the caller of a decoder. */
  public byte[] defined() {
    return defined;
  }

  /** Which rows are selected; free for the caller of a decoder. */
  public int[] selected() {
    return selected;
  }

  /** Repetition levels; free for the caller of a decoder. */
  public byte[] repetitions() {
    return repetitions;
  }

  /** Definition levels; free for the caller of a decoder. */
  public byte[] definitions() {
    return definitions;
  }
}
