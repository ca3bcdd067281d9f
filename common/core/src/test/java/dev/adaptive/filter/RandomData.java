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
import dev.adaptive.expr.Predicate.Operator;
import dev.adaptive.expr.Predicate.Position;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
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
import java.util.Random;

/** Random columns of all types, and predicates that often hit, or just miss, their values. */
final class RandomData {
  private static final List<DataType> TYPES =
      List.of(
          DataType.BOOL,
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          new DataType.Int(8, false),
          new DataType.Int(16, false),
          new DataType.Int(32, false),
          new DataType.Int(64, false),
          DataType.FLOAT,
          DataType.DOUBLE,
          new DataType.Decimal(9, 2),
          new DataType.Decimal(18, 0),
          new DataType.Decimal(38, 10),
          new DataType.Decimal(20, 20),
          DataType.STRING,
          DataType.STRING,
          DataType.STRING,
          DataType.BINARY,
          new DataType.FixedBinary(3),
          DataType.UUID,
          DataType.DATE,
          new DataType.Time(Unit.MILLIS),
          new DataType.Time(Unit.NANOS),
          new DataType.Timestamp(Unit.MILLIS, true),
          new DataType.Timestamp(Unit.MICROS, false),
          new DataType.Timestamp(Unit.NANOS, true));

  private static final String[] STRINGS = {
    "",
    "a",
    "ab",
    "abc",
    "abcdefgh",
    "abcdefghi",
    "b",
    "Z",
    "é",
    "ä",
    "日本",
    "\uD83D\uDE00",
    "\uFFFD",
    "abd",
    "c"
  };

  private final Random random;
  private final Schema schema;
  private final List<List<Object>> columns = new ArrayList<>();

