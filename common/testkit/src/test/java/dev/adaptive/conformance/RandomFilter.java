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
package dev.adaptive.conformance;

import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.Predicate.Operator;
import dev.adaptive.expr.Predicate.Position;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Random conditions on a table's columns, whose literals are values of the table or next to them.
 */
final class RandomFilter {

  /**
   * The same condition twice.
   *
   * @param sql on columns in their {@link NormalForm}
   */
  record Condition(Predicate predicate, String sql) {}

  private final SplittableRandom random;
  private final Schema schema;
  private final List<? extends List<?>> rows;

  /**
   * @param rows the table in its {@link NormalForm}
   */
  RandomFilter(SplittableRandom random, Schema schema, List<? extends List<?>> rows) {
    this.random = random;
    this.schema = schema;
    this.rows = rows;
  }

  /** A condition with at most so many levels of AND, OR and NOT. */
  Condition next(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(6);
    if (kind <= 2) {
      return leaf();
    } else if (kind == 3) {
      Condition operand = next(depth - 1);
      return new Condition(Predicate.not(operand.predicate), "(NOT " + operand.sql + ")");
    }
    List<Condition> operands = new ArrayList<>();
    for (int i = random.nextInt(2, 4); i > 0; i--) {
      operands.add(next(depth - 1));
    }
    Predicate[] predicates = operands.stream().map(Condition::predicate).toArray(Predicate[]::new);
    return new Condition(
        kind == 4 ? Predicate.and(predicates) : Predicate.or(predicates),
        operands.stream()
            .map(Condition::sql)
            .collect(Collectors.joining(kind == 4 ? " AND " : " OR ", "(", ")")));
  }

  private Condition leaf() {
    int column = random.nextInt(schema.size());
    Field field = schema.field(column);
    String name = field.name();
    String quoted = quoted(name);
    int kind = random.nextInt(10);
    if (kind == 0 || field.type().carrier() == DataType.Carrier.NESTED) {
      return random.nextBoolean()
          ? new Condition(Predicate.isNull(name), quoted + " IS NULL")
          : new Condition(Predicate.isNotNull(name), quoted + " IS NOT NULL");
    } else if (kind <= 3) {
      return in(column, field);
    } else if (kind <= 5 && field.type() instanceof DataType.Utf8) {
      String value = (String) value(column, field.type());
      int from = random.nextInt(value.length() + 1);
      return match(name, value.substring(from, random.nextInt(from, value.length() + 1)));
    }
    Operator operator = Operator.values()[random.nextInt(6)];
    Object value = random.nextInt(40) == 0 ? null : value(column, field.type());
    return new Condition(
        new Predicate.Comparison(name, operator, literal(value, field.type())),
        quoted + " " + operator.sql() + " " + sql(value, field.type()));
  }

  private Condition in(int column, Field field) {
    List<Object> literals = new ArrayList<>();
    List<String> sql = new ArrayList<>();
    for (int i = random.nextInt(random.nextInt(5) == 0 ? 60 : 4); i >= 0; i--) {
      Object value = random.nextInt(40) == 0 ? null : value(column, field.type());
      literals.add(literal(value, field.type()));
      sql.add(sql(value, field.type()));
    }
    return new Condition(
        Predicate.in(field.name(), literals),
        quoted(field.name()) + " IN (" + String.join(", ", sql) + ")");
  }

  private Condition match(String name, String pattern) {
    Position position = Position.values()[random.nextInt(3)];
    String function =
        switch (position) {
          case PREFIX -> "starts_with";
          case SUFFIX -> "suffix";
          case ANYWHERE -> "contains";
        };
    return new Condition(
        new Predicate.StringMatch(name, position, pattern),
        function + "(" + quoted(name) + ", " + text(pattern) + ")");
  }

  /** A value of the column, or one next to it; something if the column has none. */
  private Object value(int column, DataType type) {
    Object found = null;
    for (int i = 0; i < 5 && found == null && !rows.isEmpty(); i++) {
      found = rows.get(random.nextInt(rows.size())).get(column);
    }
    if (found == null) {
      return any(type);
    }
    return random.nextInt(3) == 0 ? neighbour(found, type) : found;
  }

