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

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemorySettings;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The options of one read, checked: every key is known and every value parses. Immutable. */
public final class ReadOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, String> texts;

  private ReadOptions(TreeMap<String, String> texts) {
    this.texts = texts;
  }

  /** No option set: all defaults. */
  public static ReadOptions defaults() {
    return new ReadOptions(new TreeMap<>());
  }

  /**
   * Checks the options; keys are compared ignoring case, and an alias counts as its option.
   *
   * @throws InvalidOptionException for an unknown key, naming the nearest known one; for a value
   *     that does not parse; for the same option given twice with different values
   */
  public static ReadOptions of(Map<String, String> given) {
    TreeMap<String, String> texts = new TreeMap<>();
    given.forEach(
        (key, text) -> {
          Option<?> option = OptionTable.find(key);
          parse(option, text);
          String before = texts.put(option.key(), text);
          if (before != null && !before.equals(text)) {
            throw new InvalidOptionException(
                "option '"
                    + option.key()
                    + "' is given twice, as '"
                    + before
                    + "' and as '"
                    + text
                    + "' (as '"
                    + key
                    + "')");
          }
        });
    return new ReadOptions(texts);
  }

  /** The option's value, or its default, which may be null. */
  public <T> T get(Option<T> option) {
    String text = texts.get(option.key());
    return text == null ? option.defaultValue() : parse(option, text);
  }

  /** How much memory a reader takes on a machine, from the options on memory and batches. */
  public MemorySettings memory(Machine machine) {
    MemorySettings settings =
        get(OptionTable.MEMORY_PROFILE).on(machine, get(OptionTable.MEMORY_LIMIT));
    Long batchBytes = get(OptionTable.BATCH_TARGET_BYTES);
    Integer batchRows = get(OptionTable.BATCH_MAX_ROWS);
    return settings.withBatches(
        batchBytes == null ? settings.batchBytes() : batchBytes,
        batchRows == null ? settings.batchRows() : batchRows);
  }

  public boolean isSet(Option<?> option) {
    return texts.containsKey(option.key());
  }

  /** A copy with one option set. */
  public ReadOptions with(Option<?> option, String text) {
    parse(option, text);
    TreeMap<String, String> copy = new TreeMap<>(texts);
    copy.put(option.key(), text);
    return new ReadOptions(copy);
  }

  /** The options that are set, by key. */
  public Map<String, String> asMap() {
    return Collections.unmodifiableMap(texts);
  }

  private static <T> T parse(Option<T> option, String text) {
    try {
      return option.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(
          "option '"
              + option.key()
              + "' cannot be '"
              + text
              + "': "
              + e.getMessage()
              + ". Expected: "
              + option.typeName(),
          e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadOptions that && texts.equals(that.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  @Override
  public String toString() {
    return texts.toString();
  }
}
