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
package dev.adaptive.cli;

import dev.adaptive.schema.DataType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Values as people write them: dates and times in ISO 8601, numbers in decimal, bytes in
 * hexadecimal.
 */
final class ValueText {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private ValueText() {}

  /** The text of a value in the form of {@code ColumnVector.getObject}; "null" for null. */
  static String of(DataType type, Object value) {
    if (value == null) {
      return "null";
    }
    if (type.carrier() == DataType.Carrier.NESTED) {
      return JsonValues.text(type, value);
    } else if (type instanceof DataType.Int integer && !integer.signed()) {
      return unsigned(integer, (Number) value);
    } else if (type instanceof DataType.Date) {
      return LocalDate.ofEpochDay((Integer) value).toString();
    } else if (type instanceof DataType.Time time) {
      return time(time, (Long) value);
    } else if (type instanceof DataType.Timestamp timestamp) {
      return timestamp(timestamp, (Long) value);
    } else if (type instanceof DataType.Uuid) {
      ByteBuffer bytes = ByteBuffer.wrap((byte[]) value);
      return new UUID(bytes.getLong(), bytes.getLong()).toString();
    } else if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    } else if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value.toString();
  }

  /** Whether values of the type are numbers, in tables and in JSON. */
  static boolean isNumber(DataType type) {
    return type instanceof DataType.Int
        || type instanceof DataType.Floating
        || type instanceof DataType.Decimal;
  }

  private static String unsigned(DataType.Int type, Number value) {
    return switch (type.bits()) {
      case 8 -> Integer.toString(value.byteValue() & 0xFF);
      case 16 -> Integer.toString(value.shortValue() & 0xFFFF);
      case 32 -> Integer.toUnsignedString(value.intValue());
      default -> Long.toUnsignedString(value.longValue());
    };
  }

  private static String time(DataType.Time type, long ticks) {
    long perSecond = type.unit().perSecond();
    if (ticks < 0 || ticks >= 86_400 * perSecond) {
      // no time of day: show what is there rather than fail
      return Long.toString(ticks);
    }
    return DateTimeFormatter.ISO_LOCAL_TIME.format(
        LocalTime.ofNanoOfDay(ticks * (NANOS_PER_SECOND / perSecond)));
  }

  private static String timestamp(DataType.Timestamp type, long ticks) {
    long perSecond = type.unit().perSecond();
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(ticks, perSecond),
            Math.floorMod(ticks, perSecond) * (NANOS_PER_SECOND / perSecond));
    return type.utc()
        ? DateTimeFormatter.ISO_INSTANT.format(instant)
        : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
