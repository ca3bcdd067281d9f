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

import dev.adaptive.filter.BoundFilter;
import dev.adaptive.format.RowRange;
import dev.adaptive.format.UnitLayout;
import dev.adaptive.io.InputFile;
import dev.adaptive.parquet.meta.ColumnChunkMetadata;
import dev.adaptive.parquet.meta.LeafColumn;
import dev.adaptive.parquet.meta.PageIndex;
import dev.adaptive.parquet.meta.PageIndex.PageSizes;
import dev.adaptive.parquet.meta.ParquetMetadata;
import dev.adaptive.parquet.meta.RowGroupMetadata;
import dev.adaptive.schema.Schema;
import java.util.Arrays;
import java.util.List;

/**
 * Finds by page indexes where a row group is best cut: where the largest of the columns begins a
 * page, so that no page of it is decompressed by two tasks. The pages of that column also tell how
 * its bytes lie over the rows; the others' are taken to lie evenly. Without a page index all do,
 * and there is no row better than another: a reader then walks page headers to its first row.
 */
public final class RowGroupLayout {
  private RowGroupLayout() {}

  /**
   * The layout of the columns that are read.
   *
   * @param columns as {@link dev.adaptive.format.Format#layout} says
   */
  public static UnitLayout of(
      InputFile file,
      ParquetMetadata metadata,
      RowGroupMetadata rowGroup,
      Schema columns,
      List<String> fileColumns,
      BoundFilter filter) {
    long rows = rowGroup.rows();
    ColumnChunkMetadata largest = null;
    long bytes = 0;
    for (int i = 0; i < columns.size(); i++) {
      for (LeafColumn leaf : rowGroup.leaves(fileColumns.get(i), columns.field(i).type())) {
        ColumnChunkMetadata chunk = rowGroup.chunk(leaf);
        bytes += chunk.uncompressedSize();
        if (largest == null || chunk.uncompressedSize() > largest.uncompressedSize()) {
          largest = chunk;
        }
      }
    }
    RowRanges mayPass =
        filter == null
            ? RowRanges.all(rows)
            : PageFilter.rowsThatMayPass(file, metadata, rowGroup, columns, fileColumns, filter);
    PageSizes pages = largest == null ? null : PageIndex.sizes(file, largest, rows);
    if (pages == null) {
      pages = new PageSizes(new long[] {0, rows}, new long[] {1});
    }
    long sized = largest == null ? 0 : largest.uncompressedSize();
    return layout(pages, sized, bytes - sized, mayPass, rows);
  }

  /**
   * @param sized bytes of the column that the pages are of
   * @param others bytes of the others
   */
  private static UnitLayout layout(
      PageSizes pages, long sized, long others, RowRanges mayPass, long rows) {
    double compressed = Math.max(1, Arrays.stream(pages.compressedBytes()).sum());
    long[] borders = new long[pages.firstRows().length];
    long[] bytes = new long[borders.length];
    int count = 0;
    double before = 0;
    double pending = 0;
    int range = 0;
    for (int page = 0; page < pages.compressedBytes().length; page++) {
      long from = pages.firstRows()[page];
      long to = pages.firstRows()[page + 1];
      pending += pages.compressedBytes()[page] / compressed * sized;
      if (from == to) {
        continue; // of a row that goes on in the next page
      }
      while (range < mayPass.count() && mayPass.to(range) <= from) {
        range++;
      }
      double weight = pending + (double) (to - from) / rows * others;
      before += weight * rowsWithin(mayPass, range, from, to) / (to - from);
      pending = 0;
      count++;
      borders[count] = to;
      bytes[count] = (long) before;
    }
    RowRange outer =
        mayPass.count() == 0
            ? new RowRange(0, 0)
            : new RowRange(mayPass.from(0), mayPass.to(mayPass.count() - 1));
    return new UnitLayout(
        Arrays.copyOf(borders, count + 1), Arrays.copyOf(bytes, count + 1), outer);
  }

  private static long rowsWithin(RowRanges ranges, int first, long from, long to) {
    long within = 0;
    for (int i = first; i < ranges.count() && ranges.from(i) < to; i++) {
      within += Math.min(to, ranges.to(i)) - Math.max(from, ranges.from(i));
    }
    return within;
  }
}
