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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.memory.MemoryLimit;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadOptionsTest {

  @Test
  void keys_are_distinct_documented_and_their_defaults_parse() {
    Set<String> names = new HashSet<>();
    for (Option<?> option : OptionTable.all()) {
      assertThat(option.key()).matches("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
      assertThat(names.add(option.key())).as(option.key()).isTrue();
      for (String alias : option.aliases()) {
        assertThat(names.add(alias.toLowerCase(Locale.ROOT))).as(alias).isTrue();
        assertThat(OptionTable.find(alias)).isSameAs(option);
      }
      assertThat(option.documentation()).endsWith(".");
      option.defaultValue();
    }
  }

  @Test
  void every_constant_of_the_table_is_listed() throws IllegalAccessException {
    for (var field : OptionTable.class.getFields()) {
      if (field.getType() == Option.class) {
        assertThat(OptionTable.all()).contains((Option<?>) field.get(null));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "recursiveFileLookup, recursive, true",
    "pathGlobFilter, file-glob, *.pq",
    "mergeSchema, merge-schema, true",
    "modifiedAfter, modified-after, 2024-05-31T13:00:00",
    "modifiedBefore, modified-before, 2024-05-31 13:00:00",
    "ignoreMissingFiles, ignore-missing-files, true",
    "ignoreCorruptFiles, ignore-corrupt-files, false",
    "basePath, base-path, /data",
    "timeZone, time-zone, Europe/Berlin",
    "maxPartitionBytes, split.target-size, 64m",
    "source.path.regex-pattern, path-regex, .*",
  })
  void conventional_names_are_understood_in_any_case(String alias, String key, String text) {
    assertThat(ReadOptions.of(Map.of(alias, text)).asMap()).containsExactly(Map.entry(key, text));
    assertThat(ReadOptions.of(Map.of(alias.toLowerCase(Locale.ROOT), text)).asMap())
        .containsExactly(Map.entry(key, text));
    assertThat(ReadOptions.of(Map.of(alias.toUpperCase(Locale.ROOT), text)).asMap())
        .containsExactly(Map.entry(key, text));
  }

  @ParameterizedTest
  @CsvSource({
    "memory.limt, memory.limit",
    "recusive, recursive",
    "mergeSchemas, mergeSchema",
    "split-target-size, split.target-size",
    "symbolcolumn, symbol-column",
    "recursiveFileLokup, recursiveFileLookup",
    "file_glob, file-glob",
  })
  void an_unknown_key_names_the_nearest(String wrong, String nearest) {
    assertThatThrownBy(() -> ReadOptions.of(Map.of(wrong, "1")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("unknown option '" + wrong + "'; did you mean '" + nearest + "'?");
  }

  @Test
  void a_key_that_resembles_none_suggests_none() {
    assertThatThrownBy(() -> ReadOptions.of(Map.of("xyzzy.plugh", "1")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("unknown option 'xyzzy.plugh'");
  }

  @ParameterizedTest
  @CsvSource({
    "recursive, yes, neither 'true' nor 'false'",
    "memory.limit, lots, not a size",
    "memory.limit, 0, less than 1 byte",
    "memory.limit, 99999999999g, too large",
    "batch.max-rows, -1, less than 1",
    "batch.max-rows, 3000000000, greater than",
    "batch.max-rows, 1.5, not a whole number",
    "split.mode, symbols, 'not one of size, symbol'",
    "time-zone, Mars, not a time zone",
    "modified-after, yesterday, not a date and time",
    "path-regex, '(', Unclosed group",
    "ignore-corrupt-files, true, a file that cannot be read is an error",
  })
  void a_wrong_value_names_option_value_and_what_is_expected(
      String key, String text, String reason) {
    assertThatThrownBy(() -> ReadOptions.of(Map.of(key, text)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("option '" + key + "' cannot be '" + text + "'")
        .hasMessageContaining(reason)
        .hasMessageContaining("Expected: " + OptionTable.find(key).typeName());
  }

  @Test
  void the_same_option_twice_with_different_values_is_refused() {
    assertThatThrownBy(
            () -> ReadOptions.of(Map.of("recursive", "true", "recursiveFileLookup", "false")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'recursive' is given twice");
    assertThat(
            ReadOptions.of(Map.of("recursive", "true", "recursiveFileLookup", "true"))
                .get(OptionTable.RECURSIVE))
        .isTrue();
  }

  @Test
  void values_are_parsed() {
    ReadOptions options =
        ReadOptions.of(
            Map.of(
                "modifiedafter",
                "2024-05-31 13:00:00",
                "time-zone",
                "America/New_York",
                "memory.limit",
                "1 GiB",
                "split.mode",
                "SYMBOL",
                "format",
                "Parquet"));
    assertThat(options.get(OptionTable.MODIFIED_AFTER))
        .isEqualTo(LocalDateTime.of(2024, 5, 31, 13, 0));
    assertThat(options.get(OptionTable.TIME_ZONE)).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(options.get(OptionTable.MEMORY_LIMIT)).isEqualTo(new MemoryLimit(1L << 30, 0));
    assertThat(options.get(OptionTable.SPLIT_MODE)).isEqualTo(OptionTable.SplitMode.SYMBOL);
    assertThat(options.get(OptionTable.FORMAT)).isEqualTo("parquet");
    assertThat(options.get(OptionTable.SYMBOL_COLUMN)).isNull();
    assertThat(List.copyOf(options.asMap().keySet())).isSorted();
  }
}
