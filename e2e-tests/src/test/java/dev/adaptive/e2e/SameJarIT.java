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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adaptive.e2e.engine.EmbeddedEngine;
import dev.adaptive.e2e.engine.EmbeddedEngine.Setup;
import dev.adaptive.e2e.engine.EngineVersion;
import dev.adaptive.e2e.engine.Installation;
import dev.adaptive.e2e.query.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The very same jars run on the newest and on the oldest supported engines, on another Java, and
 * next to each other.
 */
class SameJarIT {
  /** Spark 3.5's Hadoop fails to start on the Java versions behind it. */
  private static final int LATEST_JAVA_OF_OLDEST = 21;

  private final Installation installation = Installation.find();

  @ParameterizedTest
  @EnumSource
  void every_supported_line_gives_the_results_of_duckdb(EngineVersion engine) throws Exception {
    Setup setup = Setup.of(engine, installation);
    boolean oldest = engine != EngineVersion.SPARK && engine != EngineVersion.FLINK;
    if (oldest && Runtime.version().feature() > LATEST_JAVA_OF_OLDEST) {
      Optional<Path> java = JavaHomes.find(17);
      assumeTrue(java.isPresent(), engine + " does not start on this Java: set JAVA_HOME_17");
      setup = setup.withJava(java.get());
    }
    check(setup, "same-jar");
  }

  @ParameterizedTest
  @EnumSource(names = {"SPARK", "FLINK"})
  void the_newest_engines_on_java_25(EngineVersion engine) throws Exception {
    Optional<Path> java25 = JavaHomes.find(25);
    assumeTrue(java25.isPresent(), "no JDK 25: set JAVA_HOME_25");

    check(Setup.of(engine, installation).withJava(java25.get()), "java-25");
  }

  @ParameterizedTest
  @EnumSource(names = {"SPARK", "FLINK"})
  void both_jars_on_one_class_path(EngineVersion engine) throws Exception {
    List<Path> sparkFirst = List.of(installation.sparkJar(), installation.flinkJar());
    List<Path> flinkFirst = List.of(installation.flinkJar(), installation.sparkJar());

    // the jar of the other engine comes first: its copy of the core is the one that is loaded
    check(
        Setup.of(engine, installation).withConnectors(engine.isSpark() ? flinkFirst : sparkFirst),
        "both-jars");
  }

  private void check(Setup setup, String directory) throws Exception {
    EngineVersion engine = setup.engine();
    Dialect dialect = engine.isSpark() ? Dialect.SPARK : Dialect.FLINK;
    SharedTicks ticks = SharedTicks.in(installation);
    try (EmbeddedEngine embedded =
        EmbeddedEngine.start(
            setup, installation, installation.work(directory).resolve(engine.directory()))) {
      assertThat(embedded.version()).contains(engine.directory().replaceAll(".*-", " "));
      QuerySuite.smoke(dialect, ticks).check(embedded);
      if (!engine.isSpark()) {
        NestedTable.check(embedded, installation);
      }
    }
  }
}
