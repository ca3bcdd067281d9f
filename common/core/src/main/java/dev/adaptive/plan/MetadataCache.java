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
import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.Format;
import dev.adaptive.io.InputFile;
import dev.adaptive.io.Storage;
import dev.adaptive.io.Storage.FileStatus;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
import java.util.concurrent.locks.ReentrantLock;

/**
 * What files say about themselves, read when it is first asked for, several files at a time, and
 * each file at most once. Thread-safe: while one caller reads, others wait. The reading threads
 * live no longer than the call.
 */
final class MetadataCache {
  /**
   * Footers are small: what they cost is waiting, so a few threads help even where there are fewer
   * processors.
   */
  private static final int MAX_THREADS = 8;

  private static final int SECONDS_TO_STOP = 30;

  private final Storage storage;
  private final Format format;
  private final ReadOptions options;
  private final boolean ignoreMissing;
  private final Map<String, Optional<FileMetadata>> known = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param options may let a file that does not exist any more have no metadata, instead of being
   *     an error
   */
  MetadataCache(Storage storage, Format format, ReadOptions options) {
    this.storage = storage;
    this.format = format;
    this.options = options;
    this.ignoreMissing = options.get(OptionTable.IGNORE_MISSING_FILES);
  }

  /**
   * The metadata of the files, in their order; empty for files that are missing and to be ignored.
   */
  List<Optional<FileMetadata>> get(Collection<DataFile> files) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      List<FileStatus> unread =
          files.stream()
              .map(DataFile::status)
              .filter(file -> !known.containsKey(file.path()))
              .toList();
      if (unread.size() == 1) {
        known.put(unread.get(0).path(), read(unread.get(0)));
      } else if (!unread.isEmpty()) {
        readInParallel(unread);
      }
      List<Optional<FileMetadata>> all = new ArrayList<>(files.size());
      files.forEach(file -> all.add(known.get(file.path())));
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void readInParallel(List<FileStatus> files) {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.min(MAX_THREADS, files.size()), threads());
    try {
      CompletionService<Map.Entry<String, Optional<FileMetadata>>> readings =
          new ExecutorCompletionService<>(pool);
      for (FileStatus file : files) {
        readings.submit(() -> Map.entry(file.path(), read(file)));
      }
      for (int i = 0; i < files.size(); i++) {
        Map.Entry<String, Optional<FileMetadata>> reading = readings.take().get();
        known.put(reading.getKey(), reading.getValue());
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw asThrownHere(e.getCause());
    } finally {
      stop(pool);
    }
  }

  private Optional<FileMetadata> read(FileStatus file) {
    try (InputFile input = storage.open(file)) {
      return Optional.of(format.metadata(input, options));
    } catch (StorageException e) {
      if (ignoreMissing && storage.status(file.path()).isEmpty()) {
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

  private static StorageException interrupted(InterruptedException e) {
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
