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
package dev.adaptive.e2e;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A command line of options with a value each and at most one path.
 *
 * @param path null if none is given
 */
record Arguments(Map<String, String> options, Path path) {

  /**
   * @param known the options, with their dashes
   * @throws IllegalArgumentException saying what is wrong
   */
  static Arguments parse(String[] arguments, Set<String> known) {
    Map<String, String> options = new LinkedHashMap<>();
    Path path = null;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (known.contains(argument)) {
        if (++i == arguments.length) {
          throw new IllegalArgumentException(argument + " needs a value");
        }
        options.put(argument, arguments[i]);
      } else if (argument.startsWith("-") || path != null) {
        throw new IllegalArgumentException("unexpected argument '" + argument + "'");
      } else {
        path = Path.of(argument).toAbsolutePath().normalize();
      }
    }
    return new Arguments(options, path);
  }

  /**
   * The value of an option that is a positive number.
   *
   * @throws IllegalArgumentException if it is not
   */
  int positive(String option, int otherwise) {
    String value = options.get(option);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1) {
      throw new IllegalArgumentException(option + " needs a positive number, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }
}
