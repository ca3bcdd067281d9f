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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One jar for each engine, compiled once: here its bytes are linked against the oldest and the
 * newest engine version. The engine comes first on the class path, so the codecs (which cannot be
 * relocated) are linked in the engine's version too.
 *
 * <p>A class that uses what only later versions have lives in a package named after the first of
 * them ({@code dev.adaptive.spark.since4_2}), is loaded reflectively, and is not linked against
 * earlier ones.
 */
@Tag("check")
class LinkIT {
  private static final Pattern SINCE = Pattern.compile("/since(\\d+)_(\\d+)/");

  /**
   * Flink 2.1 added an abstract method to its rows and arrays. A class may declare a method whose
   * types do not exist as long as nobody calls it; {@code SameJarIT} shows that Flink 1.20 does
   * not.
   */
  private static final Set<String> NOT_CALLED_BEFORE_2_1 =
      Set.of(
          "dev/adaptive/flink/data/ColumnarRow: no class org/apache/flink/types/variant/Variant",
          "dev/adaptive/flink/data/ColumnarArray: no class org/apache/flink/types/variant/Variant");

  /** The class that needs a library which users add only if their files do. */
  private static final String OPTIONAL = "dev/adaptive/parquet/read/BrotliDecompressor";

  @ParameterizedTest
  @CsvSource({
    "spark, 3, 5",
    "spark, 4, 2",
    "flink, 1, 20",
    "flink, 2, 3",
  })
  void every_reference_resolves(String engine, int major, int minor) throws Exception {
    Path jar = ConnectorJar.of(engine);
    List<Path> classPath =
        new ArrayList<>(ConnectorJar.engineClassPath(engine + "-" + major + "." + minor));
    classPath.add(jar);
    List<ClassFile> classes =
        ConnectorJar.ownClasses(jar).stream()
            .filter(c -> isMeantFor(c.name(), major, minor))
            .filter(c -> !c.name().startsWith(OPTIONAL))
            .toList();
    assertThat(classes).isNotEmpty();

    try (LinkChecker checker = new LinkChecker(classPath)) {
      Set<String> problems = new TreeSet<>(checker.check(classes));
      if (engine.equals("flink") && major == 1) {
        assertThat(problems).containsAll(NOT_CALLED_BEFORE_2_1);
        problems.removeAll(NOT_CALLED_BEFORE_2_1);
      }
      assertThat(problems).isEmpty();
    }
  }

  private static boolean isMeantFor(String className, int major, int minor) {
    Matcher since = SINCE.matcher(className);
    if (!since.find()) {
      return true;
    }
    int sinceMajor = Integer.parseInt(since.group(1));
    int sinceMinor = Integer.parseInt(since.group(2));
    return major > sinceMajor || (major == sinceMajor && minor >= sinceMinor);
  }
}
