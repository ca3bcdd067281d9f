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

import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.Selection;
import dev.adaptive.batch.VectorBuilder;
import java.util.function.Predicate;

/** Reads the rows of one column of a row group in order, into a vector builder. Not thread-safe. */
interface ColumnReader extends AutoCloseable {

  /** Where the values go. */
  VectorBuilder builder();

  /**
   * Hands over the entries of the dictionary, part by part until one passes the test, if the
   * dictionary is known to have all values and is cheap to read. Called before any row is read or
   * passed over; what is read for it is kept for the rows.
   *
   * @param test gets a part as the column's rows are delivered, without nulls
   * @return whether any part passed; true also if the dictionary was not looked at
   */
  default boolean anyPart(Predicate<ColumnVector> test) {
    return true;
  }

  /** Passes over rows; costs nothing until a row behind them is read. */
  void skip(long rows);

  /** Appends the next rows to the builder. */
  void read(int rows);

  /** Appends those of the next {@link Selection#rows()} rows that are selected. */
  void read(Selection selection);

  /** Compressed bytes of the column's pages that were not loaded. */
  long bytesLeftAlone();

  /** See {@link dev.adaptive.io.FileRange#check()}. */
  void check();

  /** Frees everything, the builder too. */
  @Override
  void close();
}
