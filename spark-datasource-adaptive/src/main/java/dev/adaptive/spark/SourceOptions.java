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
package dev.adaptive.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.options.Option;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * What Spark's options mean: where to read and how.
 *
 * @param paths from the option {@code path} and from {@code load(paths...)}; at least one
 * @param options checked; {@code case-sensitive} and {@code time-zone} are the session's if not
 *     given
 */
record SourceOptions(List<String> paths, ReadOptions options) {
  /** The key under which {@code load(paths...)} passes several paths, as a JSON array. */
  private static final String PATHS = "paths";

  /**
   * Properties that a table in a catalog has besides its options; its path is the option {@code
   * path} as well.
   */
  private static final Set<String> CATALOG_KEYS =
      Set.of(
          TableCatalog.PROP_LOCATION,
          TableCatalog.PROP_PROVIDER,
          TableCatalog.PROP_OWNER,
          TableCatalog.PROP_COMMENT,
          TableCatalog.PROP_EXTERNAL,
          TableCatalog.PROP_IS_MANAGED_LOCATION,
          "collation",
          "serialization.format",
          "transient_lastddltime");

  SourceOptions {
    paths = List.copyOf(paths);
  }

  /**
   * @throws InvalidOptionException if there is no path, or an option is unknown or has a wrong
   *     value
   */
  static SourceOptions of(Map<String, String> given) {
    SourceOptions parsed = parse(given);
    // after the other options: that an option is unknown says more than that the path is missing
    // ("pth")
    if (parsed.paths.isEmpty() || parsed.paths.stream().anyMatch(String::isBlank)) {
      throw new InvalidOptionException(
          "no path is given. Use load(\"/data/trades\"), option(\"path\", \"/data/trades\") or, in"
              + " SQL, OPTIONS (path '/data/trades')");
    }
    return parsed
        .withDefault(OptionTable.CASE_SENSITIVE, "spark.sql.caseSensitive")
        .withDefault(OptionTable.TIME_ZONE, "spark.sql.session.timeZone");
  }

  private SourceOptions withDefault(Option<?> option, String sessionKey) {
    return options.isSet(option)
        ? this
        : with(option, SparkSession.active().conf().get(sessionKey));
  }

  /** These options where {@code given} says nothing else. */
  SourceOptions with(Map<String, String> given) {
    SourceOptions parsed = parse(given);
    ReadOptions merged = options;
    for (Map.Entry<String, String> option : parsed.options.asMap().entrySet()) {
      merged = merged.with(OptionTable.find(option.getKey()), option.getValue());
    }
    return new SourceOptions(parsed.paths.isEmpty() ? paths : parsed.paths, merged);
  }

  private static SourceOptions parse(Map<String, String> given) {
    Map<String, String> lowerCased = new TreeMap<>();
    given.forEach((key, value) -> lowerCased.put(key.toLowerCase(Locale.ROOT), value));
    lowerCased.keySet().removeAll(CATALOG_KEYS);
    // a catalog keeps each option a second time under this prefix
    lowerCased.keySet().removeIf(key -> key.startsWith(TableCatalog.OPTION_PREFIX));
    List<String> paths = new ArrayList<>();
    String several = lowerCased.remove(PATHS);
    if (several != null) {
      paths.addAll(parseArray(several));
    }
    String one = lowerCased.remove(OptionTable.PATH.key());
    if (one != null) {
      paths.add(one);
    }
    return new SourceOptions(paths, ReadOptions.of(lowerCased));
  }

  /** These options but one. */
  SourceOptions with(Option<?> option, String text) {
    return new SourceOptions(paths, options.with(option, text));
  }

  boolean caseSensitive() {
    return options.get(OptionTable.CASE_SENSITIVE);
  }

  private static List<String> parseArray(String json) {
    try {
      return List.of(new ObjectMapper().readValue(json, String[].class));
    } catch (JsonProcessingException e) {
      throw new InvalidOptionException(
          "option 'paths' cannot be '" + json + "'. Expected: a JSON array of strings", e);
    }
  }
}
