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

import dev.adaptive.error.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A glob over paths whose parts are joined by '/', with the rules of {@code java.nio}: {@code *}
 * and {@code ?} stop at '/', {@code **} does not, {@code [a-z]}, {@code [!a-z]}, {@code {a,b}}, and
 * a backslash takes the next character literally. {@code **} as a whole part also stands for no
 * directory, so {@code a/**&#47;b} matches {@code a/b}. Names that begin with '_' or '.' are
 * matched only by a part that begins with the same character.
 *
 * <p>Braces are expanded first: what is left can be matched part by part, so that only directories
 * that can lead to a match are listed.
 */
final class Glob {

  /** One part of a path: a name, a pattern of names, or any number of directories. */
  record Part(String literal, Pattern pattern, boolean anyDepth, boolean hidden) {
    static final Part ANY_DEPTH = new Part(null, null, true, false);

    boolean matches(String name) {
      return literal != null
          ? literal.equals(name)
          : pattern.matcher(name).matches() && (hidden || !FileListing.isHidden(name));
    }
  }

  private final String directory;
  private final List<Part> parts;

  private Glob(String directory, List<Part> parts) {
    this.directory = directory;
    this.parts = parts;
  }

  /** The directory above the first wildcard; ends without '/', unless it is the root. */
  String directory() {
    return directory;
  }

  /** What comes below {@link #directory}; at least one part. */
  List<Part> parts() {
    return parts;
  }

  /** Whether the text has a wildcard. */
  static boolean isGlob(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '*' || c == '?' || c == '[' || c == '{') {
        return true;
      }
    }
    return false;
  }

  /** The globs without braces that together match what {@code text}, an absolute path, does. */
  static List<Glob> parse(String text) {
    List<Glob> globs = new ArrayList<>();
    for (String alternative : expand(text)) {
      List<String> names = List.of(alternative.split("/+"));
      int first = 0;
      StringBuilder directory = new StringBuilder();
      while (first < names.size() - 1 && !isGlob(names.get(first))) {
        directory.append(unescape(names.get(first))).append('/');
        first++;
      }
      if (directory.length() > 1) {
        directory.setLength(directory.length() - 1);
      }
      for (List<Part> parts : parts(names.subList(first, names.size()), text)) {
        globs.add(new Glob(directory.toString(), parts));
      }
    }
    return globs;
  }

  /** Matches names, which hold no '/', hidden ones too. */
  static Predicate<String> names(String text) {
    List<Pattern> patterns =
        expand(text).stream().map(alternative -> pattern(alternative, text)).toList();
    return name -> patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static List<List<Part>> parts(List<String> names, String glob) {
    List<List<Part>> all = new ArrayList<>();
    all.add(List.of());
    for (String name : names) {
      List<List<Part>> longer = new ArrayList<>();
      for (List<Part> tail : alternatives(name, glob)) {
        for (List<Part> head : all) {
          List<Part> joined = new ArrayList<>(head);
          joined.addAll(tail);
          longer.add(joined);
        }
      }
      all = longer;
    }
    return all;
  }

  /** {@code a**b} matches {@code ab} within a name, and {@code a.../...b} across directories. */
  private static List<List<Part>> alternatives(String name, String glob) {
    if (name.equals("**")) {
      return List.of(List.of(Part.ANY_DEPTH));
    }
    int stars = name.indexOf("**");
    if (stars < 0) {
      return List.of(List.of(part(name, glob)));
    }
    String before = name.substring(0, stars);
    String after = name.substring(stars + 2);
    if (before.isEmpty()) {
      return List.of(List.of(Part.ANY_DEPTH, part("*" + after, glob)));
    }
    return List.of(
        List.of(part(before + "*" + after, glob)),
        List.of(part(before + "*", glob), Part.ANY_DEPTH, part("*" + after, glob)));
  }

  private static Part part(String name, String glob) {
    if (!isGlob(name)) {
      return new Part(unescape(name), null, false, true);
    }
    return new Part(null, pattern(name, glob), false, name.startsWith("_") || name.startsWith("."));
  }

  private static Pattern pattern(String name, String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[' -> i = bracket(name, i, regex, glob);
        case '\\' -> {
          i++;
          if (i == name.length()) {
            throw malformed(glob, "it ends with a backslash");
          }
          quote(name.charAt(i), regex);
        }
        default -> quote(c, regex);
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Translates a bracket expression; returns the position of its end. */
  private static int bracket(String name, int start, StringBuilder regex, String glob) {
    int i = start + 1;
    regex.append('[');
    if (i < name.length() && (name.charAt(i) == '!' || name.charAt(i) == '^')) {
      regex.append('^');
      i++;
    }
    int first = i;
    for (; i < name.length() && (name.charAt(i) != ']' || i == first); i++) {
      char c = name.charAt(i);
      if (c == '-' && i > first && i + 1 < name.length() && name.charAt(i + 1) != ']') {
        if (name.charAt(i - 1) > name.charAt(i + 1)) {
          throw malformed(
              glob, "the range '" + name.substring(i - 1, i + 2) + "' is the wrong way round");
        }
        regex.append('-');
      } else {
        quote(c == '\\' && i + 1 < name.length() ? name.charAt(++i) : c, regex);
      }
    }
    if (i >= name.length()) {
      throw malformed(glob, "'[' is not closed");
    }
    regex.append(']');
    return i;
  }

  private static void quote(char c, StringBuilder regex) {
    if (c < 128 && !Character.isLetterOrDigit(c)) {
      regex.append('\\');
    }
    regex.append(c);
  }

  /**
   * Replaces the first group in braces by each of its alternatives, and so on with what comes out.
   */
  private static List<String> expand(String text) {
    int open = indexOf(text, 0, '{');
    if (open < 0) {
      return List.of(text);
    }
    List<String> alternatives = new ArrayList<>();
    int depth = 0;
    int from = open + 1;
    int close = -1;
    for (int i = open; i < text.length() && close < 0; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == ',' && depth == 1) {
        alternatives.add(text.substring(from, i));
        from = i + 1;
      } else if (c == '}') {
        depth--;
        if (depth == 0) {
          alternatives.add(text.substring(from, i));
          close = i;
        }
      }
    }
    if (close < 0) {
      throw malformed(text, "'{' is not closed");
    }
    List<String> expanded = new ArrayList<>();
    for (String alternative : alternatives) {
      expanded.addAll(expand(text.substring(0, open) + alternative + text.substring(close + 1)));
    }
    return expanded;
  }

  private static int indexOf(String text, int from, char wanted) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static String unescape(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '\\' && i + 1 < name.length()) {
        i++;
      }
      plain.append(name.charAt(i));
    }
    return plain.toString();
  }

  private static InvalidOptionException malformed(String glob, String what) {
    return new InvalidOptionException(
        "'"
            + glob
            + "' is no glob: "
            + what
            + ". Put a backslash before a character that is meant literally");
  }
}
