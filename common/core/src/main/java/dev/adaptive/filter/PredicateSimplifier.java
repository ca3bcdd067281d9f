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
import dev.adaptive.batch.Selection;
import dev.adaptive.expr.Predicate;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evaluates the parts of a predicate that are the same for all rows of a file. */
public final class PredicateSimplifier {
  private final Schema schema;
  private final ColumnVector[] constants;
  private final Selection selection = new Selection();

  private PredicateSimplifier(Schema schema, ColumnVector[] constants) {
    this.schema = schema;
    this.constants = constants;
  }

  /**
   * Replaces conditions on constant columns by what they come to, and folds AND, OR and NOT with
   * three-valued logic. The result is true, false or unknown for exactly the same rows; it mentions
   * no constant column, and is a {@link Predicate.Constant} if no other column decides.
   *
   * @param constantColumns the columns that have one value, as partition columns or columns that a
   *     file does not have
   * @param values their values by name, as {@link ConstantVector} takes them for the column's type;
   *     null or absent for null
   * @throws dev.adaptive.error.SchemaException if a literal does not fit the column's type
   */
  public static Predicate withConstants(
      Predicate predicate, Schema constantColumns, Map<String, Object> values) {
    ColumnVector[] vectors = new ColumnVector[constantColumns.size()];
    for (int i = 0; i < vectors.length; i++) {
      Field field = constantColumns.field(i);
      vectors[i] = new ConstantVector(field.type(), 1, values.get(field.name()));
    }
    return new PredicateSimplifier(constantColumns, vectors).simplify(predicate);
  }

  private Predicate simplify(Predicate predicate) {
    return switch (Predicate.kind(predicate)) {
      case CONSTANT -> predicate;
      case NOT -> {
        Predicate operand = simplify(((Predicate.Not) predicate).operand());
        yield operand instanceof Predicate.Constant constant
            ? constant(not(constant.value()))
            : Predicate.not(operand);
      }
      case AND -> fold(((Predicate.And) predicate).operands(), false);
      case OR -> fold(((Predicate.Or) predicate).operands(), true);
      case COMPARISON, IN, IS_NULL, STRING_MATCH -> leaf(predicate);
    };
  }

  /**
   * @param decisive the value that decides the whole if any operand has it: false for AND, true for
   *     OR
   */
  private Predicate fold(List<Predicate> operands, boolean decisive) {
    List<Predicate> open = new ArrayList<>();
    boolean unknown = false;
    for (Predicate operand : operands) {
      Predicate simple = simplify(operand);
      if (!(simple instanceof Predicate.Constant constant)) {
        open.add(simple);
      } else if (constant.value() == null) {
        unknown = true;
      } else if (constant.value() == decisive) {
        return constant;
      }
    }
    if (open.isEmpty()) {
      return constant(unknown ? null : (Boolean) !decisive);
    }
    if (unknown) {
      open.add(constant(null));
    }
    return open.size() == 1
        ? open.get(0)
        : decisive ? new Predicate.Or(open) : new Predicate.And(open);
  }

  /** What is neither true nor, negated, true, is unknown. */
  private Predicate leaf(Predicate leaf) {
    if (schema.indexOf(leaf.columns().iterator().next()) < 0) {
      return leaf;
    } else if (isTrue(leaf)) {
      return constant(true);
    }
    return constant(isTrue(Predicate.not(leaf)) ? false : null);
  }

  private boolean isTrue(Predicate leaf) {
    BoundFilter.bind(leaf, schema).evaluate(constants, 1, selection);
    return selection.isKept(0);
  }

  private static Predicate constant(Boolean value) {
    return new Predicate.Constant(value);
  }

  private static Boolean not(Boolean value) {
    return value == null ? null : (Boolean) !value;
  }
}
