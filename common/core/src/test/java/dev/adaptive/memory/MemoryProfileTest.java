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
package dev.adaptive.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.options.ReadOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryProfileTest {
  private static final long MB = 1 << 20;
  private static final long GB = 1 << 30;

  private static MemorySettings settings(Machine machine, String... options) {
    Map<String, String> given = new java.util.HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return ReadOptions.of(given).memory(machine);
  }

  @Test
  void auto_follows_direct_memory_container_and_cores() {
    assertThat(settings(new Machine(24 * GB, 6 * GB, 2)))
        .isEqualTo(new MemorySettings(256 * MB, 4 * MB, 16_384));
    assertThat(settings(new Machine(24 * GB, GB, 4)))
        .isEqualTo(new MemorySettings(128 * MB, 4 * MB, 16_384));
    assertThat(settings(new Machine(GB, 6 * GB, 2)))
        .as("a small container")
        .isEqualTo(new MemorySettings(128 * MB, 4 * MB, 16_384));
    assertThat(settings(new Machine(GB, 128 * MB, 2)))
        .as("a small heap")
        .isEqualTo(new MemorySettings(32 * MB, MB, 16_384));
    assertThat(settings(new Machine(512 * MB, 64 * MB, 8)))
        .as("never less than a reader needs")
        .isEqualTo(new MemorySettings(16 * MB, 512 << 10, 16_384));
  }

  @Test
  void what_is_set_wins_over_the_profile() {
    Machine machine = new Machine(10 * GB, 4 * GB, 2);
    assertThat(settings(machine, "memory.profile", "limited"))
        .isEqualTo(new MemorySettings(32 * MB, MB, 8_192));
    assertThat(
            settings(
                machine,
                "memory.profile",
                "limited",
                "memory.limit",
                "1 %",
                "batch.max-rows",
                "7",
                "batch.target-bytes",
                "2MB"))
        .isEqualTo(new MemorySettings(10 * GB / 100, 2 * MB, 7));
    assertThat(settings(machine, "memory.limit", "64MB"))
        .as("batches follow the limit")
        .isEqualTo(new MemorySettings(64 * MB, 2 * MB, 16_384));
  }

  @Test
  void limits_that_are_none() {
    for (String wrong : new String[] {"0", "0%", "101%", "-1", "much", "5.5%"}) {
      assertThatThrownBy(() -> ReadOptions.of(Map.of("memory.limit", wrong)))
          .as(wrong)
          .isInstanceOf(InvalidOptionException.class)
          .hasMessageContaining("memory.limit")
          .hasMessageContaining("size | percent");
    }
  }

  @Test
  void the_machine_at_hand_has_something() {
    Machine machine = Machine.current();
    assertThat(machine.memoryBytes()).isGreaterThan(64 * MB);
    assertThat(machine.directBytes()).isGreaterThan(16 * MB);
    assertThat(machine.cores()).isPositive();
  }
}
