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
package dev.adaptive.parquet.meta;

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.io.InputFile;
import dev.adaptive.parquet.meta.ColumnChunkMetadata.PageIndexLocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;

/**
 * What the page index says of a column chunk: where its pages begin, in rows, and what values they
 * hold. See "Parquet page index" in the specification. Immutable.
 */
public final class PageIndex {
  private final long[] firstRows;
  private final ColumnStatistics[] statistics;

  private PageIndex(long[] firstRows, ColumnStatistics[] statistics) {
    this.firstRows = firstRows;
    this.statistics = statistics;
  }

  /**
   * Reads a column's page index.
   *
   * @return null if there is none, or the column is nested
   * @throws CorruptFileException if it is damaged
   */
  public static PageIndex read(
      InputFile file, ParquetMetadata metadata, RowGroupMetadata rowGroup, String column) {
    if (!(rowGroup.column(column) instanceof LeafColumn leaf)) {
      return null;
    }
    ColumnChunkMetadata chunk = rowGroup.chunk(leaf);
    PageIndexLocation location = chunk.pageIndex();
    if (location == null) {
      return null;
    }
    String place =
        "[" + file.location() + "] column " + column + ", row group " + rowGroup.index() + ": ";
    try {
      ColumnIndex columnIndex =
          ThriftReader.read(
              bytes(file, location.columnIndexOffset(), location.columnIndexLength()),
              location.columnIndexLength(),
              new ColumnIndex());
      OffsetIndex offsetIndex =
          ThriftReader.read(
              bytes(file, location.offsetIndexOffset(), location.offsetIndexLength()),
              location.offsetIndexLength(),
              new OffsetIndex());
      return convert(
          place,
          chunk,
          rowGroup.rows(),
          columnIndex,
          offsetIndex.getPage_locations(),
          metadata.statistics());
    } catch (IOException e) {
      throw new CorruptFileException(
          place + "the page index cannot be parsed: " + e.getMessage(), e);
    }
  }

  /**
   * Where the pages of a chunk begin, in rows, nested or not.
   *
   * @return the first row of each page, and behind them the number of rows; null if there is no
   *     index, or it contradicts itself
   * @throws CorruptFileException if it cannot be parsed
   */
  public static long[] firstRows(InputFile file, ColumnChunkMetadata chunk, long rows) {
    OffsetIndex index = offsetIndex(file, chunk);
    return index == null ? null : firstRows(index, rows);
  }

  /**
   * Where the pages of a chunk begin and what they weigh, nested or not.
   *
   * @param firstRows as of {@link PageIndex#firstRows(InputFile, ColumnChunkMetadata, long)}
   * @param compressedBytes of each page
   */
  public record PageSizes(long[] firstRows, long[] compressedBytes) {}

