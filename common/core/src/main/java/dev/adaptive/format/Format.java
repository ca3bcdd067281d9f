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
package dev.adaptive.format;

import dev.adaptive.filter.BoundFilter;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.io.InputFile;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.schema.Schema;
import java.util.List;

/**
 * A file format. Found by {@link java.util.ServiceLoader}; needs a public constructor without
 * arguments. Thread-safe.
 */
public interface Format {

  /** The value of the option that names this format, lower case. */
  String name();

  /**
   * Reads what the file says about itself.
   *
   * @param options may say how to understand what the file leaves open
   * @throws dev.adaptive.error.CorruptFileException if the file is not of this format or is damaged
   * @throws dev.adaptive.error.UnsupportedFeatureException if it needs something that is not
   *     implemented
   */
  FileMetadata metadata(InputFile file, ReadOptions options);

  /**
   * Reads one unit of a file.
   *
   * @param file stays open while the unit is read; closed by the caller
   * @param metadata what {@link #metadata} returned for the file
   */
  UnitReader open(InputFile file, FileMetadata metadata, int unit, UnitRead read);

  /**
   * What is known of a column's values in stretches of a unit's rows, in their order.
   *
   * @param column by its name in the file; not nested
   * @return one at least; their rows are those of the unit
   */
  default List<ColumnStatistics> pages(
      InputFile file, FileMetadata metadata, int unit, String column) {
    return List.of(metadata.unit(unit).statistics(column));
  }

  /**
   * Finds where a unit is best cut if several tasks are to read it. A reader can begin at any row;
   * at some it costs less.
   *
   * @param metadata what {@link #metadata} returned for the file
   * @param columns the columns that are read; names are the table's, types those to deliver
   * @param fileColumns the names of {@code columns} in the file
   * @param filter bound to {@code columns}; null to keep every row
   */
  default UnitLayout layout(
      InputFile file,
      FileMetadata metadata,
      int unit,
      Schema columns,
      List<String> fileColumns,
      BoundFilter filter) {
    UnitMetadata whole = metadata.unit(unit);
    long bytes = 0;
    for (int i = 0; i < columns.size(); i++) {
      bytes += whole.uncompressedBytes(fileColumns.get(i), columns.field(i).type());
    }
    return UnitLayout.even(whole.rows(), bytes);
  }
}
