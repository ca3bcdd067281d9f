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
package dev.adaptive.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.stats.ReadStats.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadStatsTest {

  @Test
  void the_page_lists_every_counter() throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    List<String> rows =
        Arrays.stream(Counter.values())
            .map(counter -> "| `" + counter.key() + "` | " + counter.description() + " |")
            .toList();
    assertThat(Files.readAllLines(directory.resolve("docs/metrics.md")))
        .filteredOn(line -> rows.stream().anyMatch(line::startsWith))
        .as("rows of docs/metrics.md")
        .hasSameSizeAs(rows);
  }

  @Test
  void keys_are_unique() {
    assertThat(Arrays.stream(Counter.values()).map(Counter::key)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Counter.values()).map(Counter::description)).doesNotHaveDuplicates();
  }
}
