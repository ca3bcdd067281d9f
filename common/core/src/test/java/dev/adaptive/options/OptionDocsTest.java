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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionDocsTest {

  /**
   * {@code ./mvnw test -pl common/core -Dtest=OptionDocsTest -Dadaptive.docs.write=true} writes the
   * page.
   */
  @Test
  void the_page_says_what_the_table_says() throws IOException {
    Path page = root().resolve("docs/options.md");
    if (Boolean.getBoolean("adaptive.docs.write")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, OptionDocs.markdown());
    }
    assertThat(page)
        .as("run this test with -Dadaptive.docs.write=true")
        .content()
        .isEqualTo(OptionDocs.markdown());
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
