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
package dev.adaptive.spark;

import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.Predicate.Operator;
import dev.adaptive.expr.Predicate.Position;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.StructType;

/**
 * Translates Spark's predicates to the reader's. The names are those that Spark documents at {@code
 * org.apache.spark.sql.connector.expressions.filter.Predicate}; anything else is left to Spark.
 */
final class PredicateTranslator {
  private final StructType sparkSchema;
  private final Schema schema;

  /**
   * A predicate in the reader's terms.
   *
   * @param exact true if it keeps the same rows; else it keeps all of them and perhaps more
   */
  record Translation(Predicate predicate, boolean exact) {}

  /**
   * @param sparkSchema as Spark knows the table
   * @param schema the same columns as the reader knows them
   */
  PredicateTranslator(StructType sparkSchema, Schema schema) {
    this.sparkSchema = sparkSchema;
    this.schema = schema;
  }

  /** The translation, or nothing if there is none. */
  Optional<Translation> translate(
      org.apache.spark.sql.connector.expressions.filter.Predicate predicate) {
    return Optional.ofNullable(translateOrNull(predicate));
  }

  private Translation translateOrNull(Expression expression) {
    if (!(expression
        instanceof org.apache.spark.sql.connector.expressions.filter.Predicate predicate)) {
      return null;
    }
    Expression[] children = predicate.children();
    return switch (predicate.name()) {
      case "AND" -> and(translateOrNull(children[0]), translateOrNull(children[1]));
      case "OR" -> or(translateOrNull(children[0]), translateOrNull(children[1]));
      case "NOT" -> not(translateOrNull(children[0]));
      case "ALWAYS_TRUE" -> exact(new Predicate.Constant(true));
      case "ALWAYS_FALSE" -> exact(new Predicate.Constant(false));
      case "IS_NULL" -> isNull(children[0]);
      case "IS_NOT_NULL" -> not(isNull(children[0]));
      case "=" -> compare(children, Operator.EQ);
      case "<>" -> compare(children, Operator.NE);
      case "<" -> compare(children, Operator.LT);
      case "<=" -> compare(children, Operator.LE);
      case ">" -> compare(children, Operator.GT);
      case ">=" -> compare(children, Operator.GE);
      case "<=>" -> compareNullSafe(children);
      case "IN" -> in(children);
      case "STARTS_WITH" -> match(children, Position.PREFIX);
      case "ENDS_WITH" -> match(children, Position.SUFFIX);
      case "CONTAINS" -> match(children, Position.ANYWHERE);
      default -> null;
    };
  }

  private static Translation exact(Predicate predicate) {
    return new Translation(predicate, true);
  }

  /** Of a conjunction one side alone keeps too many rows, never too few. */
  private static Translation and(Translation left, Translation right) {
    if (left == null || right == null) {
      Translation known = left == null ? right : left;
      return known == null ? null : new Translation(known.predicate(), false);
    }
    return new Translation(
        Predicate.and(left.predicate(), right.predicate()), left.exact() && right.exact());
  }

  private static Translation or(Translation left, Translation right) {
    if (left == null || right == null) {
      return null;
    }
    return new Translation(
        Predicate.or(left.predicate(), right.predicate()), left.exact() && right.exact());
  }

  /** Negated, a predicate that keeps too many rows would keep too few. */
  private static Translation not(Translation operand) {
    return operand == null || !operand.exact() ? null : exact(Predicate.not(operand.predicate()));
  }

  private Translation isNull(Expression operand) {
    Field column = column(operand);
    return column == null ? null : exact(Predicate.isNull(column.name()));
  }

  private Translation compare(Expression[] children, Operator operator) {
    Field column = comparableColumn(children[0]);
    if (column != null) {
      return compare(column, operator, children[1]);
    }
    Field flipped = comparableColumn(children[1]);
    return flipped == null ? null : compare(flipped, operator.flipped(), children[0]);
  }

  private static Translation compare(Field column, Operator operator, Expression operand) {
    Object value = value(column, operand);
    return value == null ? null : exact(comparison(column, operator, value));
  }

