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
package dev.adaptive.e2e.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the parts of a built working copy are: the two connector jars and the engines' class paths.
 * Maven passes the places as system properties; without them they are looked up next to this class,
 * which lies in {@code e2e-tests/target}.
 */
public final class Installation {
  private final Path root;

  private Installation(Path root) {
    this.root = root;
  }

  /** The working copy that this class was built in. */
  public static Installation find() {
    String given = System.getProperty("adaptive.root");
    if (given != null) {
      return new Installation(Path.of(given).toAbsolutePath().normalize());
    }
    try {
      Path classes =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Installation(classes.getParent().getParent().getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no path: " + e.getInput(), e);
    }
  }

  public Path root() {
    return root;
  }

  /** A directory for what runs write: {@code e2e-tests/target/<name>}. */
  public Path work(String name) {
    return root.resolve("e2e-tests/target").resolve(name);
  }

  /** The jar that Spark users add. */
  public Path sparkJar() {
    return connector("adaptive.spark.jar", "spark-datasource-adaptive");
  }

  /** The jar that Flink users add. */
  public Path flinkJar() {
    return connector("adaptive.flink.jar", "flink-connector-adaptive");
  }

  private Path connector(String property, String module) {
    String given = System.getProperty(property);
    if (given != null) {
      return existing(Path.of(given).toAbsolutePath().normalize());
    }
    Path target = root.resolve(module).resolve("target");
    try (Stream<Path> files = Files.exists(target) ? Files.list(target) : Stream.empty()) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().matches(module + "-[0-9][^-]*(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "no "
                          + module
                          + " jar in "
                          + target
                          + ": run ./mvnw -Dquick -DskipTests package"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The jars of an engine and of the worker. */
  public List<Path> libraries(EngineVersion engine) {
    Path file = existing(engineDirectory(engine).resolve("target/classpath.txt"));
    try {
      return Stream.of(Files.readString(file).trim().split(":")).map(Path::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The classes that run inside that engine. */
  public Path jobClasses(EngineVersion engine) {
    return existing(engineDirectory(engine).resolve("target/classes"));
  }

  /** The classes of the request loop, which a job's jar needs too. */
  public Path workerClasses() {
    return existing(root.resolve("e2e-tests/engines/worker/target/classes"));
  }

  private Path engineDirectory(EngineVersion engine) {
    return root.resolve("e2e-tests/engines").resolve(engine.directory());
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing: run ./mvnw -Dquick -DskipTests package");
    }
    return path;
  }
}
