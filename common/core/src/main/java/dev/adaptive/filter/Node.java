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
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A part of a bound filter. NOT has been pushed down to the leaves, so a row counts only if it
 * makes a node true, and "unknown" needs no representation: it is the same as false.
 */
abstract sealed class Node {
  static final Node TRUE = new Constant(true);
  static final Node FALSE = new Constant(false);

  /**
   * Drops the rows for which this is not true.
   *
   * @param words the candidate rows, 64 to a word, of which there are exactly as many as {@code
   *     rows} need or more; bits behind the last row are 0
   */
  abstract void narrow(ColumnVector[] columns, int rows, long[] words);

  abstract Decision decide(IntFunction<ColumnStatistics> statistics);

  /**
   * Whether the evidence shows that no row makes this true. Asks for more than statistics only
   * where that may help.
   */
  abstract boolean ruledOut(Evidence evidence);

  /** Whether {@link #ruledOut} may ask for more than statistics. */
  abstract boolean asksForMore();

  abstract void addColumns(BitSet columns);

  /** What a row costs, roughly: a conjunction asks its cheap operands first. */
  abstract int cost();

  /** What statistics alone decide comes first, as it may spare looking for more. */
  private static Node[] cheapEvidenceFirst(Node[] operands) {
    Node[] sorted = operands.clone();
    Arrays.sort(sorted, Comparator.comparing(Node::asksForMore));
    return sorted;
  }

  private static boolean anyAsksForMore(Node[] operands) {
    return Arrays.stream(operands).anyMatch(Node::asksForMore);
  }

  static int wordCount(int rows) {
    return (rows + 63) >>> 6;
  }

  static boolean isEmpty(long[] words, int count) {
    for (int i = 0; i < count; i++) {
      if (words[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Condition on the values of a single column. */
  abstract static non-sealed class Leaf extends Node {
    final int column;

    Leaf(int column) {
      this.column = column;
    }

    @Override
    boolean ruledOut(Evidence evidence) {
      return decide(evidence::statistics) == Decision.NEVER;
    }

    @Override
    boolean asksForMore() {
      return false;
    }

    @Override
    void addColumns(BitSet columns) {
      columns.set(column);
    }
  }

  /** The same for every row. */
  static final class Constant extends Node {
    private final boolean value;

    private Constant(boolean value) {
      this.value = value;
    }

    @Override
    void narrow(ColumnVector[] columns, int rows, long[] words) {
      if (!value) {
        Arrays.fill(words, 0, wordCount(rows), 0L);
      }
    }

    @Override
    Decision decide(IntFunction<ColumnStatistics> statistics) {
      return value ? Decision.ALWAYS : Decision.NEVER;
    }

    @Override
    boolean ruledOut(Evidence evidence) {
      return !value;
    }

    @Override
    boolean asksForMore() {
      return false;
    }

    @Override
    void addColumns(BitSet columns) {}

    @Override
    int cost() {
      return 0;
    }
  }

  /** True where all operands are. */
  static final class And extends Node {
    private final Node[] operands;
    private final Node[] byEvidence;

    And(List<Node> operands) {
      this.operands = operands.toArray(new Node[0]);
      this.byEvidence = cheapEvidenceFirst(this.operands);
    }

    List<Node> operands() {
      return List.of(operands);
    }

    @Override
    void narrow(ColumnVector[] columns, int rows, long[] words) {
      for (Node operand : operands) {
        operand.narrow(columns, rows, words);
        if (isEmpty(words, wordCount(rows))) {
          return;
        }
      }
    }

    @Override
    Decision decide(IntFunction<ColumnStatistics> statistics) {
      Decision decision = Decision.ALWAYS;
      for (Node operand : operands) {
        decision = decision.and(operand.decide(statistics));
      }
      return decision;
    }

    @Override
    boolean ruledOut(Evidence evidence) {
      return Arrays.stream(byEvidence).anyMatch(operand -> operand.ruledOut(evidence));
    }

    @Override
    boolean asksForMore() {
      return anyAsksForMore(operands);
    }

    @Override
    void addColumns(BitSet columns) {
      for (Node operand : operands) {
        operand.addColumns(columns);
      }
    }

    @Override
    int cost() {
      return Arrays.stream(operands).mapToInt(Node::cost).sum();
    }
  }

  /**
   * True where any operand is. Each operand is asked only about the rows that no earlier one took.
   */
  static final class Or extends Node {
    private final Node[] operands;
    private final Node[] byEvidence;
    private long[] open = new long[64];
    private long[] taken = new long[64];

    Or(List<Node> operands) {
      this.operands = operands.toArray(new Node[0]);
      this.byEvidence = cheapEvidenceFirst(this.operands);
    }

    @Override
    void narrow(ColumnVector[] columns, int rows, long[] words) {
      int count = wordCount(rows);
      if (open.length < count) {
        open = new long[count];
        taken = new long[count];
      }
      Arrays.fill(taken, 0, count, 0L);
      for (Node operand : operands) {
        for (int i = 0; i < count; i++) {
          open[i] = words[i] & ~taken[i];
        }
        if (isEmpty(open, count)) {
          break;
        }
        operand.narrow(columns, rows, open);
        for (int i = 0; i < count; i++) {
          taken[i] |= open[i];
        }
      }
      System.arraycopy(taken, 0, words, 0, count);
    }

    @Override
    Decision decide(IntFunction<ColumnStatistics> statistics) {
      Decision decision = Decision.NEVER;
      for (Node operand : operands) {
        decision = decision.or(operand.decide(statistics));
      }
      return decision;
    }

    @Override
    boolean ruledOut(Evidence evidence) {
      return Arrays.stream(byEvidence).allMatch(operand -> operand.ruledOut(evidence));
    }

    @Override
    boolean asksForMore() {
      return anyAsksForMore(operands);
    }

    @Override
    void addColumns(BitSet columns) {
      for (Node operand : operands) {
        operand.addColumns(columns);
      }
    }

    @Override
    int cost() {
      return Arrays.stream(operands).mapToInt(Node::cost).sum();
    }
  }
}
