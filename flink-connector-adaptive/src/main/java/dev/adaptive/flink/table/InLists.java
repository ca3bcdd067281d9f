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
package dev.adaptive.flink.table;

import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.Predicate.Comparison;
import dev.adaptive.expr.Predicate.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds IN lists again: the planner hands them over as chains of {@code column = value OR column =
 * value OR ...}.
 */
final class InLists {
  private InLists() {}

  /** The disjunction of the operands, as one IN if they all compare one column for equality. */
  static Predicate or(Predicate... operands) {
    List<Object> values = new ArrayList<>();
    String column = null;
    for (Predicate operand : flatten(operands)) {
      if (operand instanceof Comparison comparison && comparison.operator() == Operator.EQ) {
        values.add(comparison.value());
        column = same(column, comparison.column());
      } else if (operand instanceof Predicate.In in) {
        values.addAll(in.values());
        column = same(column, in.column());
      } else {
        column = "";
      }
      if (column.isEmpty()) {
        return Predicate.or(operands);
      }
    }
    return values.size() == 1 ? operands[0] : Predicate.in(column, values);
  }

  /** The column, or an empty name if they differ. */
  private static String same(String before, String column) {
    return before == null || before.equals(column) ? column : "";
  }

  private static List<Predicate> flatten(Predicate... operands) {
    return Arrays.stream(operands)
        .flatMap(
            operand ->
                operand instanceof Predicate.Or or
                    ? flatten(or.operands().toArray(new Predicate[0])).stream()
                    : java.util.stream.Stream.of(operand))
        .toList();
  }
}
