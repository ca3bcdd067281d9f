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
package dev.adaptive.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A row group many times larger than the memory limit is read within it: by what the reader says,
 * by what the system sees, and in a JVM and a container that have little more.
 */
class MemoryCeilingTest {
  private static final int ROWS = 3_000_000;
  private static final long MB = 1 << 20;

  /** The heap, and what a JVM takes besides: code, classes, threads. */
  private static final long CONTAINER = 256 * MB;

  @TempDir static Path directory;
  private static Path file;

  @BeforeAll
  static void write() throws IOException {
    TickData ticks =
        TickData.ensure(
            directory.resolve("ticks"),
            TickSpec.ofRows(ROWS)
                .withDays(1)
                .withRowsPerFile(Long.MAX_VALUE)
                .withRowGroupBytes(4L << 30));
    try (var files = Files.list(ticks.byTime())) {
      file = files.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    assertThat(Files.size(file)).isGreaterThan(3 * 16 * MB);
  }

  @ParameterizedTest
  @CsvSource({"8, on", "8, off", "16, on", "16, off"})
  void one_row_group_in_little_memory(long limit, String mmap)
      throws IOException, InterruptedException {
    List<String> output =
        run(
            "-Xms48m",
            "-Xmx48m",
            "-XX:+AlwaysPreTouch",
            "-XX:MaxDirectMemorySize=" + limit + "m",
            "-cp",
            System.getProperty("java.class.path"),
            CeilingReader.class.getName(),
            file.toString(),
            "memory.limit=" + limit + "MB",
            "read.mmap=" + mmap);
    assertThat(output).as("output").hasSize(1);
    String[] numbers = output.get(0).split(" ");
    assertThat(Long.parseLong(numbers[0])).as("rows").isEqualTo(ROWS);
    long peak = Long.parseLong(numbers[1]);
    assertThat(peak).as("reserved").isLessThanOrEqualTo(limit * MB);
    assertThat(Long.parseLong(numbers[2]))
        .as("growth of anonymous memory, with %s bytes reserved", peak)
        .isLessThan(peak * 115 / 100 + 32 * MB);
  }

  private static List<String> run(String... arguments) throws IOException, InterruptedException {
    Path group = container();
    List<String> command = new ArrayList<>();
    if (group != null) {
      command.addAll(
          List.of("sh", "-c", "echo $$ > '" + group.resolve("cgroup.procs") + "' && exec \"$@\""));
      command.add("sh");
    }
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(arguments));
    Path errors = directory.resolve("errors.txt");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("exit code; %s", Files.readString(errors)).isZero();
      return output.lines().toList();
    } finally {
      if (group != null) {
        Files.deleteIfExists(group);
      }
    }
  }

  /** A control group with {@link #CONTAINER} bytes of memory, or null if none can be made here. */
  private static Path container() throws IOException {
    Path root = Path.of("/sys/fs/cgroup");
    boolean old = Files.isDirectory(root.resolve("memory"));
    Path parent = old ? root.resolve("memory") : root;
    Path group = parent.resolve("adaptive-test-" + UUID.randomUUID());
    try {
      Files.createDirectory(group);
      Path limit = group.resolve(old ? "memory.limit_in_bytes" : "memory.max");
      Files.writeString(limit, Long.toString(CONTAINER));
      return group;
    } catch (IOException e) {
      Files.deleteIfExists(group);
      System.out.println("memory ceiling: not in a container, as none can be made here: " + e);
      return null;
    }
  }
}
