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
package dev.adaptive.e2e.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What the SQL of the three engines spells differently in the queries of this module. */
public enum Dialect {
  SPARK("DATE_TRUNC('MINUTE', %s)", "TIMESTAMP '%s'", "MIN_BY(%s, %s)", "MAX_BY(%s, %s)"),
  // Flink 1.20 cannot floor a TIMESTAMP_LTZ. It has no MIN_BY either; the worker registers FIRST_BY
  // and LAST_BY
  FLINK(
      "FLOOR(CAST(%s AS TIMESTAMP(6)) TO MINUTE)",
      "CAST(TIMESTAMP '%s' AS TIMESTAMP_LTZ(6))", "FIRST_BY(%s, %s)", "LAST_BY(%s, %s)"),
  DUCKDB("DATE_TRUNC('minute', %s)", "TIMESTAMPTZ '%s+00'", "ARG_MIN(%s, %s)", "ARG_MAX(%s, %s)");

  private static final DateTimeFormatter LITERAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private final String minute;
  private final String timestamp;
  private final String first;
  private final String last;

  Dialect(String minute, String timestamp, String first, String last) {
    this.minute = minute;
    this.timestamp = timestamp;
    this.first = first;
    this.last = last;
  }

  /** The minute that a time lies in. */
  String minuteOf(String column) {
    return minute.formatted(column);
  }

  /** A literal; all sessions have UTC for their time zone. */
  String literal(Instant instant) {
    return timestamp.formatted(LITERAL.format(instant));
  }

  /** The value of the row with the least order. */
  String firstBy(String value, String order) {
    return first.formatted(value, order);
  }

  /** The value of the row with the greatest order. */
  String lastBy(String value, String order) {
    return last.formatted(value, order);
  }
}
