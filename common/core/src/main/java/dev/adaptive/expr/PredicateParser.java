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

import dev.adaptive.expr.Predicate.Operator;
import dev.adaptive.expr.PredicateLexer.Kind;
import dev.adaptive.expr.PredicateLexer.Token;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Reads a condition written as in SQL's WHERE, by recursive descent:
 *
 * <pre>
 * condition  = conjunction {OR conjunction}
 * conjunction = negation {AND negation}
 * negation   = NOT negation | primary
 * primary    = '(' condition ')' | TRUE | FALSE | NULL | literal comparison column | column [test]
 * test       = comparison literal | IS [NOT] NULL | [NOT] (BETWEEN literal AND literal | IN '(' literal {',' literal} ')' | LIKE string)
 * comparison = '=' | '&lt;&gt;' | '!=' | '&lt;' | '&lt;=' | '&gt;' | '&gt;='
 * column     = name | "name" | `name`
 * literal    = [-] number | 'string' | x'bytes' | TRUE | FALSE | NULL | DATE 'd' | TIME 't' | TIMESTAMP 'ts' | [-] INFINITY | NAN
 * </pre>
 *
 * <p>Keywords are case-insensitive, column names are taken as written. A column alone stands for
 * {@code column = TRUE}. A pattern of LIKE may have {@code %} at its ends only; no character
 * escapes it.
 *
 * <p>Whole numbers become {@code Long} or {@code BigInteger}, other numbers {@code BigDecimal},
 * times the types of {@code java.time}; whether they fit their columns shows when the predicate is
 * bound to a schema.
 */
public final class PredicateParser {
  private final String text;
  private final List<Token> tokens;
  private int next;

  private PredicateParser(String text) {
    this.text = text;
    this.tokens = PredicateLexer.tokens(text);
  }

  /**
   * Reads a condition.
   *
   * @throws PredicateSyntaxException if it cannot be understood; says where
   */
  public static Predicate parse(String text) {
    PredicateParser parser = new PredicateParser(text);
    Predicate predicate = parser.condition();
    if (parser.peek().kind() != Kind.END) {
      throw parser.expected("AND, OR or the end");
    }
    return predicate;
  }

  private Predicate condition() {
    List<Predicate> operands = new ArrayList<>();
    do {
      operands.add(conjunction());
    } while (accept("OR"));
    return operands.size() == 1 ? operands.get(0) : new Predicate.Or(operands);
  }

  private Predicate conjunction() {
    List<Predicate> operands = new ArrayList<>();
    do {
      operands.add(negation());
    } while (accept("AND"));
    return operands.size() == 1 ? operands.get(0) : new Predicate.And(operands);
  }

  private Predicate negation() {
    return accept("NOT") ? Predicate.not(negation()) : primary();
  }

  private Predicate primary() {
    if (acceptSymbol("(")) {
      Predicate inner = condition();
      expectSymbol(")");
      return inner;
    }
    Token first = peek();
    if (first.kind() == Kind.QUOTED_NAME || first.kind() == Kind.WORD && !isLiteralWord()) {
      return test(column());
    }
    Object literal = literal();
    Operator operator = comparison();
    if (operator != null) {
      return new Predicate.Comparison(column(), operator.flipped(), literal);
    } else if (literal == null || literal instanceof Boolean) {
      return new Predicate.Constant((Boolean) literal);
    }
    throw expected("a comparison");
  }

  private Predicate test(String column) {
    Operator operator = comparison();
    if (operator != null) {
      return new Predicate.Comparison(column, operator, literal());
    }
    if (accept("IS")) {
      boolean negated = accept("NOT");
      expect("NULL");
      return negated ? Predicate.isNotNull(column) : Predicate.isNull(column);
    }
    boolean negated = accept("NOT");
    Predicate test;
    if (accept("BETWEEN")) {
      Object low = literal();
      expect("AND");
      test = Predicate.and(Predicate.ge(column, low), Predicate.le(column, literal()));
    } else if (accept("IN")) {
      test = new Predicate.In(column, list());
    } else if (accept("LIKE")) {
      test = like(column);
    } else if (negated) {
      throw expected("BETWEEN, IN or LIKE");
    } else {
      return Predicate.eq(column, true);
    }
    return negated ? Predicate.not(test) : test;
  }

  private List<Object> list() {
    List<Object> values = new ArrayList<>();
    expectSymbol("(");
    do {
      values.add(literal());
    } while (acceptSymbol(","));
    expectSymbol(")");
    return values;
  }

  private Predicate like(String column) {
    Token token = peek();
    String pattern = string("a pattern in single quotes");
    boolean openStart = pattern.startsWith("%");
    boolean openEnd = pattern.endsWith("%");
    int from = 0;
    int to = pattern.length();
    while (from < to && pattern.charAt(from) == '%') {
      from++;
    }
    while (to > from && pattern.charAt(to - 1) == '%') {
      to--;
    }
    String part = pattern.substring(from, to);
    if (part.indexOf('%') >= 0 || part.indexOf('_') >= 0) {
      throw error(
          "LIKE understands 'start%', '%end' and '%part%' only, without '_' and without '%' in"
              + " between; not this pattern",
          token);
    } else if (is("ESCAPE")) {
      throw error("LIKE ... ESCAPE is not understood", peek());
    } else if (openStart && openEnd) {
      return Predicate.contains(column, part);
    } else if (openStart) {
      return Predicate.endsWith(column, part);
    }
    return openEnd ? Predicate.startsWith(column, part) : Predicate.eq(column, part);
  }

