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
package dev.adaptive.read;

import dev.adaptive.error.StorageException;
import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.Format;
import dev.adaptive.format.Formats;
import dev.adaptive.io.InputFile;
import dev.adaptive.io.Storage;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.SplitUnit;

/**
 * The file that is being read, with its metadata: units of one file that follow each other open it
 * once.
 */
final class OpenFiles implements AutoCloseable {
  private final Storage storage;
  private final Format format;
  private final ReadOptions options;
  private InputFile file;
  private FileMetadata metadata;
  private String path;

  OpenFiles(Storage storage, ReadOptions options) {
    this.storage = storage;
    this.format = Formats.find(options.get(OptionTable.FORMAT));
    this.options = options;
  }

  /**
   * Opens the unit's file unless it is open already.
   *
   * @param ignoreMissing whether a file that does not exist any more is no error
   * @return false if the file does not exist any more
   */
  boolean open(SplitUnit unit, boolean ignoreMissing) {
    if (unit.path().equals(path)) {
      return true;
    }
    close();
    try {
      file = storage.open(unit.file());
    } catch (StorageException e) {
      if (ignoreMissing && storage.status(unit.path()).isEmpty()) {
        return false;
      }
      throw e;
    }
    metadata = format.metadata(file, options);
    path = unit.path();
    return true;
  }

  Format format() {
    return format;
  }

  InputFile file() {
    return file;
  }

  FileMetadata metadata() {
    return metadata;
  }

  @Override
  public void close() {
    InputFile closing = file;
    file = null;
    metadata = null;
    path = null;
    if (closing != null) {
      closing.close();
    }
  }
}
