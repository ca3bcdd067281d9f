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
package dev.adaptive.options;

import dev.adaptive.memory.MemoryLimit;
import dev.adaptive.schema.DataType;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns option texts into values; failures are {@link IllegalArgumentException}s that say what is
 * wrong.
 */
final class Parsers {
  private static final Pattern SIZE =
      Pattern.compile("(\\d+)\\s*([kmgt]?)i?b?", Pattern.CASE_INSENSITIVE);

  private Parsers() {}

  static boolean bool(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither 'true' nor 'false'");
    };
  }

  static boolean onlyFalse(String text) {
    if (bool(text)) {
      throw new IllegalArgumentException(
          "a file that cannot be read is an error, never left out. Remove the option, and the"
              + " damaged file");
    }
    return false;
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text.trim());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "not a time zone such as 'UTC', '+02:00' or 'America/New_York'", e);
    }
  }

  static LocalDateTime dateTime(String text) {
    try {
      return LocalDateTime.parse(text.trim().replace(' ', 'T'));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a date and time such as '2024-05-31T13:00:00'", e);
    }
  }

  static int positiveInt(String text) {
    long value = positiveLong(text);
    if (value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("greater than " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  static long positiveLong(String text) {
    long value;
    try {
      value = Long.parseLong(text.trim().replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number", e);
    }
    if (value < 1) {
      throw new IllegalArgumentException("less than 1");
    }
    return value;
  }

  /** Bytes: {@code 1048576}, {@code 64k}, {@code 64 MB}, {@code 1GiB}; units are powers of 1024. */
  static long size(String text) {
    Matcher matcher = SIZE.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size such as '64MB' or '1g'");
    }
    int shift =
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          case "t" -> 40;
          default -> 0;
        };
    long bytes;
    try {
      bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("too large", e);
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("less than 1 byte");
    }
    return bytes;
  }

  /** A size, or a share of the container's memory, as {@code 5%}. */
  static MemoryLimit memoryLimit(String text) {
    String trimmed = text.trim();
    if (!trimmed.endsWith("%")) {
      try {
        return new MemoryLimit(size(trimmed), 0);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(e.getMessage() + ", nor a percentage such as '5%'", e);
      }
    }
    int percent = positiveInt(trimmed.substring(0, trimmed.length() - 1));
    if (percent > 100) {
      throw new IllegalArgumentException("more than 100 %");
    }
    return new MemoryLimit(0, percent);
  }

  static DataType.Unit int96Unit(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "micros" -> DataType.Unit.MICROS;
      case "nanos" -> DataType.Unit.NANOS;
      default -> throw new IllegalArgumentException("neither 'micros' nor 'nanos'");
    };
  }

  static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text -> {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().replace('_', '-').equalsIgnoreCase(text.trim())) {
          return constant;
        }
      }
      throw new IllegalArgumentException(
          "not one of "
              + Arrays.stream(type.getEnumConstants())
                  .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                  .collect(Collectors.joining(", ")));
    };
  }
}
