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
package dev.adaptive.plan;

import dev.adaptive.error.AdaptiveException;
import dev.adaptive.error.StorageException;
import dev.adaptive.io.InputFile;
import dev.adaptive.io.Storage;
import dev.adaptive.io.Storage.FileStatus;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens files while a read is planned, several at a time, to find something out about each.
 * Thread-safe. The threads live no longer than the call.
 */
final class FileReads {
  /**
   * What planning reads is small: what it costs is waiting, so a few threads help even where there
   * are fewer processors.
   */
  private static final int MAX_THREADS = 8;

  private static final int SECONDS_TO_STOP = 30;

  private final Storage storage;
  private final boolean ignoreMissing;

  /**
   * @param options may let a file that does not exist any more have no result, instead of being an
   *     error
   */
  FileReads(Storage storage, ReadOptions options) {
    this.storage = storage;
    this.ignoreMissing = options.get(OptionTable.IGNORE_MISSING_FILES);
  }

  /** What is to be done with a file. */
  interface Read<T> {
    /**
     * @param index the file's position among those that were asked for
     * @param file closed by the caller
     */
    T apply(int index, InputFile file);
  }

  /** The results in the order of the files; empty for files that are missing and to be ignored. */
  <T> List<Optional<T>> read(List<FileStatus> files, Read<T> read) {
    if (files.isEmpty()) {
      return List.of();
    }
    if (files.size() == 1) {
      return List.of(readOne(files.get(0), 0, read));
    }
    List<Optional<T>> results =
        new ArrayList<>(Collections.nCopies(files.size(), Optional.empty()));
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.min(MAX_THREADS, files.size()), threads());
    try {
      CompletionService<Map.Entry<Integer, Optional<T>>> readings =
          new ExecutorCompletionService<>(pool);
      for (int i = 0; i < files.size(); i++) {
        int index = i;
        readings.submit(() -> Map.entry(index, readOne(files.get(index), index, read)));
      }
      for (int i = 0; i < files.size(); i++) {
        Map.Entry<Integer, Optional<T>> reading = readings.take().get();
        results.set(reading.getKey(), reading.getValue());
      }
      return results;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw asThrownHere(e.getCause());
    } finally {
      stop(pool);
    }
  }

  private <T> Optional<T> readOne(FileStatus status, int index, Read<T> read) {
    try (InputFile file = storage.open(status)) {
      return Optional.of(read.apply(index, file));
    } catch (StorageException e) {
      if (ignoreMissing && storage.status(status.path()).isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ThreadFactory threads() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "adaptive-metadata-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** After this no thread of ours uses the storage, which the caller may close. */
  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        throw new StorageException(
            "reading the files' metadata could not be stopped within "
                + SECONDS_TO_STOP
                + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The error for a thread that is interrupted while it waits for metadata. */
  static StorageException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StorageException("planning was interrupted while the files' metadata was read", e);
  }

  /** The error, with the caller's frames added to those of the reading thread. */
  private static RuntimeException asThrownHere(Throwable cause) {
    if (cause instanceof AdaptiveException || cause instanceof Error) {
      cause.addSuppressed(new IllegalStateException("planning waited for it here"));
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e
        ? e
        : new StorageException("cannot read a file's metadata", cause);
  }
}
