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

import java.util.List;
import java.util.function.Function;

/**
 * One option of a read: its key, how its text is parsed, its default and what it does.
 *
 * @param key lower case, words joined by '-', groups by '.'
 * @param typeName what the value is, for the documentation: "size", "int", "boolean", "a | b"
 * @param defaultText the default as a user would write it, or null if there is none
 * @param parser turns text into the value; throws {@link IllegalArgumentException} with a message
 *     that says what is wrong
 * @param documentation one or two sentences
 * @param aliases other keys that mean the same: each engine's conventional names
 */
public record Option<T>(
    String key,
    String typeName,
    String defaultText,
    Function<String, T> parser,
    String documentation,
    List<String> aliases) {
  public Option {
    aliases = List.copyOf(aliases);
  }

  /** The default, or null if there is none. */
  public T defaultValue() {
    return defaultText == null ? null : parser.apply(defaultText);
  }
}
