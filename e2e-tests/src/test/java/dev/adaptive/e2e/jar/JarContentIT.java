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
package dev.adaptive.e2e.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the connector jars, and more to the point what is not. */
@Tag("check")
class JarContentIT {
  /** Everything else would be seen by, or hide, a class of the engine or of the user. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "dev/adaptive/.*"
              // libraries with native code, which cannot be relocated, and that native code
              + "|com/github/luben/zstd/.*|net/jpountz/.*"
              + "|(linux|darwin|win)/[^/]+/libzstd-jni.*"
              + "|META-INF/(MANIFEST.MF|LICENSE.*|NOTICE.*|services/[^/]+|native-image/.*)"
              + "|[^/]+\\.properties");

  @ParameterizedTest
  @ValueSource(strings = {"spark", "flink"})
  void holds_our_classes_and_relocated_libraries_only(String engine) throws Exception {
    List<String> entries = ConnectorJar.entries(ConnectorJar.of(engine));

    assertThat(entries).allMatch(e -> ALLOWED.matcher(e).matches());
    assertThat(entries)
        .contains("META-INF/LICENSE", "META-INF/NOTICE")
        .anyMatch(e -> e.startsWith(ConnectorJar.SHADED + "org/apache/parquet/"))
        .noneMatch(e -> e.endsWith("module-info.class"))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark", "flink"})
  void services_name_classes_of_the_jar(String engine) throws Exception {
    Path jar = ConnectorJar.of(engine);
    List<String> entries = ConnectorJar.entries(jar);

    for (String service : entries) {
      if (service.startsWith("META-INF/services/")) {
        for (String provider : lines(jar, service)) {
          assertThat(entries).as(service).contains(provider.replace('.', '/') + ".class");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark", "flink"})
  void engine_code_knows_no_file_format(String engine) throws Exception {
    List<ClassFile> classes = ConnectorJar.ownClasses(ConnectorJar.of(engine));

    for (ClassFile c : classes) {
      if (c.name().startsWith("dev/adaptive/" + engine + "/")) {
        assertThat(c.types()).as(c.name()).noneMatch(JarContentIT::isFormat);
        assertThat(c.references()).as(c.name()).noneMatch(r -> isFormat(r.owner()));
      }
    }
  }

  private static boolean isFormat(String type) {
    return type.startsWith("dev/adaptive/parquet/")
        || type.startsWith("dev/adaptive/format/")
        || type.startsWith(ConnectorJar.SHADED);
  }

  private static List<String> lines(Path jar, String entry) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      byte[] bytes = file.getInputStream(file.getEntry(entry)).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
