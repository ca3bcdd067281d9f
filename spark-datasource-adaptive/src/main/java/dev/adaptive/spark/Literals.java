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

import dev.adaptive.schema.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns Spark's literals, which hold Spark's internal values, into those that the reader's
 * predicates take.
 */
final class Literals {
  private Literals() {}

  /**
   * The value for a comparison with a column of that type, or null if there is none that means the
   * same.
   */
  static Object toCore(DataType type, Literal<?> literal) {
    Object value = literal.value();
    if (value == null || !fits(type, literal.dataType())) {
      return null;
    }
    if (value instanceof Decimal decimal) {
      return decimal.toJavaBigDecimal();
    } else if (value instanceof UTF8String string) {
      return text(string);
    } else if (type instanceof DataType.FixedBinary fixed) {
      return ((byte[]) value).length == fixed.length() ? value : null;
    } else if (type instanceof DataType.Uuid) {
      return ((byte[]) value).length == type.byteWidth() ? value : null;
    } else if (type instanceof DataType.Date) {
      return LocalDate.ofEpochDay((Integer) value);
    } else if (type instanceof DataType.Time) {
      return time((Long) value);
    } else if (type instanceof DataType.Timestamp timestamp) {
      Instant instant = Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
      return timestamp.utc() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    return value;
  }

  private static boolean fits(DataType type, org.apache.spark.sql.types.DataType literalType) {
    org.apache.spark.sql.types.DataType columnType = SparkTypes.toSpark(type);
    return columnType.equals(literalType)
        || columnType instanceof DecimalType && literalType instanceof DecimalType;
  }

  /** Null if the string is not UTF-8: as text it would become another one. */
  private static String text(UTF8String string) {
    String text = string.toString();
    return UTF8String.fromString(text).equals(string) ? text : null;
  }

  /** Null for what is no time of day. */
  private static LocalTime time(long nanosOfDay) {
    return nanosOfDay >= 0 && nanosOfDay <= LocalTime.MAX.toNanoOfDay()
        ? LocalTime.ofNanoOfDay(nanosOfDay)
        : null;
  }

  /** The literal of a timestamp, one microsecond later. */
  static Object nextMicrosecond(Object timestamp) {
    return timestamp instanceof Instant instant
        ? instant.plus(1, ChronoUnit.MICROS)
        : ((LocalDateTime) timestamp).plus(1, ChronoUnit.MICROS);
  }
}
