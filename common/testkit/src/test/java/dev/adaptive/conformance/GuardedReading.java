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

import com.sun.management.ThreadMXBean;
import dev.adaptive.AdaptiveReader;
import dev.adaptive.error.AdaptiveException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.memory.MemoryBudgetExceededException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Reads files that may be damaged. Whatever is in them, a read ends in rows or in an error of ours
 * that names the file, after a bounded time, with a bounded amount of heap, and with all of its
 * budget given back; anything else is an {@link AssertionError}.
 *
 * <p>Used by one thread at a time.
 */
final class GuardedReading implements AutoCloseable {
  /** Much more than any of the tests' files takes on a busy machine. */
  private static final int SECONDS = 60;

  /** Heap that a read may allocate in all, much of it for the rows that it returns. */
  private static final long HEAP_BYTES = 128 << 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Thread[] reader = new Thread[1];
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            reader[0] = new Thread(task, "guarded-reading");
            reader[0].setDaemon(true);
            return reader[0];
          });

  /**
   * The rows, or nothing if the read ended in an error of ours.
   *
   * @param what the case, for messages
   */
  Optional<List<Object[]>> read(
      Path file, String what, UnaryOperator<AdaptiveReader.Builder> settings) {
    CompletableFuture<Optional<List<Object[]>>> result =
        CompletableFuture.supplyAsync(() -> bounded(file, what, settings), executor);
    try {
      return result.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      AssertionError slow =
          new AssertionError(what + ": still reading after " + SECONDS + " seconds, see the stack");
      slow.setStackTrace(reader[0].getStackTrace());
      throw slow;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof AssertionError error
          ? error
          : new AssertionError(what + ": " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(
          what + ": interrupted at " + Arrays.toString(reader[0].getStackTrace()));
    }
  }

  private Optional<List<Object[]>> bounded(
      Path file, String what, UnaryOperator<AdaptiveReader.Builder> settings) {
    long before = threads.getCurrentThreadAllocatedBytes();
    Optional<List<Object[]>> rows = readOnce(file, what, settings);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    if (allocated > HEAP_BYTES) {
      throw new AssertionError(what + ": the read allocated " + allocated + " bytes of heap");
    }
    return rows;
  }

  private static Optional<List<Object[]>> readOnce(
      Path file, String what, UnaryOperator<AdaptiveReader.Builder> settings) {
    AdaptiveReader reader = null;
    try {
      reader =
          settings
              .apply(
                  AdaptiveReader.builder()
                      .path(file.toString())
                      .memoryLimit(Reading.MEMORY_LIMIT)
                      .option("batch.max-rows", "37"))
              .build();
      List<Object[]> rows;
      try {
        rows = Reading.drain(reader);
      } finally {
        reader.close();
      }
      checkFreed(reader, what);
      return Optional.of(rows);
    } catch (AdaptiveException e) {
      // the table's schema has no file
      if (!String.valueOf(e.getMessage()).contains(file.getFileName().toString())
          && !(e instanceof SchemaException)) {
        throw new AssertionError(what + ": an error that does not name the file: " + e, e);
      }
    } catch (MemoryBudgetExceededException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError(what + ": an error without a message", e);
      }
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what + ": " + e, e);
    }
    checkFreed(reader, what);
    return Optional.empty();
  }

  private static void checkFreed(AdaptiveReader reader, String what) {
    if (reader != null && reader.memory().used() != 0) {
      throw new AssertionError(what + ": memory is still reserved: " + reader.memory());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
