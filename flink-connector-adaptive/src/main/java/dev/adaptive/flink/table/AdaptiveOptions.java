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
package dev.adaptive.flink.table;

import dev.adaptive.options.Option;
import dev.adaptive.options.OptionTable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The core's options as Flink's. Values stay texts: the core parses them, with the same errors in
 * both engines.
 */
final class AdaptiveOptions {
  static final ConfigOption<String> PATH = toFlink(OptionTable.PATH);

  private AdaptiveOptions() {}

  /** All options but {@link #PATH}. */
  static List<ConfigOption<String>> optional() {
    return OptionTable.all().stream()
        .filter(option -> !option.key().equals(OptionTable.PATH.key()))
        .map(AdaptiveOptions::toFlink)
        .collect(Collectors.toList());
  }

  private static ConfigOption<String> toFlink(Option<?> option) {
    ConfigOption<String> typed =
        option.defaultText() == null
            ? ConfigOptions.key(option.key()).stringType().noDefaultValue()
            : ConfigOptions.key(option.key()).stringType().defaultValue(option.defaultText());
    return typed
        .withFallbackKeys(option.aliases().toArray(new String[0]))
        .withDescription(option.documentation());
  }
}
