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
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.expr.Decision;
import dev.adaptive.schema.DataType;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * A test on a column's value that null does not pass: it takes the nulls away, its subclasses look
 * at the values.
 */
abstract class ValueLeaf extends Node.Leaf {
  final DataType type;
  final boolean negated;

  /**
   * @param negated keep the values, nulls still not among them, that do not pass the test
   */
  ValueLeaf(int column, DataType type, boolean negated) {
    super(column);
    this.type = type;
    this.negated = negated;
  }

  @Override
  final void narrow(ColumnVector[] columns, int rows, long[] words) {
    ColumnVector vector = columns[column];
    if (!vector.type().equals(type)) {
      throw new IllegalArgumentException(
          "the filter was bound to a column of type "
              + type
              + " and got a vector of type "
              + vector.type());
    }
    ValidityBits.keepValues(vector, rows, words);
    if (vector instanceof ConstantVector constant) {
      if (!constant.isNull(0) && passes(constant) == negated) {
        Arrays.fill(words, 0, wordCount(rows), 0L);
      }
    } else if (vector.nullCount() < vector.length()) {
      narrowValues(vector, rows, words);
    }
  }

  /**
   * Drops the rows whose value does not pass, or does if negated. Null rows are no candidates any
   * more.
   */
  abstract void narrowValues(ColumnVector vector, int rows, long[] words);

  /** Whether the constant, which is not null, passes the test, negation not regarded. */
  abstract boolean passes(ConstantVector constant);

  /**
   * What bounds say about the values that are not null, negation not regarded.
   *
   * @param min as in {@link ColumnStatistics}
   * @param max as in {@link ColumnStatistics}
   */
  abstract Decision decide(Object min, Object max);

  /**
   * Whether the test, negation not regarded, is one that few different values may be expected to
   * pass though they lie between a column's bounds. What passes from one value to the end of the
   * order is none: there the bounds know best.
   */
  abstract boolean isSelective();

  /** Whether {@link #mayFindAny} can be asked. */
  abstract boolean listsValues();

  /**
   * Whether any of the values that pass the test may occur.
   *
   * @param min as in {@link ColumnStatistics}; values below need not be looked for
   * @param max as in {@link ColumnStatistics}
   */
  abstract boolean mayFindAny(Membership membership, Object min, Object max);

  @Override
  final boolean asksForMore() {
    return !negated && isSelective();
  }

  @Override
  final boolean ruledOut(Evidence evidence) {
    if (super.ruledOut(evidence)) {
      return true;
    } else if (!asksForMore()) {
      return false;
    }
    Membership membership = listsValues() ? evidence.membership(column) : null;
    if (membership != null) {
      ColumnStatistics known = evidence.statistics(column);
      boolean found =
          known == null
              ? mayFindAny(membership, null, null)
              : mayFindAny(membership, known.min(), known.max());
      if (!found) {
        return true;
      }
    }
    return !evidence.anyPart(column, this::passesAny);
  }

  private boolean passesAny(ColumnVector values) {
    int rows = values.length();
    ColumnVector[] columns = new ColumnVector[column + 1];
    columns[column] = values;
    long[] words = new long[wordCount(rows)];
    Arrays.fill(words, -1L);
    if ((rows & 63) != 0) {
      words[words.length - 1] = (1L << rows) - 1;
    }
    narrow(columns, rows, words);
    return !isEmpty(words, words.length);
  }

  @Override
  final Decision decide(IntFunction<ColumnStatistics> statistics) {
    ColumnStatistics known = statistics.apply(column);
    if (known == null) {
      return Decision.MAYBE;
    }
    if (known.allNull()) {
      return Decision.NEVER;
    }
    Decision decision = decide(known.min(), known.max());
    if (negated) {
      decision =
          switch (decision) {
            case ALWAYS -> Decision.NEVER;
            case NEVER -> Decision.ALWAYS;
            case MAYBE -> Decision.MAYBE;
          };
    }
    return decision == Decision.ALWAYS && !known.noNulls() ? Decision.MAYBE : decision;
  }
}
