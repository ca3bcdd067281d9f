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

import dev.adaptive.error.SchemaException;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds a predicate's literals among the values of the column they are compared with. */
final class Literals {

  /**
   * Where a literal stands in a column's order.
   *
   * @param floor the {@link Ordinals ordinal} of the greatest value not above the literal; may be
   *     beyond what the column can hold, by one if the literal is infinitely far
   * @param exact whether that value equals the literal
   */
  record Place(BigInteger floor, boolean exact) {
    private static Place exactly(long ordinal) {
      return new Place(BigInteger.valueOf(ordinal), true);
    }

    private static Place ofQuotient(BigInteger dividend, BigInteger divisor) {
      BigInteger[] quotient = dividend.divideAndRemainder(divisor);
      boolean roundedUp = quotient[1].signum() < 0;
      return new Place(
          roundedUp ? quotient[0].subtract(BigInteger.ONE) : quotient[0],
          quotient[1].signum() == 0);
    }
  }

  /**
   * More digits than any type has: a number with more is out of range, and is not written out to
   * find that.
   */
  private static final int MANY_DIGITS = 100;

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

  private Literals() {}

  /** Whether the type's values have ordinals; the others are byte strings. */
  static boolean isNumbered(DataType type) {
    return switch (type.carrier()) {
      case BIT, INT8, INT16, INT32, INT64, INT128, FLOAT32, FLOAT64 -> true;
      case FIXED, BINARY, NESTED -> false;
    };
  }

  /** The place of a literal, not null, in a column whose type is numbered. */
  static Place place(Field field, Object literal) {
    DataType type = field.type();
    if (type instanceof DataType.Bool) {
      if (literal instanceof Boolean value) {
        return Place.exactly(value ? 1 : 0);
      }
      throw wrongType(field, literal, "a boolean");
    } else if (type instanceof DataType.Floating) {
      return placeAmongDoubles(number(field, literal));
    } else if (type instanceof DataType.Decimal decimal) {
      return placeAmongDecimals(number(field, literal), decimal.scale(), type);
    } else if (type instanceof DataType.Int) {
      return placeAmongDecimals(number(field, literal), 0, type);
    } else if (type instanceof DataType.Date) {
      return Place.exactly(date(field, literal).toEpochDay());
    } else if (type instanceof DataType.Time time) {
      BigInteger nanos = BigInteger.valueOf(time(field, literal).toNanoOfDay());
      return Place.ofQuotient(nanos, nanosPerTick(time.unit()));
    } else if (type instanceof DataType.Timestamp timestamp) {
      Instant instant = instant(field, timestamp, literal);
      BigInteger nanos =
          BigInteger.valueOf(instant.getEpochSecond())
              .multiply(NANOS_PER_SECOND)
              .add(BigInteger.valueOf(instant.getNano()));
      return Place.ofQuotient(nanos, nanosPerTick(timestamp.unit()));
    }
    throw new IllegalArgumentException(type + " is not numbered");
  }

