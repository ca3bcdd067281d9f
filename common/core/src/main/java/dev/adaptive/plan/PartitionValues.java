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
package dev.adaptive.plan;

import dev.adaptive.error.SchemaException;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Decimal;
import dev.adaptive.schema.DataType.FixedBinary;
import dev.adaptive.schema.DataType.Floating;
import dev.adaptive.schema.DataType.Int;
import dev.adaptive.schema.DataType.Time;
import dev.adaptive.schema.DataType.Timestamp;
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
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;

/** Turns the texts of partition directories into values of their columns' types. */
public final class PartitionValues {
  private static final Pattern WITH_OFFSET = Pattern.compile(".*(Z|[+-]\\d\\d:?\\d\\d)");

  private PartitionValues() {}

  /**
   * The value that a text stands for, as a constant column of a batch holds it.
   *
   * @param text null for the null partition
   * @param zone of instants that are written without one: the option 'time-zone'
   * @return null, or what {@link dev.adaptive.batch.ConstantVector} takes for the column's type
   * @throws SchemaException if the text is none of the type's values
   */
  public static Object parse(Field column, String text, ZoneId zone) {
    if (text == null) {
      return null;
    }
    try {
      return stored(column.type(), literal(column.type(), text, zone));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new SchemaException(
          "partition value '"
              + text
              + "' of column '"
              + column.name()
              + "' is no "
              + column.type()
              + ". Give the column the type 'string' in the schema, or correct the directory's"
              + " name");
    }
  }

  private static Object literal(DataType type, String text, ZoneId zone) {
    if (type instanceof Int) {
      return new BigInteger(text.trim());
    } else if (type instanceof Decimal decimal) {
      return new BigDecimal(text.trim()).setScale(decimal.scale(), RoundingMode.UNNECESSARY);
    } else if (type instanceof Time) {
      return LocalTime.parse(text.trim());
    } else if (type instanceof Timestamp timestamp) {
      return timestamp(timestamp, text.trim(), zone);
    } else if (type instanceof DataType.Date) {
      return LocalDate.parse(text.trim());
    } else if (type instanceof DataType.Uuid) {
      return UUID.fromString(text.trim());
    } else if (type instanceof DataType.Bool) {
      return bool(text.trim());
    } else if (type instanceof Floating floating) {
      return floating.bits() == 32 ? (Object) Float.valueOf(text) : Double.valueOf(text);
    }
    return type instanceof DataType.Utf8 ? text : text.getBytes(StandardCharsets.UTF_8);
  }

  private static Object stored(DataType type, Object literal) {
    if (type instanceof Int integer) {
      return integer(integer, (BigInteger) literal);
    } else if (type instanceof Decimal decimal) {
      return decimal(decimal, (BigDecimal) literal);
    } else if (type instanceof Time time) {
      return ticks(0, ((LocalTime) literal).toNanoOfDay(), time.unit());
    } else if (type instanceof Timestamp timestamp) {
      Instant instant =
          literal instanceof LocalDateTime local
              ? local.toInstant(ZoneOffset.UTC)
              : (Instant) literal;
      return ticks(instant.getEpochSecond(), instant.getNano(), timestamp.unit());
    } else if (type instanceof FixedBinary fixed && ((byte[]) literal).length != fixed.length()) {
      throw new ArithmeticException("wrong length");
    } else if (literal instanceof LocalDate date) {
      return Math.toIntExact(date.toEpochDay());
    } else if (literal instanceof UUID uuid) {
      return ByteBuffer.allocate(16)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    return literal instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : literal;
  }

  private static boolean bool(String text) {
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new IllegalArgumentException("neither true nor false");
  }

  private static Object integer(Int type, BigInteger value) {
    boolean fits =
        type.signed()
            ? value.bitLength() < type.bits()
            : value.signum() >= 0 && value.bitLength() <= type.bits();
    if (!fits) {
      throw new ArithmeticException("out of range");
    }
    return switch (type.bits()) {
      case 8 -> (Object) value.byteValue();
      case 16 -> value.shortValue();
      case 32 -> value.intValue();
      default -> value.longValue();
    };
  }

  private static Object decimal(Decimal type, BigDecimal value) {
    if (value.precision() > type.precision()) {
      throw new ArithmeticException("too many digits");
    }
    if (type.precision() <= Decimal.MAX_LONG_PRECISION) {
      return value.unscaledValue().longValueExact();
    }
    byte[] bigEndian = value.unscaledValue().toByteArray();
    byte[] littleEndian = new byte[16];
    for (int i = 0; i < 16; i++) {
      int from = bigEndian.length - 1 - i;
      littleEndian[i] = from >= 0 ? bigEndian[from] : (byte) (value.signum() < 0 ? -1 : 0);
    }
    return littleEndian;
  }

  /** ISO 8601, or a space instead of the T, or a date alone. */
  private static Object timestamp(Timestamp type, String text, ZoneId zone) {
    String iso = text.replaceFirst(" ", "T");
    if (iso.indexOf('T') < 0) {
      iso += "T00:00:00";
    }
    if (type.utc() && WITH_OFFSET.matcher(iso).matches()) {
      return OffsetDateTime.parse(iso).toInstant();
    }
    LocalDateTime local = LocalDateTime.parse(iso);
    return type.utc() ? (Object) local.atZone(zone).toInstant() : local;
  }

  private static long ticks(long seconds, long nanos, DataType.Unit unit) {
    long nanosPerTick = 1_000_000_000L / unit.perSecond();
    if (nanos % nanosPerTick != 0) {
      throw new ArithmeticException("finer than " + unit);
    }
    return Math.addExact(Math.multiplyExact(seconds, unit.perSecond()), nanos / nanosPerTick);
  }
}
