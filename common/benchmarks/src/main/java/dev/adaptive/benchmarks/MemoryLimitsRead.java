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

import dev.adaptive.AdaptiveReader;
import dev.adaptive.batch.ColumnBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** One read of {@link MemoryLimits}. Arguments: path, memory limit, whether to map. */
final class MemoryLimitsRead {
  private MemoryLimitsRead() {}

  public static void main(String[] args) throws IOException {
    long before = anonymousBytes();
    long most = before;
    long batches = 0;
    int largest = 0;
    long start = System.nanoTime();
    try (AdaptiveReader reader =
        AdaptiveReader.builder()
            .path(args[0])
            .option("memory.limit", args[1])
            .option("read.mmap", args[2])
            .build()) {
      for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
        largest = Math.max(largest, batch.rows());
        if (batches++ % 64 == 0) {
          most = Math.max(most, anonymousBytes());
        }
        batch.close();
      }
      System.out.printf(
          Locale.ROOT,
          "%.2f | %.1f | %.1f | %,d | %,d |%n",
          (System.nanoTime() - start) / 1e9,
          megabytes(reader.memory().peak()),
          megabytes(most - before),
          batches,
          largest);
    }
  }

  private static double megabytes(long bytes) {
    return bytes / (double) (1 << 20);
  }

  /** Memory of this process that is no file's; 0 where the system does not tell. */
  private static long anonymousBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElse(0);
  }
}
