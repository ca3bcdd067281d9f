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
package dev.adaptive.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredicateParserTest {

  static Stream<Arguments> texts() {
    Predicate a = Predicate.eq("a", 1L);
    Predicate b = Predicate.eq("b", 2L);
    Predicate c = Predicate.eq("c", 3L);
    return Stream.of(
        Arguments.of(
            "symbol = 'AAPL' AND price > 10",
            Predicate.and(Predicate.eq("symbol", "AAPL"), Predicate.gt("price", 10L))),
        Arguments.of("a=1 or b=2 and c=3", Predicate.or(a, Predicate.and(b, c))),
        Arguments.of("(a=1 OR b=2) AND c=3", Predicate.and(Predicate.or(a, b), c)),
        Arguments.of("NOT a=1 AND b=2", Predicate.and(Predicate.not(a), b)),
        Arguments.of(
            "NOT (a=1 AND NOT NOT b=2)",
            Predicate.not(Predicate.and(a, Predicate.not(Predicate.not(b))))),
        Arguments.of("a != -1.50", Predicate.ne("a", new BigDecimal("-1.50"))),
        Arguments.of("a <> .5e-3", Predicate.ne("a", new BigDecimal("0.5e-3"))),
        Arguments.of("10 < a", Predicate.gt("a", 10L)),
        Arguments.of("'x' >= \"a b\"\"c\"", Predicate.le("a b\"c", "x")),
        Arguments.of("`select` = 'it''s'", Predicate.eq("select", "it's")),
        Arguments.of("a = 9223372036854775808", Predicate.eq("a", BigInteger.TWO.pow(63))),
        Arguments.of("a = -9223372036854775808", Predicate.eq("a", Long.MIN_VALUE)),
        Arguments.of(
            "a between 1 and 2 and b=2",
            Predicate.and(Predicate.and(Predicate.ge("a", 1L), Predicate.le("a", 2L)), b)),
        Arguments.of(
            "a NOT BETWEEN 1 AND 2",
            Predicate.not(Predicate.and(Predicate.ge("a", 1L), Predicate.le("a", 2L)))),
        Arguments.of("a IN (1, 'x', NULL, TRUE)", Predicate.in("a", 1L, "x", null, true)),
        Arguments.of("a not in (1)", Predicate.not(Predicate.in("a", 1L))),
        Arguments.of("a IS NULL", Predicate.isNull("a")),
        Arguments.of("a IS NOT NULL", Predicate.isNotNull("a")),
        Arguments.of("a LIKE 'x%'", Predicate.startsWith("a", "x")),
        Arguments.of("a LIKE '%x'", Predicate.endsWith("a", "x")),
        Arguments.of("a LIKE '%x%'", Predicate.contains("a", "x")),
        Arguments.of("a LIKE 'x'", Predicate.eq("a", "x")),
        Arguments.of("a NOT LIKE '%'", Predicate.not(Predicate.contains("a", ""))),
        Arguments.of(
            "odd_lot AND NOT b",
            Predicate.and(Predicate.eq("odd_lot", true), Predicate.not(Predicate.eq("b", true)))),
        Arguments.of("TRUE", new Predicate.Constant(true)),
        Arguments.of(
            "NULL OR a = FALSE",
            Predicate.or(new Predicate.Constant(null), Predicate.eq("a", false))),
        Arguments.of("date >= DATE '2024-01-31'", Predicate.ge("date", LocalDate.of(2024, 1, 31))),
        Arguments.of("time < TIME '09:30'", Predicate.lt("time", LocalTime.of(9, 30))),
        Arguments.of(
            "ts = TIMESTAMP '2024-01-31 09:30:00.5'",
            Predicate.eq("ts", LocalDateTime.parse("2024-01-31T09:30:00.5"))),
        Arguments.of(
            "ts = timestamp '2024-01-31'",
            Predicate.eq("ts", LocalDateTime.parse("2024-01-31T00:00:00"))),
        Arguments.of(
            "ts = TIMESTAMP '2024-01-31T09:30:00Z'",
            Predicate.eq("ts", Instant.parse("2024-01-31T09:30:00Z"))),
        Arguments.of(
            "a = NaN OR a = -Infinity",
            Predicate.or(
                Predicate.eq("a", Double.NaN), Predicate.eq("a", Double.NEGATIVE_INFINITY))));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsSql(String text, Predicate expected) {
    assertThat(PredicateParser.parse(text)).isEqualTo(expected);
  }

  @Test
  void readsByteStrings() {
    Predicate.Comparison comparison = (Predicate.Comparison) PredicateParser.parse("id = X'00ff'");
    assertThat((byte[]) comparison.value()).containsExactly(0, 255);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 1",
        "NOT (a = 1)",
        "(a = 1 OR b < 'x''y') AND c IS NOT NULL",
        "a IN (1, 2.50, NULL)",
        "\"a b\" LIKE '%x%'",
        "a LIKE 'x%'",
        "NULL",
        "a >= -1.5E+400",
        "a = NaN"
      })
  void readsWhatPredicatesPrint(String text) {
    assertThat(PredicateParser.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                | 0  | expected a literal
          a =               | 3  | expected a literal (strings go in single quotes), found the end
          a = b             | 4  | expected a literal (strings go in single quotes), found 'b'
          a = "b"           | 4  | expected a literal (strings go in single quotes), found 'b'
          a = 1 b = 2       | 6  | expected AND, OR or the end, found 'b'
          a = 1 AND         | 9  | found the end
          (a = 1            | 6  | expected ')', found the end
          a IN ()           | 6  | expected a literal
          a IN 1            | 5  | expected '(', found '1'
          a IS 1            | 5  | expected NULL, found '1'
          a NOT 1           | 6  | expected BETWEEN, IN or LIKE, found '1'
          a BETWEEN 1 OR 2  | 12 | expected AND, found 'OR'
          a LIKE 1          | 7  | expected a pattern in single quotes
          a LIKE 'x_y'      | 7  | LIKE understands 'start%', '%end' and '%part%' only
          a LIKE 'x%y'      | 7  | LIKE understands
          a LIKE '\\%' ESCAPE '\\' | 12 | ESCAPE is not understood
          a = 'x            | 4  | the closing ' is missing
          a = 1x            | 5  | unexpected character 'x' in a number
          a = 1e            | 4  | exponent is missing
          a ; b             | 2  | unexpected character ';'
          1 = 1             | 4  | expected a column, found '1'
          1                 | 1  | expected a comparison, found the end
          d = DATE '1.1.24' | 9  | expected DATE '2024-01-31'
          x = X'0'          | 4  | expected pairs of hexadecimal digits
          a = TRUE b        | 9  | expected AND, OR or the end
          """)
  void saysWhereItDoesNotUnderstand(String text, int position, String message) {
    assertThatThrownBy(() -> PredicateParser.parse(text))
        .isInstanceOfSatisfying(
            PredicateSyntaxException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessageContaining(message)
        .hasMessageContaining("at position " + (position + 1));
  }
}
