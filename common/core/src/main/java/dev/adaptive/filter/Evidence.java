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
package dev.adaptive.filter;

import dev.adaptive.batch.ColumnVector;
import java.util.function.Predicate;

/**
 * What is known of the values in some set of rows, from cheap to dear. Columns go by their position
 * in the schema that the filter is bound to. A filter asks for more than statistics only if they
 * leave a question that more may answer, so implementations read what they need when it is asked
 * for.
 */
public interface Evidence {

  /** What metadata says; null where nothing is known. */
  ColumnStatistics statistics(int column);

  /** A test of single values; null where there is none. */
  Membership membership(int column);

  /**
   * Hands over all values that occur, perhaps others too, part by part until a part passes the
   * test.
   *
   * @param test gets a part; valid during the call
   * @return whether any part passed; true also if the values are not known
   */
  boolean anyPart(int column, Predicate<ColumnVector> test);
}
