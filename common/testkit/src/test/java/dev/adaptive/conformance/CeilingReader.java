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

import dev.adaptive.AdaptiveReader;
import dev.adaptive.batch.ColumnBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file in a JVM of its own, for {@link MemoryCeilingTest}. Arguments: the path, then
 * options as {@code key=value}. Prints rows, the most bytes reserved, and by how many bytes
 * anonymous memory grew.
 */
final class CeilingReader {
  private CeilingReader() {}

  public static void main(String[] arguments) throws IOException {
    AdaptiveReader.Builder builder = AdaptiveReader.builder().path(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      String[] option = arguments[i].split("=", 2);
      builder.option(option[0], option[1]);
    }
    long before = anonymousBytes();
    long most = before;
    long rows = 0;
    int batches = 0;
    try (AdaptiveReader reader = builder.build()) {
      for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
        rows += batch.rows();
        if (batches++ % 64 == 0) {
          most = Math.max(most, anonymousBytes());
        }
        batch.close();
      }
      System.out.println(rows + " " + reader.memory().peak() + " " + (most - before));
    }
  }

  /**
   * Memory of this process that is no file's, nor for classes or compiled code; 0 if the system
   * does not tell.
   */
  private static long anonymousBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    long all =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("RssAnon:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
            .findFirst()
            .orElse(0);
    return all - ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getCommitted();
  }
}
