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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts the text of a predicate into tokens. */
final class PredicateLexer {
  enum Kind {
    /** A keyword or a column's name. */
    WORD,
    QUOTED_NAME,
    NUMBER,
    STRING,
    BYTES,
    SYMBOL,
    END
  }

  /**
   * @param text what it stands for: without quotes, doubled ones made single
   * @param position index of its first character
   */
  record Token(Kind kind, String text, int position) {
    String keyword() {
      return text.toUpperCase(Locale.ROOT);
    }

    String describe() {
      return kind == Kind.END
          ? "the end"
          : kind == Kind.STRING ? "the string '" + text + "'" : "'" + text + "'";
    }
  }

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private PredicateLexer(String text) {
    this.text = text;
  }

  /** The tokens, the last of which is END. */
  static List<Token> tokens(String text) {
    PredicateLexer lexer = new PredicateLexer(text);
    while (lexer.position < text.length()) {
      lexer.scan();
    }
    lexer.tokens.add(new Token(Kind.END, "", text.length()));
    return lexer.tokens;
  }

  private void scan() {
    char c = text.charAt(position);
    char following = position + 1 < text.length() ? text.charAt(position + 1) : ' ';
    if (Character.isWhitespace(c)) {
      position++;
    } else if (c == '\'') {
      quoted(Kind.STRING, position + 1);
    } else if ((c == 'x' || c == 'X') && following == '\'') {
      quoted(Kind.BYTES, position + 2);
    } else if (c == '"' || c == '`') {
      quoted(Kind.QUOTED_NAME, position + 1);
    } else if (isDigit(c) || c == '.' && isDigit(following)) {
      number();
    } else if (Character.isLetter(c) || c == '_') {
      int end = position;
      while (end < text.length() && isNamePart(text.charAt(end))) {
        end++;
      }
      add(Kind.WORD, end);
    } else if ((c == '<' && (following == '=' || following == '>'))
        || ((c == '>' || c == '!') && following == '=')) {
      add(Kind.SYMBOL, position + 2);
    } else if ("=<>(),+-".indexOf(c) >= 0) {
      add(Kind.SYMBOL, position + 1);
    } else {
      throw error("unexpected character '" + c + "'", position);
    }
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(position, end), position));
    position = end;
  }

  /**
   * @param start index of the first character behind the opening quote
   */
  private void quoted(Kind kind, int start) {
    char quote = text.charAt(start - 1);
    StringBuilder content = new StringBuilder();
    int at = start;
    while (true) {
      int end = text.indexOf(quote, at);
      if (end < 0) {
        throw error("the closing " + quote + " is missing for what begins", position);
      }
      content.append(text, at, end);
      at = end + 1;
      if (at >= text.length() || text.charAt(at) != quote) {
        break;
      }
      content.append(quote);
      at++;
    }
    tokens.add(new Token(kind, content.toString(), position));
    position = at;
  }

  private void number() {
    int end = digits(position);
    if (end < text.length() && text.charAt(end) == '.') {
      end = digits(end + 1);
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = end + 1;
      if (exponent < text.length()
          && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
        exponent++;
      }
      end = digits(exponent);
      if (end == exponent || end - exponent > 8) {
        throw error("this number's exponent is missing or has more than 8 digits", position);
      }
    }
    if (end < text.length() && isNamePart(text.charAt(end))) {
      throw error("unexpected character '" + text.charAt(end) + "' in a number", end);
    }
    add(Kind.NUMBER, end);
  }

  private int digits(int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private PredicateSyntaxException error(String problem, int at) {
    return new PredicateSyntaxException(problem, text, at);
  }
}
