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
package dev.adaptive.io;

import java.util.List;
import java.util.Optional;

/**
 * A place that holds files: a local file system, later an object store. Thread-safe.
 *
 * <p>Paths are strings as users write them; a storage returns them in a normal form that it accepts
 * again.
 */
public interface Storage extends AutoCloseable {

  /**
   * The path as this storage writes it, whether or not there is anything. What the storage
   * understands but a planner does not, such as percent-encoding, is gone from it; wildcards stay.
   *
   * @throws dev.adaptive.error.StorageException if it is no path of this storage
   */
  default String normalForm(String path) {
    return path;
  }

  /** The file or directory at a path, or nothing. */
  Optional<FileStatus> status(String path);

  /**
   * What a directory holds, ordered by path. Hidden files are included: what to ignore is the
   * planner's decision.
   */
  List<FileStatus> list(String directory);

  /**
   * Opens a file for reading.
   *
   * @param expected what the planner saw; a file of another length or modification time is an error
   */
  InputFile open(FileStatus expected);

  @Override
  void close();

  /**
   * A file or directory.
   *
   * @param path in the storage's normal form
   * @param length bytes; 0 for a directory
   * @param modifiedMillis milliseconds since the epoch, or -1 if unknown
   */
  record FileStatus(String path, long length, long modifiedMillis, boolean directory) {}
}
