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

import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Decimal;
import dev.adaptive.schema.DataType.Timestamp;
import dev.adaptive.schema.DataType.Unit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Finds the type of a partition column from its values' texts, by Spark's rules: the first of int,
 * long, decimal (whole numbers beyond a long), double, timestamp, date and string that a text fits,
 * then the type that holds all of them without loss, else string. One difference: {@code 1d} or
 * {@code 5f}, which Spark takes for numbers as Java's source code does, are strings here, so that a
 * bar size in a path stays what it is.
 */
final class PartitionTypeInference {
  private static final DataType TIMESTAMP = new Timestamp(Unit.MICROS, true);
  private static final Pattern TIMESTAMP_TEXT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");
  private static final Pattern DATE_TEXT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern JAVA_ONLY_NUMBER =
      Pattern.compile(".*[dDfF]|\\s*[+-]?0[xX].*", Pattern.DOTALL);

  private PartitionTypeInference() {}

  /**
   * @param texts null for the null partition
   */
  static DataType infer(Collection<String> texts) {
    DataType common = null;
    for (String text : texts) {
      if (text != null) {
        DataType type = typeOf(text);
        common = common == null ? type : wider(common, type);
      }
    }
    return common == null ? DataType.STRING : common;
  }

  private static DataType typeOf(String text) {
    try {
      Integer.parseInt(text);
      return DataType.INT32;
    } catch (NumberFormatException e) {
      // the next type
    }
    try {
      Long.parseLong(text);
      return DataType.INT64;
    } catch (NumberFormatException e) {
      // the next type
    }
    DataType number = numberType(text);
    if (number != null) {
      return number;
    }
    if (DATE_TEXT.matcher(text).matches() && isDate(text)) {
      return DataType.DATE;
    }
    if (TIMESTAMP_TEXT.matcher(text).matches() && isTimestamp(text)) {
      return TIMESTAMP;
    }
    return DataType.STRING;
  }

  private static DataType numberType(String text) {
    try {
      BigDecimal decimal = new BigDecimal(text);
      int digits = decimal.precision() - decimal.scale();
      if (decimal.scale() <= 0 && digits <= Decimal.MAX_PRECISION) {
        return new Decimal(Math.max(1, digits), 0);
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // the next type
    }
    if (JAVA_ONLY_NUMBER.matcher(text).matches()) {
      return null;
    }
    try {
      Double.parseDouble(text);
      return DataType.DOUBLE;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isTimestamp(String text) {
    try {
      LocalDateTime.parse(text.replace(' ', 'T'));
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static DataType wider(DataType a, DataType b) {
    if (a.equals(b)) {
      return a;
    }
    if (isWhole(a) && isWhole(b)) {
      if (a instanceof Decimal || b instanceof Decimal) {
        return new Decimal(Math.max(digits(a), digits(b)), 0);
      }
      return DataType.INT64;
    }
    if (isEither(a, b, DataType.INT32) && isEither(a, b, DataType.DOUBLE)) {
      return DataType.DOUBLE;
    }
    if (isEither(a, b, DataType.DATE) && isEither(a, b, TIMESTAMP)) {
      return TIMESTAMP;
    }
    return DataType.STRING;
  }

  private static boolean isEither(DataType a, DataType b, DataType wanted) {
    return a.equals(wanted) || b.equals(wanted);
  }

  private static boolean isWhole(DataType type) {
    return type.equals(DataType.INT32) || type.equals(DataType.INT64) || type instanceof Decimal;
  }

  /** Digits of the decimal that holds all values of a type. */
  private static int digits(DataType type) {
    if (type instanceof Decimal decimal) {
      return decimal.precision();
    }
    return type.equals(DataType.INT32) ? 10 : 20;
  }
}