  RandomData(Random random, int columnCount, int rows) {
    this.random = random;
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < columnCount; i++) {
      DataType type = TYPES.get(random.nextInt(TYPES.size()));
      fields.add(new Field("c" + i, type, true));
      // none, some or all null; often one value only, which is where ALWAYS can be decided
      int nullsOf100 = new int[] {0, 0, 0, 15, 60, 100}[random.nextInt(6)];
      Object single = random.nextInt(4) == 0 ? value(type) : null;
      List<Object> values = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        values.add(random.nextInt(100) < nullsOf100 ? null : single != null ? single : value(type));
      }
      columns.add(values);
    }
    schema = new Schema(fields);
  }

  Schema schema() {
    return schema;
  }

  List<List<Object>> columns() {
    return columns;
  }

  private Object value(DataType type) {
    boolean extreme = random.nextInt(8) == 0;
    long small = random.nextInt(9) - 4L;
    return switch (type.carrier()) {
      case BIT -> random.nextBoolean();
      case INT8 -> extreme ? pick(Byte.MIN_VALUE, Byte.MAX_VALUE) : (byte) small;
      case INT16 -> extreme ? pick(Short.MIN_VALUE, Short.MAX_VALUE) : (short) small;
      case INT32 -> extreme ? pick(Integer.MIN_VALUE, Integer.MAX_VALUE) : (int) small;
      case INT64 ->
          type instanceof DataType.Time time
              ? (Object) (Math.abs(small) * time.unit().perSecond() / 2)
              : extreme
                  ? pick(Long.MIN_VALUE, Long.MAX_VALUE)
                  : (Long) (random.nextBoolean() ? small : small * 250_000);
      case FLOAT32 ->
          extreme
              ? pick(
                  Float.NaN,
                  Float.NEGATIVE_INFINITY,
                  Float.POSITIVE_INFINITY,
                  -0.0f,
                  0.0f,
                  Float.MAX_VALUE,
                  -Float.MIN_VALUE,
                  Float.intBitsToFloat(-1),
                  0.1f)
              : (Float) (small / 2f);
      case FLOAT64 ->
          extreme
              ? pick(
                  Double.NaN,
                  Double.NEGATIVE_INFINITY,
                  Double.POSITIVE_INFINITY,
                  -0.0,
                  0.0,
                  Double.MAX_VALUE,
                  -Double.MIN_VALUE,
                  Double.MIN_VALUE,
                  Double.longBitsToDouble(-1L),
                  Double.longBitsToDouble(0x7FF0000000000001L),
                  0x1p53,
                  0x1p53 + 2,
                  0x1p53 + 4,
                  0.1)
              : (Double) (small / 2d);
      case INT128 -> {
        // around multiples of 2^63, where the lower half changes sign and carries into the upper
        BigInteger off =
            extreme || random.nextInt(3) == 0
                ? BigInteger.ONE.shiftLeft(63).multiply(BigInteger.valueOf(random.nextInt(5) - 2))
                : BigInteger.ZERO;
        yield wide(off.add(BigInteger.valueOf(small)));
      }
      case FIXED -> {
        byte[] bytes = new byte[type.byteWidth()];
        bytes[bytes.length - 1] = (byte) small;
        bytes[0] = (byte) pick((byte) 0, (byte) 127, (byte) 128);
        yield bytes;
      }
      case BINARY -> STRINGS[random.nextInt(STRINGS.length)].getBytes(StandardCharsets.UTF_8);
      case NESTED -> throw new IllegalArgumentException("no filter compares values of " + type);
    };
  }

  private Object pick(Object... values) {
    return values[random.nextInt(values.length)];
  }

  static byte[] wide(BigInteger unscaled) {
    byte[] bigEndian = unscaled.toByteArray();
    byte[] bytes = new byte[16];
    for (int i = 0; i < 16; i++) {
      int from = bigEndian.length - 1 - i;
      bytes[i] = from >= 0 ? bigEndian[from] : (byte) (unscaled.signum() < 0 ? -1 : 0);
    }
    return bytes;
  }

  Predicate predicate(int depth) {
    int kind = depth <= 1 ? random.nextInt(8) : random.nextInt(14);
    if (kind >= 8) {
      List<Predicate> operands = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        operands.add(predicate(depth - 1));
      }
      return kind < 10
          ? new Predicate.And(operands)
          : kind < 12 ? new Predicate.Or(operands) : Predicate.not(operands.get(0));
    }
    if (random.nextInt(40) == 0) {
      return new Predicate.Constant((Boolean) pick(true, false, null));
    }
    Field field = schema.field(random.nextInt(schema.size()));
    if (kind == 0) {
      return Predicate.isNull(field.name());
    } else if (kind <= 3 && field.type() instanceof DataType.Utf8 && random.nextBoolean()) {
      return new Predicate.StringMatch(
          field.name(),
          Position.values()[random.nextInt(3)],
          STRINGS[random.nextInt(STRINGS.length)]);
    } else if (kind <= 3) {
      List<Object> values = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        values.add(literal(field.type()));
      }
      return Predicate.in(field.name(), values);
    }
    return new Predicate.Comparison(
        field.name(), Operator.values()[random.nextInt(6)], literal(field.type()));
  }

  Object literal(DataType type) {
    if (random.nextInt(25) == 0) {
      return null;
    }
    Object value = value(type);
    if (type instanceof DataType.Utf8) {
      return new String((byte[]) value, StandardCharsets.UTF_8);
    } else if (value instanceof Boolean
        || value instanceof byte[] && type.carrier() != DataType.Carrier.INT128) {
      return value;
    } else if (type instanceof DataType.Floating) {
      double number = ((Number) value).doubleValue();
      return switch (random.nextInt(6)) {
        case 0 -> Math.nextUp(number);
        case 1 -> (Object) random.nextInt(4);
        case 2 -> Double.isFinite(number) ? (Object) BigDecimal.valueOf(number) : (Object) number;
        case 3 ->
            pick(
                (1L << 53) + 1,
                (1L << 53) + 3,
                BigInteger.TWO.pow(53).add(BigInteger.ONE),
                BigInteger.TEN.pow(400),
                BigInteger.TEN.pow(400).negate(),
                new BigDecimal("1e400"),
                0.1);
        default -> value;
      };
    } else if (type instanceof DataType.Int || type instanceof DataType.Decimal) {
      BigDecimal number = Interpreter.decimal(type, value);
      return switch (random.nextInt(7)) {
        case 0 -> number.add(new BigDecimal("0.000000000000000000000000001"));
        case 1 -> number.doubleValue() + 0.5;
        case 2 -> number.subtract(BigDecimal.ONE);
        case 3 ->
            pick(
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Float.POSITIVE_INFINITY,
                new BigDecimal("-1e30"),
                new BigDecimal("1e90000000"),
                new BigDecimal("-1e-90000000"),
                BigInteger.TWO.pow(64),
                BigInteger.TWO.pow(63),
                -1,
                255L,
                Long.MIN_VALUE);
        case 4 -> number.toBigInteger();
        default -> number;
      };
    }
    BigDecimal number = Interpreter.decimal(type, value);
    long off = random.nextInt(3) == 0 ? random.nextInt(3) - 1 : 0;
    if (type instanceof DataType.Date) {
      LocalDate date =
          LocalDate.ofEpochDay(
              random.nextInt(50) == 0 ? Integer.MAX_VALUE + 1L : number.longValue() + off);
      return random.nextInt(4) == 0 ? date.toString() : date;
    } else if (type instanceof DataType.Time) {
      LocalTime time =
          LocalTime.ofNanoOfDay(Math.max(0, number.movePointRight(9).longValue() + off));
      return random.nextInt(4) == 0 ? time.toString() : time;
    }
    BigDecimal[] parts =
        number
            .movePointRight(9)
            .add(BigDecimal.valueOf(off))
            .divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
    Instant instant = Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue());
    LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    if (local.getYear() > 9999 || local.getYear() < 0) {
      return local;
    } else if (((DataType.Timestamp) type).utc()) {
      return pick(instant, local, instant.toString(), local.toString().replace('T', ' '));
    }
    return pick(local, local.toString(), local.toString().replace('T', ' '));
  }

  /** Statistics of a column: true ones, or looser ones, or none. */
  ColumnStatistics statistics(int column) {
    if (random.nextInt(10) == 0) {
      return null;
    }
    DataType type = schema.field(column).type();
    List<Object> values = columns.get(column);
    long nulls = values.stream().filter(v -> v == null).count();
    Object min = null;
    Object max = null;
    boolean nan = false;
    for (Object value : values) {
      if (value == null) {
        continue;
      }
      Object bound = bound(type, value);
      if (bound instanceof Double number && number.isNaN()) {
        nan = true;
      } else {
        min = min == null || compare(bound, min) < 0 ? bound : min;
        max = max == null || compare(bound, max) > 0 ? bound : max;
      }
    }
    if (type.equals(new DataType.Int(64, false))) {
      boolean large = values.stream().anyMatch(v -> v != null && (Long) v < 0);
      min = large ? null : min;
      max = large ? null : max;
    }
    min = random.nextInt(6) == 0 ? null : random.nextInt(6) == 0 ? lower(min) : min;
    max = nan || random.nextInt(6) == 0 ? null : random.nextInt(6) == 0 ? higher(max) : max;
    return new ColumnStatistics(values.size(), random.nextInt(4) == 0 ? -1 : nulls, min, max);
  }

  /** Exactly the column's values, but for a few that it wrongly claims to have. */
  Membership membership(int column, int falsePositivesOf100) {
    DataType type = schema.field(column).type();
    List<Object> values = columns.get(column).stream().filter(v -> v != null).toList();
    return sought ->
        values.stream().anyMatch(value -> same(bound(type, value), sought))
            || random.nextInt(100) < falsePositivesOf100;
  }

  private static boolean same(Object a, Object b) {
    return a instanceof Double number && number == 0 && b.equals(-number) || compare(a, b) == 0;
  }

  private static Object bound(DataType type, Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    } else if (type instanceof DataType.Floating) {
      return ((Number) value).doubleValue();
    } else if (type.carrier() == DataType.Carrier.INT128) {
      return Interpreter.decimal(type, value).unscaledValue();
    } else if (type instanceof DataType.Int integer && !integer.signed() && integer.bits() < 64) {
      return Interpreter.decimal(type, value).longValue();
    }
    return value instanceof Number number ? (Object) number.longValue() : value;
  }

  private static int compare(Object a, Object b) {
    if (a instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) b);
    } else if (a instanceof Double number) {
      return number.compareTo((Double) b);
    }
    return a instanceof Long number
        ? number.compareTo((Long) b)
        : ((BigInteger) a).compareTo((BigInteger) b);
  }

  private static Object lower(Object bound) {
    if (bound instanceof Long number) {
      return number == Long.MIN_VALUE ? number : (Long) (number - 1);
    } else if (bound instanceof Double number) {
      return Math.nextDown(number);
    } else if (bound instanceof BigInteger number) {
      return number.subtract(BigInteger.ONE);
    }
    return bound == null ? null : Arrays.copyOf((byte[]) bound, ((byte[]) bound).length / 2);
  }

  private static Object higher(Object bound) {
    if (bound instanceof Long number) {
      return number == Long.MAX_VALUE ? number : (Long) (number + 1);
    } else if (bound instanceof Double number) {
      return Math.nextUp(number);
    } else if (bound instanceof BigInteger number) {
      return number.add(BigInteger.ONE);
    }
    byte[] bytes = (byte[]) bound;
    return bytes == null ? null : Arrays.copyOf(bytes, bytes.length + 1);
  }
}
