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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The finished jars and the engines' class paths, as the build names them in system properties. */
final class ConnectorJar {
  static final String SHADED = "dev/adaptive/shaded/";

  private ConnectorJar() {}

  /**
   * @param engine {@code spark} or {@code flink}
   */
  static Path of(String engine) {
    return Path.of(System.getProperty("adaptive." + engine + ".jar")).normalize();
  }

  /**
   * @param line an engine and its version, such as {@code spark-3.5}
   */
  static List<Path> engineClassPath(String line) {
    Path file =
        Path.of(System.getProperty("adaptive.engines.dir"), line, "target", "classpath.txt");
    try {
      return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("written by the module e2e-tests/engines/" + line, e);
    }
  }

  static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  /** The project's own classes in the jar, without the relocated libraries. */
  static List<ClassFile> ownClasses(Path jar) throws IOException {
    List<ClassFile> classes = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith("dev/adaptive/")
            && !name.startsWith(SHADED)
            && name.endsWith(".class")) {
          classes.add(ClassFile.read(file.getInputStream(entry).readAllBytes()));
        }
      }
    }
    return classes;
  }
}
