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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.TimestampType;

/**
 * Literals of the planner as values that a column can be compared with, giving what Flink's
 * comparison would give.
 */
final class Literals {
  private Literals() {}

  /**
   * The value, or null if the literal is null or Flink compares in a way that the core does not.
   */
  static Object convert(LogicalType column, ValueLiteralExpression literal) {
    LogicalType type = literal.getOutputDataType().getLogicalType();
    if (literal.isNull()) {
      return null;
    }
    return switch (column.getTypeRoot()) {
      case BOOLEAN -> literal.getValueAs(Boolean.class).orElse(null);
      // Flink compares with a floating point literal in floating point, where integers and decimals
      // lose digits
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL ->
          type.is(LogicalTypeFamily.EXACT_NUMERIC)
              ? literal.getValueAs(BigDecimal.class).orElse(null)
              : null;
      // a decimal literal becomes a double first, so 0.1 is the double nearest to it
      case FLOAT, DOUBLE ->
          type.is(LogicalTypeFamily.NUMERIC)
              ? literal.getValueAs(BigDecimal.class).map(BigDecimal::doubleValue).orElse(null)
              : null;
      case CHAR, VARCHAR ->
          type.is(LogicalTypeFamily.CHARACTER_STRING)
              ? literal.getValueAs(String.class).orElse(null)
              : null;
      case BINARY, VARBINARY -> literal.getValueAs(byte[].class).orElse(null);
      case DATE -> literal.getValueAs(LocalDate.class).orElse(null);
      case TIMESTAMP_WITHOUT_TIME_ZONE -> literal.getValueAs(LocalDateTime.class).orElse(null);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> literal.getValueAs(Instant.class).orElse(null);
      default -> null;
    };
  }

  static Predicate compare(String column, LogicalType type, Operator operator, Object value) {
    if (type instanceof TimestampType timestamp) {
      return compareTimestamp(column, operator, (LocalDateTime) value, timestamp.getPrecision());
    } else if (type instanceof LocalZonedTimestampType timestamp) {
      return compareInstant(column, operator, (Instant) value, timestamp.getPrecision());
    }
    return new Predicate.Comparison(column, operator, value);
  }

  /**
   * The declared type cuts timestamps off to its digits, while the core compares what is in the
   * file. So the comparison is put in terms of steps: the column's step is that of 12:00:00.123
   * exactly if 12:00:00.123 <= column < 12:00:00.124.
   */
  private static Predicate compareTimestamp(
      String column, Operator operator, LocalDateTime value, int digits) {
    long nanos = stepNanos(digits);
    LocalDateTime step = value.minusNanos(value.getNano() % nanos);
    return inSteps(column, operator, step, step.plusNanos(nanos), step.equals(value));
  }

  private static Predicate compareInstant(
      String column, Operator operator, Instant value, int digits) {
    LocalDateTime utc = LocalDateTime.ofInstant(value, ZoneOffset.UTC);
    long nanos = stepNanos(digits);
    Instant step = utc.minusNanos(utc.getNano() % nanos).toInstant(ZoneOffset.UTC);
    return inSteps(column, operator, step, step.plus(nanos, ChronoUnit.NANOS), step.equals(value));
  }

  private static long stepNanos(int digits) {
    long nanos = 1;
    for (int i = digits; i < 9; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /**
   * @param step the step that the literal lies in
   * @param next the step behind it
   * @param onStep whether the literal is the step's very beginning, as else the column never equals
   *     it
   */
  private static Predicate inSteps(
      String column, Operator operator, Object step, Object next, boolean onStep) {
    return switch (operator) {
      case EQ ->
          Predicate.and(Predicate.ge(column, step), Predicate.lt(column, onStep ? next : step));
      case NE ->
          Predicate.or(Predicate.lt(column, onStep ? step : next), Predicate.ge(column, next));
      case LT -> Predicate.lt(column, onStep ? step : next);
      case LE -> Predicate.lt(column, next);
      case GT -> Predicate.ge(column, next);
      case GE -> Predicate.ge(column, onStep ? step : next);
    };
  }
}
