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
package dev.adaptive.parquet.read;

import dev.adaptive.expr.Decision;
import dev.adaptive.filter.BoundFilter;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.format.UnitRead;
import dev.adaptive.io.InputFile;
import dev.adaptive.parquet.meta.PageIndex;
import dev.adaptive.parquet.meta.ParquetMetadata;
import dev.adaptive.parquet.meta.RowGroupMetadata;
import dev.adaptive.schema.Schema;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Finds by page indexes which rows may pass a filter. The pages of different columns do not begin
 * at the same rows, so the filter is decided for each stretch of rows between any two page borders
 * of its columns.
 */
final class PageFilter {
  private PageFilter() {}

  static RowRanges rowsThatMayPass(
      InputFile file, ParquetMetadata metadata, RowGroupMetadata rowGroup, UnitRead read) {
    return rowsThatMayPass(
        file, metadata, rowGroup, read.columns(), read.fileColumns(), read.filter());
  }

  /**
   * @param schema what the filter is bound to
   * @param fileColumns the names of these columns in the file
   */
  static RowRanges rowsThatMayPass(
      InputFile file,
      ParquetMetadata metadata,
      RowGroupMetadata rowGroup,
      Schema schema,
      List<String> fileColumns,
      BoundFilter filter) {
    int[] columns = filter.columns();
    PageIndex[] indexes = new PageIndex[schema.size()];
    LongStream borders = LongStream.empty();
    boolean any = false;
    for (int column : columns) {
      String name = fileColumns.get(column);
      boolean converted = !rowGroup.column(name).type().equals(schema.field(column).type());
      PageIndex index = converted ? null : PageIndex.read(file, metadata, rowGroup, name);
      if (index != null && index.pages() > 0) {
        indexes[column] = index;
        any = true;
        borders =
            LongStream.concat(
                borders,
                LongStream.range(0, index.pages()).map(page -> index.firstRow((int) page)));
      }
    }
    return any
        ? decide(filter, indexes, borders.sorted().distinct().toArray(), rowGroup.rows())
        : RowRanges.all(rowGroup.rows());
  }

  private static RowRanges decide(
      BoundFilter filter, PageIndex[] indexes, long[] borders, long rows) {
    RowRanges ranges = new RowRanges();
    int[] pages = new int[indexes.length];
    for (int i = 0; i < borders.length; i++) {
      long from = borders[i];
      long to = i + 1 < borders.length ? borders[i + 1] : rows;
      for (int column = 0; column < indexes.length; column++) {
        while (indexes[column] != null
            && indexes[column].firstRow(pages[column] + 1) <= from
            && pages[column] + 1 < indexes[column].pages()) {
          pages[column]++;
        }
      }
      Decision decision = filter.decide(column -> statistics(indexes[column], pages[column]));
      if (decision != Decision.NEVER) {
        ranges.add(from, to);
      }
    }
    return ranges;
  }

  /**
   * The page's statistics hold for any stretch of its rows, but counts of nulls other than none and
   * all do not.
   */
  private static ColumnStatistics statistics(PageIndex index, int page) {
    return index == null ? null : index.statistics(page);
  }
}
