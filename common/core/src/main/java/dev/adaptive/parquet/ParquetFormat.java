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
package dev.adaptive.parquet;

import dev.adaptive.filter.BoundFilter;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.Format;
import dev.adaptive.format.UnitLayout;
import dev.adaptive.format.UnitRead;
import dev.adaptive.format.UnitReader;
import dev.adaptive.io.InputFile;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.parquet.meta.FooterReader;
import dev.adaptive.parquet.meta.PageIndex;
import dev.adaptive.parquet.meta.ParquetMetadata;
import dev.adaptive.parquet.read.RowGroupLayout;
import dev.adaptive.parquet.read.RowGroupReader;
import dev.adaptive.schema.Schema;
import java.util.List;
import java.util.stream.IntStream;

/** Apache Parquet. A unit is a row group. */
public final class ParquetFormat implements Format {

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public FileMetadata metadata(InputFile file, ReadOptions options) {
    return FooterReader.read(file, options.get(OptionTable.INT96_UNIT));
  }

  @Override
  public UnitReader open(InputFile file, FileMetadata metadata, int unit, UnitRead read) {
    ParquetMetadata parquet = (ParquetMetadata) metadata;
    return new RowGroupReader(file, parquet, parquet.unit(unit), read);
  }

  @Override
  public List<ColumnStatistics> pages(
      InputFile file, FileMetadata metadata, int unit, String column) {
    ParquetMetadata parquet = (ParquetMetadata) metadata;
    PageIndex index = PageIndex.read(file, parquet, parquet.unit(unit), column);
    return index == null || index.pages() == 0
        ? List.of(parquet.unit(unit).statistics(column))
        : IntStream.range(0, index.pages()).mapToObj(index::statistics).toList();
  }

  @Override
  public UnitLayout layout(
      InputFile file,
      FileMetadata metadata,
      int unit,
      Schema columns,
      List<String> fileColumns,
      BoundFilter filter) {
    ParquetMetadata parquet = (ParquetMetadata) metadata;
    return RowGroupLayout.of(file, parquet, parquet.unit(unit), columns, fileColumns, filter);
  }
}
