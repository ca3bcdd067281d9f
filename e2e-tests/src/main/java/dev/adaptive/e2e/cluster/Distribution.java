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
package dev.adaptive.e2e.cluster;

import dev.adaptive.e2e.engine.EngineVersion;
import dev.adaptive.e2e.engine.Installation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The directories of an engine's distribution, made of the jars that Maven resolved. */
final class Distribution {
  private Distribution() {}

  /**
   * Fills a directory with links to an engine's jars. The worker's classes go to the job's jar, as
   * a user's would.
   */
  static void linkJars(EngineVersion engine, Installation installation, Path directory)
      throws IOException {
    deleteTree(directory);
    Files.createDirectories(directory);
    for (Path jar : installation.libraries(engine)) {
      if (!isWorker(jar)) {
        Files.createSymbolicLink(directory.resolve(jar.getFileName()), jar);
      }
    }
  }

  /**
   * Makes the job's jar: the classes that run inside the engine, and nothing of the engine or of
   * adaptive.
   */
  static Path jobJar(EngineVersion engine, Installation installation, Path file)
      throws IOException {
    Files.createDirectories(file.getParent());
    Path worker = installation.workerClasses();
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Path classes : List.of(installation.jobClasses(engine), worker)) {
        add(classes, jar);
      }
    }
    return file;
  }

  private static void add(Path classes, JarOutputStream jar) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(f -> !f.endsWith("MANIFEST.MF"))
              .sorted()
              .toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
  }

  private static boolean isWorker(Path jar) {
    return jar.toString().contains("adaptive-engine-worker") || Files.isDirectory(jar);
  }

  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
