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
import dev.adaptive.expr.Predicate;
import dev.adaptive.filter.BoundFilter;
import dev.adaptive.format.UnitRead;
import dev.adaptive.io.InputFile;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.ByteTargetBatchSizer;
import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.parquet.meta.BloomFilter;
import dev.adaptive.parquet.meta.ColumnChunkMetadata;
import dev.adaptive.parquet.meta.FooterReader;
import dev.adaptive.parquet.meta.LeafColumn;
import dev.adaptive.parquet.meta.PageIndex;
import dev.adaptive.parquet.meta.ParquetMetadata;
import dev.adaptive.parquet.meta.RowGroupMetadata;
import dev.adaptive.parquet.read.FilterReport.BloomFilterUse;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import java.util.ArrayList;
import java.util.List;

/**
 * Explains what a filter leaves to be read of a file. The reader itself is asked, row group by row
 * group, so that its answer and the explanation cannot differ; no data page is read.
 */
public final class FilterInspector {
  private static final RowRanges NO_ROWS = new RowRanges();

  private final InputFile file;
  private final ParquetMetadata metadata;
  private final Schema columns;
  private final BoundFilter filter;
  private final UnitRead read;

  private FilterInspector(
      InputFile file, Predicate filter, ReadOptions options, BlockAllocator allocator) {
    this.file = file;
    this.metadata = FooterReader.read(file, options.get(OptionTable.INT96_UNIT));
    BoundFilter.bind(filter, metadata.schema()); // an unknown column is named with those there are
    this.columns = metadata.schema().select(filter.columns());
    this.filter = BoundFilter.bind(filter, columns);
    this.read =
        new UnitRead(
            columns,
            columns.names(),
            options,
            0,
            null,
            this.filter,
            new ByteTargetBatchSizer(1, 1, 1),
            allocator,
            new ReadStats());
  }

  /**
   * Looks at a file.
   *
   * @param filter on columns of the file, by their exact names
   * @throws dev.adaptive.error.SchemaException if the filter does not fit the file
   * @throws dev.adaptive.error.CorruptFileException if the file is no Parquet file or is damaged
   * @throws dev.adaptive.error.UnsupportedFeatureException if it is encrypted, or a column of the
   *     filter cannot be read
   */
  public static FilterReport inspect(InputFile file, Predicate filter, ReadOptions options) {
    MemoryBudget budget = MemoryBudget.root("inspect", options.memory(Machine.current()).limit());
    try (BlockAllocator allocator = new BlockAllocator(budget)) {
      return new FilterInspector(file, filter, options, allocator).report();
    }
  }

  private FilterReport report() {
    List<FilterReport.RowGroup> rowGroups = new ArrayList<>();
    long rows = 0;
    for (int i = 0; i < metadata.units(); i++) {
      rowGroups.add(rowGroup(metadata.unit(i)));
      rows += metadata.unit(i).rows();
    }
    return new FilterReport(file.location(), rows, rowGroups);
  }

  private FilterReport.RowGroup rowGroup(RowGroupMetadata rowGroup) {
    Decision decision = filter.decide(i -> rowGroup.statistics(columns.field(i).name()));
    if (decision == Decision.NEVER) {
      return rowGroup(rowGroup, RuledOut.BY_STATISTICS, NO_ROWS);
    }
    try (RowGroupReader reader = new RowGroupReader(file, metadata, rowGroup, read)) {
      RowRanges left = reader.ruledOut() == null ? reader.ranges() : NO_ROWS;
      return rowGroup(rowGroup, reader.ruledOut(), left);
    }
  }

  private FilterReport.RowGroup rowGroup(
      RowGroupMetadata rowGroup, RuledOut ruledOut, RowRanges left) {
    List<FilterReport.Column> described = new ArrayList<>();
    for (Field field : columns.fields()) {
      described.add(column(rowGroup, field, left));
    }
    return new FilterReport.RowGroup(rowGroup.rows(), ruledOut, left.rows(), described);
  }

  private FilterReport.Column column(RowGroupMetadata rowGroup, Field field, RowRanges left) {
    int pages = -1;
    int pagesLeft = -1;
    PageIndex index = PageIndex.read(file, metadata, rowGroup, field.name());
    if (index != null) {
      pages = index.pages();
      pagesLeft = 0;
      for (int page = 0; page < pages; page++) {
        pagesLeft += left.overlaps(index.firstRow(page), index.firstRow(page + 1)) ? 1 : 0;
      }
    }
    ColumnChunkMetadata chunk =
        rowGroup.column(field.name()) instanceof LeafColumn leaf ? rowGroup.chunk(leaf) : null;
    return new FilterReport.Column(
        field,
        rowGroup.statistics(field.name()),
        pages,
        pagesLeft,
        chunk == null ? BloomFilterUse.NONE : bloomFilter(chunk),
        chunk != null && chunk.dictionaryOnly());
  }

  private BloomFilterUse bloomFilter(ColumnChunkMetadata chunk) {
    if (chunk.bloomFilterOffset() == 0) {
      return BloomFilterUse.NONE;
    }
    try (BloomFilter found = BloomFilter.open(file, chunk, read.allocator())) {
      return found == null ? BloomFilterUse.UNUSABLE : BloomFilterUse.USABLE;
    }
  }
}
