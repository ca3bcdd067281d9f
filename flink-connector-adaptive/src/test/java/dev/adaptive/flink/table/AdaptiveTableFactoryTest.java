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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.options.Option;
import dev.adaptive.options.OptionTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.factories.FactoryUtil;
import org.junit.jupiter.api.Test;

class AdaptiveTableFactoryTest {
  private final AdaptiveTableFactory factory = new AdaptiveTableFactory();

  @Test
  void everyOptionOfTheCoreIsAnOptionHere() {
    Map<String, ConfigOption<?>> options = new HashMap<>();
    factory.requiredOptions().forEach(option -> options.put(option.key(), option));
    factory.optionalOptions().forEach(option -> options.put(option.key(), option));
    options.remove(FactoryUtil.SOURCE_PARALLELISM.key());

    assertThat(options.keySet())
        .isEqualTo(OptionTable.all().stream().map(Option::key).collect(Collectors.toSet()));
    for (Option<?> option : OptionTable.all()) {
      ConfigOption<?> own = options.get(option.key());
      assertThat(own.defaultValue()).isEqualTo(option.defaultText());
      Set<String> aliases =
          StreamSupport.stream(own.fallbackKeys().spliterator(), false)
              .map(FallbackKey::getKey)
              .collect(Collectors.toSet());
      assertThat(aliases).isEqualTo(new HashSet<>(option.aliases()));
    }
  }

  @Test
  void flinkFindsTheFactory() {
    assertThat(FactoryUtil.discoverFactory(getClass().getClassLoader(), Factory.class, "adaptive"))
        .isInstanceOf(AdaptiveTableFactory.class);
    assertThatThrownBy(
            () ->
                FactoryUtil.discoverFactory(getClass().getClassLoader(), Factory.class, "adaptife"))
        .hasMessageContaining("adaptive");
  }
}
