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
package dev.adaptive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the launcher script in a checkout where Java and the Maven wrapper are scripts that say what
 * they were asked.
 */
class LauncherTest {
  @TempDir Path directory;
  private Path root;
  private Path javaHome;

  @BeforeEach
  void checkout() throws IOException {
    assumeThat(Files.isExecutable(Path.of("/bin/bash"))).as("/bin/bash runs the launcher").isTrue();
    root = Files.createDirectories(directory.resolve("a check out"));
    Files.copy(Path.of("../../adaptive"), root.resolve("adaptive"));
    script(root.resolve("adaptive"), Files.readString(root.resolve("adaptive")));
    for (String source :
        List.of(
            "pom.xml",
            "common/pom.xml",
            "common/core/src/main/A.java",
            "common/cli/pom.xml",
            "e2e-tests/pom.xml")) {
      Path file = root.resolve(source);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
    }
    script(
        root.resolve("mvnw"),
        """
        #!/bin/bash
        echo "$@" >> mvnw.calls
        [[ -e broken ]] && { echo '[ERROR] A.java:[1,1] missing semicolon'; exit 1; }
        mkdir -p common/cli/target e2e-tests/target
        touch common/cli/target/adaptive-cli.jar
        echo /lib/x.jar > e2e-tests/target/classpath.txt
        """);
    javaHome = fakeJava("17.0.15");
  }

  @Test
  void builds_once_and_hands_arguments_over_as_they_are() throws Exception {
    CommandRun first =
        launch(
            Map.of("ADAPTIVE_JAVA_OPTS", "-Xmx1g -Da=b"),
            "scan",
            "a b.parquet",
            "--where",
            "x = 'y'");
    assertThat(first.status()).isZero();
    assertThat(first.out())
        .isEqualTo(
            "<-Xmx1g><-Da=b><-jar><"
                + root.toRealPath()
                + "/common/cli/target/adaptive-cli.jar><scan><a b.parquet><--where><x = 'y'>\n");
    assertThat(first.err())
        .contains("adaptive: building the command line", "adaptive: built the command line");
    CommandRun second = launch(Map.of(), "inspect", "");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("adaptive-cli.jar><inspect><>\n");
    assertThat(mavenCalls()).hasSize(1).first().asString().endsWith("-pl common/cli -am package");
  }

  @Test
  void builds_again_when_a_source_is_newer_but_not_for_tests() throws Exception {
    assertThat(launch(Map.of(), "inspect").status()).isZero();
    Path jar = root.resolve("common/cli/target/adaptive-cli.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
    Files.createDirectories(root.resolve("common/core/src/test"));
    Files.createFile(root.resolve("common/core/src/test/ATest.java"));
    assertThat(launch(Map.of(), "inspect").err()).isEmpty();
    Files.setLastModifiedTime(
        root.resolve("common/core/src/main/A.java"), FileTime.from(Instant.now()));
    assertThat(launch(Map.of(), "inspect").err()).contains("building");
    assertThat(mavenCalls()).hasSize(2);
  }

  @Test
  void a_failed_build_shows_its_errors() throws Exception {
    Files.createFile(root.resolve("broken"));
    CommandRun run = launch(Map.of(), "inspect");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("[ERROR] A.java:[1,1] missing semicolon", "failed; the whole log is");
  }

  @Test
  void the_demo_is_started_with_the_class_path_that_the_build_left() throws Exception {
    CommandRun run = launch(Map.of(), "demo", "/data");
    assertThat(run.status()).as(run.err()).isZero();
    String base = root.toRealPath().toString();
    assertThat(run.out())
        .isEqualTo(
            "<-Dadaptive.root="
                + base
                + "><-cp><"
                + base
                + "/e2e-tests/target/classes:/lib/x.jar><dev.adaptive.e2e.Demo></data>\n");
    assertThat(mavenCalls()).hasSize(1).first().asString().contains("-pl e2e-tests");
  }

  @Test
  void runs_through_a_link_and_from_elsewhere() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), root.resolve("adaptive"));
    assertThat(start(link, Map.of(), "inspect").out()).contains("a check out/common/cli/target");
  }

  @Test
  void an_old_java_is_refused_by_name() throws Exception {
    javaHome = fakeJava("1.8.0_402");
    CommandRun old = launch(Map.of(), "inspect");
    assertThat(old.status()).isEqualTo(1);
    assertThat(old.err())
        .startsWith("adaptive: needs Java 17 or later")
        .contains(javaHome.toString(), "is 8.");
    javaHome = directory.resolve("nothing");
    assertThat(launch(Map.of(), "inspect").err())
        .contains("JAVA_HOME is '" + javaHome + "'")
        .contains("no bin/java");
    assertThat(launch(Map.of("JAVA_HOME", "", "PATH", emptyPath()), "inspect").err())
        .contains("there is no java on the PATH", "Install a JDK 17 or later");
  }

  @Test
  void a_runtime_without_compiler_cannot_build() throws Exception {
    Files.delete(javaHome.resolve("bin/javac"));
    assertThat(launch(Map.of(), "inspect").err()).contains("belongs to no JDK");
  }

  /** A directory with the commands that the launcher needs, but no java. */
  private String emptyPath() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    for (String command : List.of("dirname", "readlink", "sed", "head", "bash", "env")) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        if (Files.exists(Path.of(place + command)) && !Files.exists(bin.resolve(command))) {
          Files.createSymbolicLink(bin.resolve(command), Path.of(place + command));
        }
      }
    }
    return bin.toString();
  }

  private Path fakeJava(String version) throws IOException {
    Path home = Files.createDirectories(directory.resolve("jdk " + version));
    Files.createDirectories(home.resolve("bin"));
    script(
        home.resolve("bin/java"),
        """
        #!/bin/bash
        if [[ $1 == -version ]]; then echo 'openjdk version "%s" 2025-04-15' >&2; exit; fi
        printf '<%%s>' "$@"; echo
        """
            .formatted(version));
    script(home.resolve("bin/javac"), "#!/bin/bash\n");
    return home;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  private List<String> mavenCalls() throws IOException {
    return Files.readAllLines(root.resolve("mvnw.calls"));
  }

  private CommandRun launch(Map<String, String> environment, String... arguments) throws Exception {
    return start(root.resolve("adaptive"), environment, arguments);
  }

  private CommandRun start(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/bash", launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("ADAPTIVE_JAVA_OPTS");
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the launcher does not end");
    }
    return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