  /** The bytes of a literal, not null, for a column whose type is not numbered. */
  static byte[] bytes(Field field, Object literal) {
    DataType type = field.type();
    if (type instanceof DataType.Utf8) {
      if (literal instanceof CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
      }
      throw wrongType(field, literal, "a string");
    } else if (literal instanceof byte[] bytes) {
      return bytes.clone();
    } else if (type instanceof DataType.Uuid) {
      UUID uuid = uuid(field, literal);
      return ByteBuffer.allocate(16)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    if (type.carrier() == DataType.Carrier.NESTED) {
      throw new SchemaException(
          "column '"
              + field.name()
              + "' is of type "
              + type
              + "; a filter can only test whether it is null");
    }
    throw wrongType(field, literal, "a byte string");
  }

  private static Number number(Field field, Object literal) {
    if (!(literal instanceof Number number)) {
      throw wrongType(field, literal, "a number");
    }
    if (number instanceof Double || number instanceof BigDecimal) {
      return number;
    } else if (number instanceof Float) {
      return number.doubleValue();
    }
    try {
      return new BigDecimal(number.toString()).toBigIntegerExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrongType(field, literal, "a number of the Java library");
    }
  }

  /**
   * Whole numbers and doubles keep their exact value. A decimal stands for the nearest double, as
   * in SQL: {@code price = 0.1} means the double that is written so. No number that is not infinite
   * stands for infinity.
   */
  private static Place placeAmongDoubles(Number number) {
    double nearest = number.doubleValue();
    if (number instanceof Double) {
      return Place.exactly(Ordinals.of(nearest));
    } else if (Double.isInfinite(nearest)) {
      return new Place(
          BigInteger.valueOf(Ordinals.of(nearest > 0 ? Double.MAX_VALUE : nearest)), false);
    } else if (number instanceof BigInteger whole) {
      int order = new BigDecimal(nearest).compareTo(new BigDecimal(whole));
      return new Place(BigInteger.valueOf(Ordinals.of(nearest) - (order > 0 ? 1 : 0)), order == 0);
    }
    return Place.exactly(Ordinals.of(nearest));
  }

  private static Place placeAmongDecimals(Number number, int scale, DataType type) {
    if (number instanceof Double value && !Double.isFinite(value)) {
      return value < 0 ? belowAll(type) : aboveAll(type);
    }
    BigDecimal exact =
        number instanceof Double value
            ? new BigDecimal(value)
            : number instanceof BigInteger whole ? new BigDecimal(whole) : (BigDecimal) number;
    long digits = (long) exact.precision() - exact.scale();
    if (exact.signum() != 0 && digits > MANY_DIGITS) {
      return exact.signum() < 0 ? belowAll(type) : aboveAll(type);
    } else if (exact.signum() != 0 && digits < -MANY_DIGITS) {
      return new Place(
          BigInteger.valueOf(exact.signum() < 0 ? -1 : 0)
              .add(BigInteger.valueOf(Ordinals.bias(type))),
          false);
    }
    BigDecimal floor = exact.setScale(scale, RoundingMode.FLOOR);
    return new Place(
        floor.unscaledValue().add(BigInteger.valueOf(Ordinals.bias(type))),
        floor.compareTo(exact) == 0);
  }

  private static Place belowAll(DataType type) {
    return new Place(Ordinals.min(type).subtract(BigInteger.ONE), false);
  }

  private static Place aboveAll(DataType type) {
    return new Place(Ordinals.max(type), false);
  }

  private static BigInteger nanosPerTick(DataType.Unit unit) {
    return BigInteger.valueOf(1_000_000_000L / unit.perSecond());
  }

  private static LocalDate date(Field field, Object literal) {
    if (literal instanceof LocalDate date) {
      return date;
    } else if (literal instanceof CharSequence text) {
      try {
        return LocalDate.parse(text.toString().strip());
      } catch (DateTimeException e) {
        throw unreadable(field, literal, "a date such as '2024-01-31'");
      }
    }
    throw wrongType(field, literal, "a date");
  }

  private static LocalTime time(Field field, Object literal) {
    if (literal instanceof LocalTime time) {
      return time;
    } else if (literal instanceof CharSequence text) {
      try {
        return LocalTime.parse(text.toString().strip());
      } catch (DateTimeException e) {
        throw unreadable(field, literal, "a time such as '09:30:00.5'");
      }
    }
    throw wrongType(field, literal, "a time");
  }

  /** The literal as if at UTC if it has no zone. */
  private static Instant instant(Field field, DataType.Timestamp type, Object literal) {
    Object value =
        literal instanceof CharSequence text
            ? timestamp(field, type, text.toString().strip())
            : literal;
    if (value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC);
    } else if (value instanceof LocalDate date) {
      return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    } else if (value instanceof Instant instant) {
      if (type.utc()) {
        return instant;
      }
      throw wrongType(field, literal, "a date and time without a zone");
    }
    throw wrongType(field, literal, type.utc() ? "an instant" : "a date and time without a zone");
  }

  private static Object timestamp(Field field, DataType.Timestamp type, String text) {
    try {
      if (text.length() <= 10) {
        return LocalDate.parse(text);
      }
      String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, ZonedDateTime::from, LocalDateTime::from);
      return parsed instanceof ZonedDateTime zoned ? zoned.toInstant() : parsed;
    } catch (DateTimeException e) {
      String example =
          type.utc()
              ? "a timestamp such as '2024-01-31T09:30:00.5Z'"
              : "a timestamp such as '2024-01-31 09:30:00.5'";
      throw unreadable(field, text, example);
    }
  }

  private static UUID uuid(Field field, Object literal) {
    if (literal instanceof UUID uuid) {
      return uuid;
    } else if (literal instanceof CharSequence text) {
      // UUID.fromString is lenient: it also takes groups of too few digits
      if (UUID_TEXT.matcher(text).matches()) {
        return UUID.fromString(text.toString());
      }
      throw unreadable(field, literal, "a UUID such as '123e4567-e89b-12d3-a456-426614174000'");
    }
    throw wrongType(field, literal, "a UUID");
  }

  static SchemaException wrongType(Field field, Object literal, String expected) {
    return new SchemaException(
        "a filter of the wrong type: column '"
            + field.name()
            + "' is of type "
            + field.type()
            + " and can be compared with "
            + expected
            + ", not with "
            + describe(literal));
  }

  private static SchemaException unreadable(Field field, Object literal, String expected) {
    return new SchemaException(
        "a filter of the wrong type: column '"
            + field.name()
            + "' is of type "
            + field.type()
            + ", but "
            + describe(literal)
            + " is not "
            + expected);
  }

  private static String describe(Object literal) {
    if (literal instanceof byte[] bytes) {
      return "a byte string of " + bytes.length + " bytes";
    }
    String kind = literal.getClass().getSimpleName();
    if (literal instanceof CharSequence) {
      return "the string '" + literal + "'";
    } else if (literal instanceof Number) {
      kind = "number";
    } else if (literal instanceof Boolean) {
      kind = "boolean";
    } else if (literal instanceof LocalDate) {
      kind = "date";
    } else if (literal instanceof LocalTime) {
      kind = "time";
    } else if (literal instanceof LocalDateTime) {
      kind = "timestamp without a zone";
    } else if (literal instanceof Instant) {
      kind = "instant";
    }
    return "the " + kind + " " + literal;
  }
}
