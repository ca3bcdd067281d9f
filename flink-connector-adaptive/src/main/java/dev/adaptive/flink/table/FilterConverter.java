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
import dev.adaptive.expr.Predicate.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * Turns the planner's expressions into predicates that keep the same rows.
 *
 * <p>Floating point differs: to the core NaN is the greatest number and equal to itself, to Flink
 * comparisons with NaN are those of Java. The core then keeps at least the rows that Flink keeps,
 * as long as nothing is negated, so such comparisons are pushed but evaluated again by Flink.
 */
final class FilterConverter {
  private static final Map<FunctionDefinition, Operator> OPERATORS =
      Map.of(
          BuiltInFunctionDefinitions.EQUALS, Operator.EQ,
          BuiltInFunctionDefinitions.NOT_EQUALS, Operator.NE,
          BuiltInFunctionDefinitions.LESS_THAN, Operator.LT,
          BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, Operator.LE,
          BuiltInFunctionDefinitions.GREATER_THAN, Operator.GT,
          BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, Operator.GE);

  private final Map<String, RowType.RowField> columns;

  /**
   * @param columns the columns as they were declared, by the names that expressions have for them.
   *     Expressions may have other names too, for fields inside of columns: these stay with Flink
   */
  FilterConverter(Map<String, RowType.RowField> columns) {
    this.columns = Map.copyOf(columns);
  }

  /**
   * A predicate that can be pushed.
   *
   * @param exact whether it keeps exactly the rows that Flink keeps; if not, it keeps some more
   */
  record Converted(Predicate predicate, boolean exact) {}

  /** The predicate, or nothing if Flink has to evaluate the expression. */
  Optional<Converted> convert(ResolvedExpression expression) {
    return Optional.ofNullable(translate(expression));
  }

  private Converted translate(ResolvedExpression expression) {
    if (expression instanceof FieldReferenceExpression) {
      RowType.RowField column = column(expression);
      return column != null && column.getType().is(LogicalTypeRoot.BOOLEAN)
          ? exact(Predicate.eq(column.getName(), true))
          : null;
    }
    if (!(expression instanceof CallExpression call)) {
      return null;
    }
    FunctionDefinition function = call.getFunctionDefinition();
    List<ResolvedExpression> arguments = call.getResolvedChildren();
    if (function == BuiltInFunctionDefinitions.AND || function == BuiltInFunctionDefinitions.OR) {
      return combine(function == BuiltInFunctionDefinitions.AND, arguments);
    } else if (function == BuiltInFunctionDefinitions.NOT) {
      Converted operand = translate(arguments.get(0));
      return operand == null || !operand.exact() ? null : exact(Predicate.not(operand.predicate()));
    } else if (function == BuiltInFunctionDefinitions.LIKE) {
      return like(arguments);
    } else if (function == BuiltInFunctionDefinitions.IN) {
      return in(arguments);
    } else if (OPERATORS.containsKey(function)) {
      return comparison(OPERATORS.get(function), arguments.get(0), arguments.get(1));
    }
    RowType.RowField column = arguments.size() == 1 ? column(arguments.get(0)) : null;
    return column == null ? null : unary(function, column.getName());
  }

  private static Converted exact(Predicate predicate) {
    return new Converted(predicate, true);
  }

  private Converted combine(boolean and, List<ResolvedExpression> arguments) {
    List<Predicate> operands = new ArrayList<>(arguments.size());
    boolean exact = true;
    for (ResolvedExpression argument : arguments) {
      Converted operand = translate(argument);
      if (operand == null) {
        return null;
      }
      operands.add(operand.predicate());
      exact &= operand.exact();
    }
    Predicate[] all = operands.toArray(new Predicate[0]);
    return new Converted(and ? Predicate.and(all) : InLists.or(all), exact);
  }

