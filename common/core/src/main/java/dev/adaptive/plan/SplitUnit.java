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

import dev.adaptive.io.Storage.FileStatus;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/**
 * One unit of one file, such as a row group, and what was known of it when the plan was made.
 *
 * @param path in the storage's normal form
 * @param fileLength bytes; a file of another length is refused when it is opened
 * @param modifiedMillis as the storage said, or -1
 * @param unit index of the unit in the file
 * @param rows rows in the unit, before any filter
 * @param bytes uncompressed bytes of the columns that are read: those delivered and those of the
 *     filter
 * @param partitionValues texts of the partition columns from the path, null for the null partition
 */
public record SplitUnit(
    String path,
    long fileLength,
    long modifiedMillis,
    int unit,
    long rows,
    long bytes,
    Map<String, String> partitionValues)
    implements Serializable {
  public SplitUnit {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(partitionValues, "partitionValues");
  }

  /** The file as the plan saw it. */
  public FileStatus file() {
    return new FileStatus(path, fileLength, modifiedMillis, false);
  }
}
