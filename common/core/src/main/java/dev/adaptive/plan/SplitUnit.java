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

import dev.adaptive.format.RowRange;
import dev.adaptive.io.Storage.FileStatus;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/**
 * One unit of one file, such as a row group, or a range of its rows, and what was known of it when
 * the plan was made. Immutable.
 *
 * @param path in the storage's normal form
 * @param fileLength bytes; a file of another length is refused when it is opened
 * @param modifiedMillis as the storage said, or -1
 * @param unit index of the unit in the file
 * @param range the rows of the unit that are read, or null for all
 * @param rows how many rows that are, before any filter
 * @param bytes uncompressed bytes, in these rows, of the columns that are read: those delivered and
 *     those of the filter. What the planner looked up in a page index and ruled out is left out
 * @param partitionValues texts of the partition columns from the path, null for the null partition
 */
public record SplitUnit(
    String path,
    long fileLength,
    long modifiedMillis,
    int unit,
    RowRange range,
    long rows,
    long bytes,
    Map<String, String> partitionValues)
    implements Serializable {
  public SplitUnit {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(partitionValues, "partitionValues");
    if (range != null && range.rows() != rows) {
      throw new IllegalArgumentException(
          "rows " + range.from() + " to " + range.to() + " are not " + rows);
    }
  }

  /** A whole unit. */
  public SplitUnit(
      String path,
      long fileLength,
      long modifiedMillis,
      int unit,
      long rows,
      long bytes,
      Map<String, String> partitionValues) {
    this(path, fileLength, modifiedMillis, unit, null, rows, bytes, partitionValues);
  }

  /** The first row to read, counted from the unit's own first. */
  public long firstRow() {
    return range == null ? 0 : range.from();
  }

  /** Behind the last row to read. */
  public long endRow() {
    return range == null ? rows : range.to();
  }

  /**
   * A part of these rows.
   *
   * @param from at least {@link #firstRow}
   * @param to at most {@link #endRow}
   */
  SplitUnit part(long from, long to, long partBytes) {
    return new SplitUnit(
        path,
        fileLength,
        modifiedMillis,
        unit,
        range == null && from == 0 && to == rows ? null : new RowRange(from, to),
        to - from,
        partBytes,
        partitionValues);
  }

  /** The file as the plan saw it. */
  public FileStatus file() {
    return new FileStatus(path, fileLength, modifiedMillis, false);
  }
}