  private static Converted unary(FunctionDefinition function, String column) {
    if (function == BuiltInFunctionDefinitions.IS_NULL) {
      return exact(Predicate.isNull(column));
    } else if (function == BuiltInFunctionDefinitions.IS_NOT_NULL) {
      return exact(Predicate.isNotNull(column));
    } else if (function == BuiltInFunctionDefinitions.IS_TRUE) {
      return exact(Predicate.and(Predicate.isNotNull(column), Predicate.eq(column, true)));
    } else if (function == BuiltInFunctionDefinitions.IS_FALSE) {
      return exact(Predicate.and(Predicate.isNotNull(column), Predicate.eq(column, false)));
    } else if (function == BuiltInFunctionDefinitions.IS_NOT_TRUE) {
      return exact(Predicate.or(Predicate.isNull(column), Predicate.eq(column, false)));
    } else if (function == BuiltInFunctionDefinitions.IS_NOT_FALSE) {
      return exact(Predicate.or(Predicate.isNull(column), Predicate.eq(column, true)));
    }
    return null;
  }

  private Converted comparison(
      Operator operator, ResolvedExpression left, ResolvedExpression right) {
    if (right instanceof ValueLiteralExpression literal) {
      return comparison(column(left), operator, literal);
    } else if (left instanceof ValueLiteralExpression literal) {
      return comparison(column(right), operator.flipped(), literal);
    }
    return null;
  }

  private static Converted comparison(
      RowType.RowField column, Operator operator, ValueLiteralExpression literal) {
    Object value = column == null ? null : Literals.convert(column.getType(), literal);
    if (value == null) {
      return null;
    }
    return new Converted(
        Literals.compare(column.getName(), column.getType(), operator, value),
        isExact(column.getType()));
  }

  /**
   * The column that is referred to, or null if it is none. Its type is as declared: that of the
   * reference may have been widened by the planner.
   */
  private RowType.RowField column(ResolvedExpression expression) {
    return expression instanceof FieldReferenceExpression field
        ? columns.get(field.getName())
        : null;
  }

  private static boolean isExact(LogicalType column) {
    return !column.is(LogicalTypeFamily.APPROXIMATE_NUMERIC);
  }

  private Converted in(List<ResolvedExpression> arguments) {
    RowType.RowField column = column(arguments.get(0));
    if (column == null) {
      return null;
    }
    List<Predicate> alternatives = new ArrayList<>(arguments.size() - 1);
    for (ResolvedExpression argument : arguments.subList(1, arguments.size())) {
      Converted alternative =
          argument instanceof ValueLiteralExpression literal
              ? comparison(column, Operator.EQ, literal)
              : null;
      if (alternative == null) {
        return null;
      }
      alternatives.add(alternative.predicate());
    }
    return new Converted(
        InLists.or(alternatives.toArray(new Predicate[0])), isExact(column.getType()));
  }

  /**
   * Patterns that only ask how a string begins, ends or what it contains; no wildcard for one
   * character, no escapes.
   */
  private Converted like(List<ResolvedExpression> arguments) {
    RowType.RowField field = column(arguments.get(0));
    if (arguments.size() != 2
        || field == null
        || !(arguments.get(1) instanceof ValueLiteralExpression literal)
        || !field.getType().is(LogicalTypeFamily.CHARACTER_STRING)) {
      return null;
    }
    String pattern = literal.getValueAs(String.class).orElse(null);
    if (pattern == null || pattern.indexOf('_') >= 0 || pattern.indexOf('\\') >= 0) {
      return null;
    }
    boolean openStart = pattern.startsWith("%");
    boolean openEnd = pattern.length() > 1 && pattern.endsWith("%");
    String text = pattern.substring(openStart ? 1 : 0, pattern.length() - (openEnd ? 1 : 0));
    if (text.indexOf('%') >= 0) {
      return null;
    }
    String column = field.getName();
    if (openStart && openEnd) {
      return exact(Predicate.contains(column, text));
    } else if (openStart) {
      return exact(Predicate.endsWith(column, text));
    }
    return exact(openEnd ? Predicate.startsWith(column, text) : Predicate.eq(column, text));
  }
}
