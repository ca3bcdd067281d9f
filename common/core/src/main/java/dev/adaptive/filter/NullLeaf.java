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
import dev.adaptive.expr.Decision;
import java.util.Arrays;
import java.util.function.IntFunction;

/** {@code column IS NULL} or {@code column IS NOT NULL}. */
final class NullLeaf extends Node.Leaf {
  private final boolean wanted;

  /**
   * @param wanted whether the null rows are the ones to keep
   */
  NullLeaf(int column, boolean wanted) {
    super(column);
    this.wanted = wanted;
  }

  @Override
  void narrow(ColumnVector[] columns, int rows, long[] words) {
    ColumnVector vector = columns[column];
    if (!wanted) {
      ValidityBits.keepValues(vector, rows, words);
    } else if (vector.nullCount() == 0) {
      Arrays.fill(words, 0, wordCount(rows), 0L);
    } else if (vector.nullCount() < vector.length()) {
      ValidityBits.keepNulls(vector, rows, words);
    }
  }

  @Override
  Decision decide(IntFunction<ColumnStatistics> statistics) {
    ColumnStatistics known = statistics.apply(column);
    if (known == null || !known.allNull() && !known.noNulls()) {
      return Decision.MAYBE;
    }
    return known.allNull() == wanted ? Decision.ALWAYS : Decision.NEVER;
  }

  @Override
  int cost() {
    return 1;
  }
}
