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

import java.util.stream.Collectors;

/** Writes the table of options as the documentation's page, so that the two cannot differ. */
public final class OptionDocs {
  private OptionDocs() {}

  /** The page, in Markdown. */
  public static String markdown() {
    return """
    # Options

    Every way in takes the same options: Spark's `.option(...)` and `OPTIONS (...)`, Flink's `WITH (...)`, and the builders in
    Java. Keys are compared ignoring case. The other names are those that an engine's users know; they mean the same.
    An unknown key, or a value that does not fit, is an error before anything is read.

    Sizes are written as `1048576`, `64k`, `64MB` or `1g`; units are powers of 1024.

    | Option | Value | Default | Meaning | Other names |
    | --- | --- | --- | --- | --- |
    """
        + OptionTable.all().stream().map(OptionDocs::row).collect(Collectors.joining());
  }

  private static String row(Option<?> option) {
    return "| `"
        + option.key()
        + "` | "
        + escape(option.typeName())
        + " | "
        + (option.defaultText() == null ? "" : "`" + option.defaultText() + "`")
        + " | "
        + escape(option.documentation())
        + " | "
        + option.aliases().stream()
            .map(alias -> "`" + alias + "`")
            .collect(Collectors.joining(", "))
        + " |\n";
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*");
  }
}
