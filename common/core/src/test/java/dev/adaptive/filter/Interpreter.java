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

import dev.adaptive.expr.Predicate;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a predicate means, row by row, on plain Java objects: slow, and written without a look at
 * the code it judges. Numbers and times are compared as {@code BigDecimal}, times in seconds.
 */
final class Interpreter {
  private final Schema schema;
  private final List<List<Object>> columns;

  /**
   * @param columns values as {@code ConstantVector} takes them, or null
   */
  Interpreter(Schema schema, List<List<Object>> columns) {
    this.schema = schema;
    this.columns = columns;
  }

  /** True, false, or null for unknown. */
  Boolean evaluate(Predicate predicate, int row) {
    if (predicate instanceof Predicate.Constant constant) {
      return constant.value();
    } else if (predicate instanceof Predicate.Not not) {
      Boolean operand = evaluate(not.operand(), row);
      return operand == null ? null : (Boolean) !operand;
    } else if (predicate instanceof Predicate.And and) {
      List<Boolean> all = evaluateAll(and.operands(), row);
      return all.contains(false) ? (Boolean) false : all.contains(null) ? null : (Boolean) true;
    } else if (predicate instanceof Predicate.Or or) {
      List<Boolean> all = evaluateAll(or.operands(), row);
      return all.contains(true) ? (Boolean) true : all.contains(null) ? null : (Boolean) false;
    } else if (predicate instanceof Predicate.IsNull isNull) {
      return value(isNull.column(), row) == null;
    } else if (predicate instanceof Predicate.Comparison comparison) {
      Integer order = compare(comparison.column(), row, comparison.value());
      return order == null ? null : (Boolean) holds(comparison.operator(), order);
    } else if (predicate instanceof Predicate.In in) {
      boolean unknown = false;
      for (Object literal : in.values()) {
        Integer order = compare(in.column(), row, literal);
        if (order == null) {
          unknown = true;
        } else if (order == 0) {
          return true;
        }
      }
      return unknown ? null : (Boolean) false;
    }
    Predicate.StringMatch match = (Predicate.StringMatch) predicate;
    Object value = value(match.column(), row);
    if (value == null) {
      return null;
    }
    String text = new String((byte[]) value, StandardCharsets.UTF_8);
    return switch (match.position()) {
      case PREFIX -> text.startsWith(match.pattern());
      case SUFFIX -> text.endsWith(match.pattern());
      case ANYWHERE -> text.contains(match.pattern());
    };
  }

  private List<Boolean> evaluateAll(List<Predicate> operands, int row) {
    List<Boolean> results = new ArrayList<>();
    operands.forEach(operand -> results.add(evaluate(operand, row)));
    return results;
  }

  private static boolean holds(Predicate.Operator operator, int order) {
    return switch (operator) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }

  private Object value(String column, int row) {
    return columns.get(schema.indexOf(column)).get(row);
  }

  private Integer compare(String column, int row, Object literal) {
    Object value = value(column, row);
    return value == null || literal == null
        ? null
        : (Integer) compare(schema.field(schema.indexOf(column)).type(), value, literal);
  }

  private static int compare(DataType type, Object value, Object literal) {
    if (type instanceof DataType.Bool) {
      return Boolean.compare((Boolean) value, (Boolean) literal);
    } else if (value instanceof byte[] bytes && !(type instanceof DataType.Decimal)) {
      return Arrays.compareUnsigned(
          bytes,
          literal instanceof byte[] other
              ? other
              : literal.toString().getBytes(StandardCharsets.UTF_8));
    } else if (type instanceof DataType.Floating) {
      double number = ((Number) value).doubleValue();
      Number other = (Number) literal;
      if (other instanceof BigDecimal decimal && Double.isFinite(decimal.doubleValue())) {
        other = decimal.doubleValue();
      }
      if (isFinite(other)) {
        return isFinite(number)
            ? new BigDecimal(number).compareTo(exact(other))
            : number == Double.NEGATIVE_INFINITY ? -1 : 1;
      }
      return Double.compare(number, other.doubleValue());
    } else if (literal instanceof Number number && !isFinite(number)) {
      return number.doubleValue() < 0 ? 1 : -1;
    }
    return decimal(type, value).compareTo(literalDecimal(type, literal));
  }

  private static boolean isFinite(Number number) {
    return !(number instanceof Double || number instanceof Float)
        || Double.isFinite(number.doubleValue());
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Double || number instanceof Float
        ? new BigDecimal(number.doubleValue())
        : new BigDecimal(number.toString());
  }

  /** The number, days or seconds that a stored value stands for. */
  static BigDecimal decimal(DataType type, Object value) {
    if (value instanceof byte[] littleEndian) {
      byte[] bigEndian = new byte[16];
      for (int i = 0; i < 16; i++) {
        bigEndian[i] = littleEndian[15 - i];
      }
      return new BigDecimal(new BigInteger(bigEndian), ((DataType.Decimal) type).scale());
    }
    BigInteger stored = BigInteger.valueOf(((Number) value).longValue());
    if (type instanceof DataType.Int integer && !integer.signed()) {
      return new BigDecimal(stored.mod(BigInteger.TWO.pow(integer.bits())));
    } else if (type instanceof DataType.Decimal decimal) {
      return new BigDecimal(stored, decimal.scale());
    } else if (type instanceof DataType.Time time) {
      return new BigDecimal(stored).divide(BigDecimal.valueOf(time.unit().perSecond()));
    } else if (type instanceof DataType.Timestamp timestamp) {
      return new BigDecimal(stored).divide(BigDecimal.valueOf(timestamp.unit().perSecond()));
    }
    return new BigDecimal(stored);
  }

  private static BigDecimal literalDecimal(DataType type, Object literal) {
    if (literal instanceof Number number) {
      return exact(number);
    } else if (literal instanceof LocalDate date) {
      return BigDecimal.valueOf(
          type instanceof DataType.Date ? date.toEpochDay() : date.toEpochDay() * 86_400);
    } else if (literal instanceof LocalTime time) {
      return BigDecimal.valueOf(time.toNanoOfDay(), 9);
    } else if (literal instanceof LocalDateTime local) {
      return seconds(local.toInstant(ZoneOffset.UTC));
    } else if (literal instanceof Instant instant) {
      return seconds(instant);
    }
    String text = literal.toString();
    if (type instanceof DataType.Date) {
      return literalDecimal(type, LocalDate.parse(text));
    } else if (type instanceof DataType.Time) {
      return literalDecimal(type, LocalTime.parse(text));
    }
    return text.endsWith("Z")
        ? seconds(Instant.parse(text))
        : literalDecimal(type, LocalDateTime.parse(text.replace(' ', 'T')));
  }

  private static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond())
        .add(BigDecimal.valueOf(instant.getNano(), 9));
  }
}
