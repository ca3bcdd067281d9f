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
package dev.adaptive.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads all columns of one large row group under several memory limits, each time in a new JVM with
 * a heap of 128 MB and no more direct memory than the limit, and prints what it took as a Markdown
 * table. Arguments: directory for the data, rows (28000000).
 */
public final class MemoryLimits {
  private static final int[] MEGABYTES = {8, 16, 32, 64, 128, 256, 1024};

  private MemoryLimits() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target/one-row-group");
    long rows = args.length > 1 ? Long.parseLong(args[1]) : 28_000_000;
    TickData data =
        TickData.ensure(
            directory,
            TickSpec.ofRows(rows)
                .withDays(1)
                .withRowsPerFile(Long.MAX_VALUE)
                .withRowGroupBytes(8L << 30));
    System.out.println(
        "| limit, MB | mapped | seconds | reserved at most, MB | anonymous memory grew, MB |"
            + " batches | rows in the largest |");
    System.out.println("|--:|---|--:|--:|--:|--:|--:|");
    for (int limit : MEGABYTES) {
      for (String mmap : List.of("on", "off")) {
        System.out.println("| " + limit + " | " + mmap + " | " + read(data.byTime(), limit, mmap));
      }
    }
  }

  /** Columns of the table behind the first two. */
  static String read(Path path, int limit, String mmap) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "-XX:MaxDirectMemorySize=" + limit + "m",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryLimitsRead.class.getName(),
                path.toString(),
                limit + "MB",
                mmap)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
    int exit = process.waitFor();
    return exit == 0 ? output : String.format(Locale.ROOT, "failed with exit code %d |", exit);
  }
}