  private static Object any(DataType type) {
    return switch (type.carrier()) {
      case BIT -> true;
      case INT8, INT16, INT32 -> 7L;
      case INT64, INT128 ->
          type instanceof DataType.Decimal decimal
              ? BigDecimal.valueOf(1, decimal.scale())
              : (Object) 77L;
      case FLOAT32 -> 1.5f;
      case FLOAT64 -> 1.5;
      case FIXED ->
          type instanceof DataType.Uuid
              ? "00112233-4455-6677-8899-aabbccddeeff"
              : new byte[type.byteWidth()];
      case BINARY -> type instanceof DataType.Utf8 ? "a" : new byte[] {1, -1};
      case NESTED -> throw new IllegalArgumentException(type.toString());
    };
  }

  private Object neighbour(Object value, DataType type) {
    boolean up = random.nextBoolean();
    if (value instanceof Long number) {
      long limit =
          type instanceof DataType.Time time
              ? (time.unit() == Unit.NANOS ? 86_400_000_000_000L : 86_400_000_000L) - 1
              : Long.MAX_VALUE;
      return up ? Math.min(limit, number + 1) : type instanceof DataType.Time ? number : number - 1;
    } else if (value instanceof Float number) {
      return up ? Math.nextUp(number) : Math.nextDown(number);
    } else if (value instanceof Double number) {
      return up ? Math.nextUp(number) : Math.nextDown(number);
    } else if (value instanceof BigDecimal number) {
      BigDecimal next = number.add(new BigDecimal(BigInteger.valueOf(up ? 1 : -1), number.scale()));
      return next.precision() > ((DataType.Decimal) type).precision() ? number : next;
    } else if (value instanceof String text && type instanceof DataType.Utf8) {
      return up
          ? text + "a"
          : text.substring(
              0, text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2));
    }
    return value;
  }

  /** The value as users give it. */
  private Object literal(Object value, DataType type) {
    if (value == null) {
      return null;
    } else if (type instanceof DataType.Int integer) {
      long number = (Long) value;
      return integer.bits() == 64 && !integer.signed()
          ? (Object) new BigInteger(Long.toUnsignedString(number))
          : number == (int) number && random.nextBoolean()
              ? (Object) (int) number
              : random.nextBoolean() ? (Object) BigDecimal.valueOf(number) : (Object) number;
    } else if (type instanceof DataType.Date) {
      return LocalDate.ofEpochDay((Long) value);
    } else if (type instanceof DataType.Time time) {
      return LocalTime.ofNanoOfDay((Long) value * (time.unit() == Unit.NANOS ? 1 : 1_000));
    } else if (type instanceof DataType.Timestamp timestamp) {
      long perSecond = timestamp.unit() == Unit.NANOS ? 1_000_000_000 : 1_000_000;
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv((Long) value, perSecond),
              Math.floorMod((Long) value, perSecond) * (1_000_000_000 / perSecond));
      return timestamp.utc() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    } else if (type instanceof DataType.Uuid) {
      return UUID.fromString((String) value);
    }
    return value;
  }

  /** The value in its normal form, as DuckDB writes it. */
  private static String sql(Object value, DataType type) {
    if (value == null) {
      return "NULL";
    } else if (value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof Long number) {
      return type.equals(new DataType.Int(64, false))
          ? Long.toUnsignedString(number) + "::UBIGINT"
          : "(" + new BigInteger(number.toString()) + ")::BIGINT";
    } else if (value instanceof Float || value instanceof Double) {
      return "CAST('" + ((Number) value).doubleValue() + "' AS DOUBLE)";
    } else if (value instanceof BigDecimal number) {
      return "'" + number.toPlainString() + "'::" + type.toString().replace("decimal", "DECIMAL");
    } else if (value instanceof byte[] bytes) {
      return "unhex('" + HexFormat.of().formatHex(bytes) + "')";
    }
    return text((String) value);
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String quoted(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }
}
