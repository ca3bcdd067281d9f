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
package dev.adaptive.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A generated set of trades, twice on disk with exactly the same rows: ordered by time, and ordered
 * by symbol and time.
 *
 * <p>The columns are symbol, ts (microseconds, UTC), price, size, exchange, conditions (nullable),
 * trade_id (1, 2, ... by time, unique), bid, ask and odd_lot. The symbols' frequencies follow
 * Zipf's law; every day is a session of the New York exchanges, 09:30 to 16:00.
 *
 * <p>Generating needs two threads and, at the default row group size, about a gigabyte of heap,
 * whatever the rows.
 *
 * @param directory holds both copies and the marker file {@value #MARKER}
 * @param spec what it was generated from
 */
public record TickData(Path directory, TickSpec spec) {
  /** Readers ignore files that start with an underscore. */
  static final String MARKER = "_adaptive-demo.json";

  /** The directory with the copy that is ordered by ts. */
  public Path byTime() {
    return directory.resolve("time");
  }

  /** The directory with the copy that is ordered by symbol and, within it, by ts. */
  public Path bySymbol() {
    return directory.resolve("symbol");
  }

  /** Whether the directory holds the complete data set of this very specification. */
  public static boolean exists(Path directory, TickSpec spec) throws IOException {
    Path marker = directory.resolve(MARKER);
    return Files.isRegularFile(marker) && Files.readString(marker).equals(spec.toJson());
  }

  /** {@link #ensure(Path, TickSpec, LongConsumer)} without reports. */
  public static TickData ensure(Path directory, TickSpec spec) throws IOException {
    return ensure(directory, spec, rows -> {});
  }

  /**
   * Generates the data set unless it is there already. A generated data set of another
   * specification is replaced; the directory appears only when it is complete.
   *
   * @param progress told, from two threads, how many rows are written, up to {@code 2 *
   *     spec.rows()}
   * @throws IOException if it cannot be written, or if the directory holds anything that was not
   *     generated
   */
  public static TickData ensure(Path directory, TickSpec spec, LongConsumer progress)
      throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    Path parent = Files.createDirectories(target.getParent());
    String name = target.getFileName().toString();
    // one process generates, others wait for it
    try (FileChannel channel =
            FileChannel.open(
                parent.resolve("." + name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!exists(target, spec)) {
        requireReplaceable(target);
        Path incomplete = parent.resolve("." + name + ".incomplete");
        delete(incomplete);
        try {
          generate(incomplete, spec, progress);
          delete(target);
          Files.move(incomplete, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          delete(incomplete);
        }
      }
    }
    return new TickData(target, spec);
  }

  private static void requireReplaceable(Path target) throws IOException {
    if (Files.exists(target) && !Files.exists(target.resolve(MARKER))) {
      try (Stream<Path> content = Files.list(target)) {
        if (content.findAny().isPresent()) {
          throw new IOException(
              target + " holds files that were not generated here. Name another directory.");
        }
      }
    }
  }

  private static void generate(Path directory, TickSpec spec, LongConsumer progress)
      throws IOException {
    TickData data = new TickData(directory, spec);
    Files.createDirectories(data.byTime());
    Files.createDirectories(data.bySymbol());
    TickCopies copies = new TickCopies(spec, progress, TickCopies.EVENTS_PER_PASS);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> both =
          List.of(
              threads.submit(() -> copies.writeByTime(data.byTime())),
              threads.submit(() -> copies.writeBySymbol(data.bySymbol())));
      for (Future<?> copy : both) {
        copy.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      throw new IllegalStateException("generating failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while generating " + directory, e);
    } finally {
      // if one copy failed the other is told, and waited for: its directory is deleted next
      threads.shutdownNow();
      awaitTermination(threads);
    }
    Files.writeString(directory.resolve(MARKER), spec.toJson());
  }

  private static void awaitTermination(ExecutorService threads) throws IOException {
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IOException("a generating thread does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while generating", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