  /**
   * Reads where the pages of a chunk begin and what they weigh.
   *
   * @return null if there is no index, or it contradicts itself
   * @throws CorruptFileException if it cannot be parsed
   */
  public static PageSizes sizes(InputFile file, ColumnChunkMetadata chunk, long rows) {
    OffsetIndex index = offsetIndex(file, chunk);
    long[] firstRows = index == null ? null : firstRows(index, rows);
    if (firstRows == null) {
      return null;
    }
    long[] bytes = new long[firstRows.length - 1];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Math.max(0, index.getPage_locations().get(i).getCompressed_page_size());
    }
    return new PageSizes(firstRows, bytes);
  }

  private static OffsetIndex offsetIndex(InputFile file, ColumnChunkMetadata chunk) {
    PageIndexLocation location = chunk.pageIndex();
    if (location == null) {
      return null;
    }
    try {
      return ThriftReader.read(
          bytes(file, location.offsetIndexOffset(), location.offsetIndexLength()),
          location.offsetIndexLength(),
          new OffsetIndex());
    } catch (IOException e) {
      throw new CorruptFileException(
          "["
              + file.location()
              + "] column "
              + chunk.column().name()
              + ": the page index cannot be parsed: "
              + e.getMessage(),
          e);
    }
  }

  private static long[] firstRows(OffsetIndex index, long rows) {
    int pages = index.getPage_locationsSize();
    long[] firstRows = new long[pages + 1];
    firstRows[pages] = rows;
    boolean ascends = true;
    for (int i = pages - 1; i >= 0; i--) {
      firstRows[i] = index.getPage_locations().get(i).getFirst_row_index();
      ascends &= firstRows[i] <= firstRows[i + 1];
    }
    return ascends && firstRows[0] == 0 ? firstRows : null;
  }

  private static InputStream bytes(InputFile file, long offset, int length) {
    byte[] copy = new byte[length];
    file.read(offset, ByteBuffer.wrap(copy));
    return new ByteArrayInputStream(copy);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(buffer.position(), copy);
    return copy;
  }

  private static PageIndex convert(
      String place,
      ColumnChunkMetadata chunk,
      long rows,
      ColumnIndex columnIndex,
      List<PageLocation> pages,
      StatisticsConverter converter) {
    int count = pages.size();
    boolean consistent =
        columnIndex.getNull_pagesSize() == count
            && columnIndex.getMin_valuesSize() == count
            && columnIndex.getMax_valuesSize() == count
            && (!columnIndex.isSetNull_counts() || columnIndex.getNull_countsSize() == count)
            && (!columnIndex.isSetNan_counts() || columnIndex.getNan_countsSize() == count)
            && (count == 0) == (rows == 0);
    long[] firstRows = new long[count + 1];
    firstRows[count] = rows;
    for (int i = count - 1; i >= 0; i--) {
      firstRows[i] = pages.get(i).getFirst_row_index();
      consistent &= firstRows[i] >= 0 && firstRows[i] <= firstRows[i + 1];
    }
    if (!consistent || count > 0 && firstRows[0] != 0) {
      throw new CorruptFileException(
          place
              + "the page index contradicts itself: its lists have different lengths, or its rows"
              + " do not ascend from 0 to "
              + rows);
    }
    ColumnStatistics[] statistics = new ColumnStatistics[count];
    for (int i = 0; i < count; i++) {
      long pageRows = firstRows[i + 1] - firstRows[i];
      if (columnIndex.getNull_pages().get(i)) {
        // parquet-java before 1.14 calls every page so if it has no statistics, and then counts -1
        // nulls
        boolean allNull =
            chunk.column().optional()
                && (!columnIndex.isSetNull_counts()
                    || columnIndex.getNull_counts().get(i) == pageRows);
        statistics[i] =
            allNull
                ? new ColumnStatistics(pageRows, pageRows, null, null)
                : ColumnStatistics.unknown(pageRows);
      } else {
        long nulls =
            !chunk.column().optional()
                ? 0
                : columnIndex.isSetNull_counts() ? columnIndex.getNull_counts().get(i) : -1;
        boolean mayHoldNan =
            columnIndex.isSetNan_counts()
                ? columnIndex.getNan_counts().get(i) != 0
                : converter.mayHoldNan();
        byte[] min = bytes(columnIndex.getMin_values().get(i));
        byte[] max = bytes(columnIndex.getMax_values().get(i));
        statistics[i] =
            converter.bounds(
                chunk.column(),
                pageRows,
                nulls < 0 || nulls > pageRows ? -1 : nulls,
                min,
                max,
                mayHoldNan);
      }
    }
    return new PageIndex(firstRows, statistics);
  }

  /** Number of pages that hold data. */
  public int pages() {
    return statistics.length;
  }

  /**
   * The row at which a page begins.
   *
   * @param page 0 to {@link #pages()}; the last stands for the end of the row group
   */
  public long firstRow(int page) {
    return firstRows[page];
  }

  public ColumnStatistics statistics(int page) {
    return statistics[page];
  }
}
