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

import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.Format;
import dev.adaptive.io.Storage.FileStatus;
import dev.adaptive.options.ReadOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What files say about themselves, read when it is first asked for, several files at a time, and
 * each file at most once. Thread-safe: while one caller reads, others wait.
 */
final class MetadataCache {
  private final FileReads reads;
  private final Format format;
  private final ReadOptions options;
  private final Map<String, Optional<FileMetadata>> known = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  MetadataCache(FileReads reads, Format format, ReadOptions options) {
    this.reads = reads;
    this.format = format;
    this.options = options;
  }

  /**
   * The metadata of the files, in their order; empty for files that are missing and to be ignored.
   */
  List<Optional<FileMetadata>> get(Collection<DataFile> files) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw FileReads.interrupted(e);
    }
    try {
      List<FileStatus> unread =
          files.stream()
              .map(DataFile::status)
              .filter(file -> !known.containsKey(file.path()))
              .toList();
      List<Optional<FileMetadata>> footers =
          reads.read(unread, (index, file) -> format.metadata(file, options));
      for (int i = 0; i < footers.size(); i++) {
        known.put(unread.get(i).path(), footers.get(i));
      }
      List<Optional<FileMetadata>> all = new ArrayList<>(files.size());
      files.forEach(file -> all.add(known.get(file.path())));
      return all;
    } finally {
      lock.unlock();
    }
  }
}