  /** Null equals null and nothing else; never unknown. */
  private Translation compareNullSafe(Expression[] children) {
    int columnAt = comparableColumn(children[0]) != null ? 0 : 1;
    Field column = comparableColumn(children[columnAt]);
    if (column == null) {
      return null;
    }
    Expression operand = children[1 - columnAt];
    if (operand instanceof Literal<?> literal && literal.value() == null) {
      return exact(Predicate.isNull(column.name()));
    }
    Object value = value(column, operand);
    return value == null
        ? null
        : exact(
            Predicate.and(
                Predicate.isNotNull(column.name()), comparison(column, Operator.EQ, value)));
  }

  private Translation in(Expression[] children) {
    Field column = comparableColumn(children[0]);
    if (column == null || children.length < 2) {
      return null;
    }
    List<Object> values = new ArrayList<>();
    boolean exact = true;
    for (int i = 1; i < children.length; i++) {
      if (children[i] instanceof Literal<?> literal && literal.value() == null) {
        values.add(null);
        continue;
      }
      Object value = value(column, children[i]);
      if (value == null) {
        return null;
      }
      // Spark looks long lists up in a hash set, where -0.0 and 0.0 differ
      exact &= !(column.type() instanceof DataType.Floating && ((Number) value).doubleValue() == 0);
      values.add(value);
    }
    return new Translation(membership(column, values), exact);
  }

  private static Predicate membership(Field column, List<Object> values) {
    if (!isFinerThanSpark(column)) {
      return Predicate.in(column.name(), values);
    }
    List<Predicate> equalities = new ArrayList<>();
    for (Object value : values) {
      equalities.add(
          value == null ? new Predicate.Constant(null) : comparison(column, Operator.EQ, value));
    }
    return new Predicate.Or(equalities);
  }

  private Translation match(Expression[] children, Position position) {
    Field column = comparableColumn(children[0]);
    if (column == null || !(column.type() instanceof DataType.Utf8)) {
      return null;
    }
    Object pattern = value(column, children[1]);
    return pattern == null
        ? null
        : exact(new Predicate.StringMatch(column.name(), position, (String) pattern));
  }

  private static Predicate comparison(Field column, Operator operator, Object value) {
    if (!isFinerThanSpark(column)) {
      return new Predicate.Comparison(column.name(), operator, value);
    }
    // Spark sees the file's nanoseconds rounded down to microseconds: each of its values is a range
    // of the file's
    String name = column.name();
    Object next = Literals.nextMicrosecond(value);
    return switch (operator) {
      case EQ -> Predicate.and(Predicate.ge(name, value), Predicate.lt(name, next));
      case NE -> Predicate.or(Predicate.lt(name, value), Predicate.ge(name, next));
      case LT -> Predicate.lt(name, value);
      case LE -> Predicate.lt(name, next);
      case GT -> Predicate.ge(name, next);
      case GE -> Predicate.ge(name, value);
    };
  }

  private static boolean isFinerThanSpark(Field column) {
    return column.type() instanceof DataType.Timestamp timestamp && timestamp.unit() == Unit.NANOS;
  }

  /** The column that is referred to, or null. */
  private Field column(Expression expression) {
    if (expression instanceof NamedReference reference && reference.fieldNames().length == 1) {
      int index = schema.indexOf(reference.fieldNames()[0]);
      return index < 0 ? null : schema.field(index);
    }
    return null;
  }

  /**
   * The column that is referred to, or null if there is none or if Spark compares it in another way
   * than the reader does: strings with a collation, for example.
   */
  private Field comparableColumn(Expression expression) {
    Field column = column(expression);
    return column != null
            && SparkTypes.toSpark(column.type()).equals(sparkSchema.apply(column.name()).dataType())
        ? column
        : null;
  }

  private static Object value(Field column, Expression expression) {
    return expression instanceof Literal<?> literal
        ? Literals.toCore(column.type(), literal)
        : null;
  }
}