  private String column() {
    Token token = peek();
    if (token.kind() != Kind.QUOTED_NAME && (token.kind() != Kind.WORD || isReserved(token))) {
      throw expected("a column");
    }
    next++;
    return token.text();
  }

  /** The comparison that comes next, or null. */
  private Operator comparison() {
    if (peek().kind() != Kind.SYMBOL) {
      return null;
    }
    Operator operator =
        switch (peek().text()) {
          case "=" -> Operator.EQ;
          case "<>", "!=" -> Operator.NE;
          case "<" -> Operator.LT;
          case "<=" -> Operator.LE;
          case ">" -> Operator.GT;
          case ">=" -> Operator.GE;
          default -> null;
        };
    if (operator != null) {
      next++;
    }
    return operator;
  }

  /** Whether a word begins a literal: DATE alone may as well be a column's name. */
  private boolean isLiteralWord() {
    return switch (peek().keyword()) {
      case "TRUE", "FALSE", "NULL" -> true;
      case "DATE", "TIME", "TIMESTAMP" -> tokens.get(next + 1).kind() == Kind.STRING;
      default -> isReserved(peek());
    };
  }

  private static boolean isReserved(Token token) {
    return switch (token.keyword()) {
      case "AND", "OR", "NOT", "IS", "IN", "LIKE", "BETWEEN", "TRUE", "FALSE", "NULL" -> true;
      default -> false;
    };
  }

  private Object literal() {
    Token token = peek();
    switch (token.kind()) {
      case NUMBER:
        next++;
        return number(token, false);
      case STRING:
        next++;
        return token.text();
      case BYTES:
        next++;
        return bytes(token);
      case SYMBOL:
        if (acceptSymbol("-")) {
          return negativeNumber();
        } else if (acceptSymbol("+") && peek().kind() == Kind.NUMBER) {
          return number(tokens.get(next++), false);
        }
        break;
      case WORD:
        next++;
        switch (token.keyword()) {
          case "TRUE":
            return true;
          case "FALSE":
            return false;
          case "NULL":
            return null;
          case "NAN":
            return Double.NaN;
          case "INFINITY":
            return Double.POSITIVE_INFINITY;
          case "DATE", "TIME", "TIMESTAMP":
            return temporal(token.keyword());
          default:
            next--;
        }
        break;
      case QUOTED_NAME, END:
        break;
    }
    throw expected("a literal (strings go in single quotes)");
  }

  private Object negativeNumber() {
    Token token = peek();
    if (token.kind() == Kind.NUMBER) {
      next++;
      return number(token, true);
    } else if (accept("INFINITY")) {
      return Double.NEGATIVE_INFINITY;
    }
    throw expected("a number");
  }

  private static Number number(Token token, boolean negative) {
    String digits = (negative ? "-" : "") + token.text();
    if (token.text().chars().allMatch(c -> c >= '0' && c <= '9')) {
      BigInteger whole = new BigInteger(digits);
      return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }
    return new BigDecimal(digits);
  }

  private byte[] bytes(Token token) {
    try {
      return HexFormat.of().parseHex(token.text());
    } catch (IllegalArgumentException e) {
      throw error("expected pairs of hexadecimal digits", token);
    }
  }

  private Object temporal(String keyword) {
    Token token = peek();
    String value = string("a " + keyword.toLowerCase(Locale.ROOT) + " in single quotes").strip();
    try {
      switch (keyword) {
        case "DATE":
          return LocalDate.parse(value);
        case "TIME":
          return LocalTime.parse(value);
        default:
          return timestamp(value);
      }
    } catch (DateTimeException e) {
      throw error(
          "expected DATE '2024-01-31', TIME '09:30:00' or TIMESTAMP '2024-01-31 09:30:00', found "
              + keyword
              + " '"
              + value
              + "'",
          token);
    }
  }

  private static Object timestamp(String value) {
    if (value.length() <= 10) {
      return LocalDate.parse(value).atStartOfDay();
    }
    String iso =
        value.charAt(10) == ' ' ? value.substring(0, 10) + 'T' + value.substring(11) : value;
    TemporalAccessor parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, ZonedDateTime::from, LocalDateTime::from);
    return parsed instanceof ZonedDateTime zoned ? zoned.toInstant() : parsed;
  }

  private String string(String what) {
    Token token = peek();
    if (token.kind() != Kind.STRING) {
      throw expected(what);
    }
    next++;
    return token.text();
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean is(String keyword) {
    return peek().kind() == Kind.WORD && peek().keyword().equals(keyword);
  }

  private boolean accept(String keyword) {
    boolean found = is(keyword);
    next += found ? 1 : 0;
    return found;
  }

  private boolean acceptSymbol(String symbol) {
    boolean found = peek().kind() == Kind.SYMBOL && peek().text().equals(symbol);
    next += found ? 1 : 0;
    return found;
  }

  private void expect(String keyword) {
    if (!accept(keyword)) {
      throw expected(keyword);
    }
  }

  private void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw expected("'" + symbol + "'");
    }
  }

  private PredicateSyntaxException expected(String what) {
    return error("expected " + what + ", found " + peek().describe(), peek());
  }

  private PredicateSyntaxException error(String problem, Token token) {
    return new PredicateSyntaxException(problem, text, token.position());
  }
}
