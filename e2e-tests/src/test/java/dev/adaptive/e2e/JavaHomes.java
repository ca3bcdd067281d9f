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
package dev.adaptive.e2e;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JDKs of this machine. */
final class JavaHomes {
  private JavaHomes() {}

  /** The one that runs the tests. */
  static Path current() {
    return Path.of(System.getProperty("java.home"));
  }

  /**
   * One of that feature release: the current one, JAVA_HOME_25 and the like, or one where Linux
   * distributions put them.
   */
  static Optional<Path> find(int feature) throws IOException {
    List<Path> candidates = new ArrayList<>(List.of(current()));
    for (String variable :
        List.of(
            "JAVA_HOME_" + feature, "JAVA" + feature + "_HOME", "JAVA_HOME_" + feature + "_X64")) {
      if (System.getenv(variable) != null) {
        candidates.add(Path.of(System.getenv(variable)));
      }
    }
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(installed)) {
        homes.forEach(candidates::add);
      }
    }
    Pattern version = Pattern.compile("JAVA_VERSION=\"" + feature + "[.\"].*", Pattern.DOTALL);
    for (Path home : candidates) {
      Path release = home.resolve("release");
      if (Files.isExecutable(home.resolve("bin/java"))
          && Files.exists(release)
          && Files.readAllLines(release).stream()
              .anyMatch(line -> version.matcher(line).matches())) {
        return Optional.of(home);
      }
    }
    return Optional.empty();
  }
}
