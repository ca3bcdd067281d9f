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

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.Selection;
import dev.adaptive.batch.VectorBuilder;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.filter.BoundFilter;
import dev.adaptive.format.RowRange;
import dev.adaptive.format.UnitRead;
import dev.adaptive.format.UnitReader;
import dev.adaptive.io.FileRange;
import dev.adaptive.io.InputFile;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.options.OptionTable;
import dev.adaptive.parquet.decode.DecodeScratch;
import dev.adaptive.parquet.decode.PageInput;
import dev.adaptive.parquet.meta.ColumnChunkMetadata;
import dev.adaptive.parquet.meta.ColumnNode;
import dev.adaptive.parquet.meta.LeafColumn;
import dev.adaptive.parquet.meta.PageIndex;
import dev.adaptive.parquet.meta.ParquetMetadata;
import dev.adaptive.parquet.meta.ReadNode;
import dev.adaptive.parquet.meta.RowGroupMetadata;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.stats.ReadStats.Counter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one row group, or a range of its rows, page by page of every column at once. With a filter,
 * its columns are decoded first, a window of rows at a time; the others are decoded only for the
 * rows that pass, and their pages not decompressed if none does.
 */
public final class RowGroupReader implements UnitReader {
  /** Rows that a filter looks at together. */
  private static final int WINDOW = 8192;

  /** A window is not cut below this size for the sake of a full batch. */
  private static final int SMALLEST_WINDOW = 512;

  /** Rows that are read together at first if their sizes may vary. */
  private static final int FIRST_VARYING = 64;

  /** Bytes of an element's offset. */
  private static final int OFFSET = 4;

  /**
   * Old writers gave chunks too small a size, by the length of the dictionary's header
   * (PARQUET-816).
   */
  private static final int SIZE_SLACK = 128;

  private final UnitRead read;
  private final Schema outputSchema;
  private final ReadStats stats;
  private final BoundFilter filter;
  private final Decompressors decompressors = new Decompressors();

  /** By position in {@link UnitRead#columns()}. */
  private final ColumnReader[] readers;

  /** Output of columns that the filter looks at too; null for others. By position. */
  private final VectorBuilder[] filteredOutput;

  private final boolean[] isFilterColumn;
  private final ColumnVector[] filterVectors;
  private final Selection selection = new Selection();
  private final long rows;

  /** Behind the last row to read. */
  private final long end;

  /** Compressed bytes that belong to rows which others read, roughly. */
  private long bytesOfOthers;

  /** What the page index leaves to be looked at. */
  private final RowRanges ranges;

  private double bytesPerRow;

  /** Whether there are lists or maps, so that the size of a row is not known before it is read. */
  private boolean rowsVary;

  /** What shows that no row passes the filter, or null: then the rows are read. */
  private final RuledOut ruledOut;

  private int range;
  private long rowsDone;
  private long rowsToSkip;
  private int batchRows;
  private boolean closed;

  /** Opens the row group's column chunks. */
  public RowGroupReader(
      InputFile file, ParquetMetadata metadata, RowGroupMetadata rowGroup, UnitRead read) {
    this.read = read;
    this.stats = read.stats();
    this.filter = read.filter();
    this.rows = rowGroup.rows();
    this.outputSchema = new Schema(read.columns().fields().subList(0, read.outputColumns()));
    int columns = read.columns().size();
    this.readers = new ColumnReader[columns];
    this.filteredOutput = new VectorBuilder[columns];
    this.isFilterColumn = new boolean[columns];
    this.filterVectors = new ColumnVector[columns];
    RowRange wanted = read.range() == null ? new RowRange(0, rows) : read.range();
    this.end = wanted.to();
    RowRanges mayPass =
        filter == null
            ? RowRanges.all(rows)
            : PageFilter.rowsThatMayPass(file, metadata, rowGroup, read);
    this.ranges = mayPass.within(wanted.from(), wanted.to());
    try {
      read.allocator().budget().reserve(DecodeScratch.BYTES, "decoding");
    } catch (RuntimeException | Error e) {
      closed = true;
      throw e;
    }
    try {
      if (filter != null) {
        for (int column : filter.columns()) {
          isFilterColumn[column] = true;
        }
      }
      ruledOut = openUnlessRuledOut(file, rowGroup, wanted);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    stats.add(Counter.ROWS_PRUNED, wanted.rows() - ranges.rows());
    if (ruledOut == null) {
      if (filter == null) {
        skip(wanted.from());
      }
      stats.add(Counter.ROW_GROUPS_READ, 1);
      batchRows = read.sizer().firstBatch(Math.max(1, bytesPerRow));
    } else {
      stats.add(Counter.ROW_GROUPS_PRUNED, 1);
      stats.add(ruledOut.counter(), 1);
      for (int i = 0; i < columns; i++) {
        if (readers[i] == null) {
          DataType type = read.columns().field(i).type();
          stats.add(
              Counter.BYTES_SKIPPED,
              rowGroup.compressedBytes(read.fileColumns().get(i), type)
                  - bytesOfOthers(rowGroup, i));
        }
      }
    }
  }

  /**
   * Opens the columns, unless something shows that no row passes. Those of the filter come first,
   * as their dictionaries may show it.
   */
  private RuledOut openUnlessRuledOut(InputFile file, RowGroupMetadata rowGroup, RowRange wanted) {
    DecodeScratch scratch = new DecodeScratch();
    SkippedPages skippedPages = new SkippedPages(wanted, filter == null ? null : ranges, stats);
    if (filter != null) {
      try (RowGroupEvidence evidence = new RowGroupEvidence(file, rowGroup, read, readers)) {
        if (ranges.count() == 0 && rows > 0) {
          return RuledOut.BY_PAGE_INDEX;
        } else if (evidence.ruleOut(filter)) {
          return RuledOut.BY_BLOOM_FILTER;
        }
        openColumns(file, rowGroup, true, scratch, skippedPages);
        if (evidence.ruleOut(filter)) {
          return RuledOut.BY_DICTIONARY;
        }
      }
    }
    openColumns(file, rowGroup, false, scratch, skippedPages);
    return null;
  }

  /**
   * Opens columns.
   *
   * @param ofFilter those that the filter looks at, or else the others
   */
  private void openColumns(
      InputFile file,
      RowGroupMetadata rowGroup,
      boolean ofFilter,
      DecodeScratch scratch,
      SkippedPages skippedPages) {
    String place = "[" + file.location() + "] row group " + rowGroup.index();
    BlockAllocator allocator = read.allocator();
    for (int i = 0; i < readers.length; i++) {
      if (isFilterColumn[i] != ofFilter) {
        continue;
      }
      ColumnNode column = rowGroup.column(read.fileColumns().get(i));
      String owner = "column " + read.fileColumns().get(i);
      bytesOfOthers += bytesOfOthers(rowGroup, i);
      ReadNode node;
      try {
        node =
            ReadNode.of(
                column,
                read.columns().field(i).type(),
                rowGroup,
                read.options().get(OptionTable.CASE_SENSITIVE));
      } catch (UnsupportedFeatureException e) {
        throw new UnsupportedFeatureException(place + ": " + e.getMessage(), e);
      }
      VectorBuilder builder = NestedBuilders.create(node, allocator, owner);
      if (column instanceof LeafColumn leaf) {
        readers[i] =
            new ColumnChunkReader(
                place,
                rowGroup.chunk(leaf),
                openChunk(file, place, rowGroup.chunk(leaf)),
                builder,
                allocator,
                scratch,
                skippedPages);
      } else {
        readers[i] =
            new NestedColumn(
                    place,
                    rowGroup,
                    column,
                    leaf -> openChunk(file, place, rowGroup.chunk(leaf)),
                    leaf -> PageIndex.firstRows(file, rowGroup.chunk(leaf), rows),
                    allocator,
                    scratch,
                    skippedPages)
                .open(node, builder);
      }
      if (isFilterColumn[i] && i < read.outputColumns()) {
        filteredOutput[i] = NestedBuilders.create(node, allocator, owner);
      }
      if (i < read.outputColumns()) {
        bytesPerRow += bytesPerRow(node, rowGroup);
      }
      rowsVary |= node.leaves().stream().anyMatch(leaf -> leaf.repetition() > 0);
    }
  }

  private long bytesOfOthers(RowGroupMetadata rowGroup, int column) {
    if (read.range() == null) {
      return 0;
    }
    long all =
        rowGroup.compressedBytes(
            read.fileColumns().get(column), read.columns().field(column).type());
    return (long) (all * (1 - (double) read.range().rows() / Math.max(1, rows)));
  }

  private PageSource openChunk(InputFile file, String place, ColumnChunkMetadata chunk) {
    long slack =
        Math.min(
            Math.max(SIZE_SLACK, PageInput.PADDING),
            file.length() - chunk.startOffset() - chunk.compressedSize());
    Decompressor decompressor;
    try {
      decompressor = decompressors.get(chunk.codec());
    } catch (UnsupportedFeatureException e) {
      throw new UnsupportedFeatureException(
          place + ", column " + chunk.column().name() + ": " + e.getMessage(), e);
    }
    FileRange range =
        file.open(chunk.startOffset(), chunk.compressedSize() + slack, read.allocator());
    boolean verify = read.options().get(OptionTable.VERIFY_CHECKSUMS);
    return new PageSource(range, chunk, decompressor, read.allocator(), stats, verify);
  }

  /**
   * What a row's vectors take on average: its encoded bytes, or those of its values and offsets if
   * these are more.
   */
  private double bytesPerRow(ReadNode node, RowGroupMetadata rowGroup) {
    double bytes = 0;
    for (LeafColumn leaf : node.leaves()) {
      ColumnChunkMetadata chunk = rowGroup.chunk(leaf);
      int width =
          node instanceof ReadNode.Leaf flat
              ? flat.type().byteWidth()
              : leaf.type() instanceof DataType.Unsupported
                  ? 0
                  : Math.max(OFFSET, leaf.type().byteWidth());
      bytes +=
          Math.max(chunk.uncompressedSize(), (double) chunk.values() * width) / Math.max(1, rows);
    }
    return bytes;
  }

  @Override
  public Schema schema() {
    return outputSchema;
  }

  @Override
  public void skip(long rowCount) {
    if (filter != null) {
      rowsToSkip += rowCount;
      return;
    }
    long skipped = Math.min(rowCount, end - rowsDone);
    for (ColumnReader reader : readers) {
      reader.skip(skipped);
    }
    rowsDone += skipped;
  }

  @Override
  public ColumnBatch next() {
    ColumnBatch batch = readBatch();
    if (batch == null) {
      return null;
    }
    int produced = batch.rows();
    stats.add(Counter.ROWS, produced);
    stats.add(Counter.BATCHES, 1);
    batchRows = read.sizer().nextBatch(produced, batch.bytes());
    return batch;
  }

  /** What shows that no row passes the filter, so that none is read; null if nothing does. */
  RuledOut ruledOut() {
    return ruledOut;
  }

  /** The rows that the page index left. */
  RowRanges ranges() {
    return ranges;
  }

  /** Reads a batch, and makes sure that the file did not become shorter before or meanwhile. */
  private ColumnBatch readBatch() {
    if (ruledOut != null) {
      return null;
    }
    // pages that are not compressed are decoded from the mapping, which must still be there
    checkFile();
    try {
      int produced = filter == null ? readAll() : readFiltered();
      // before the batch is made, so that what a shorter file causes finds an owner for all memory
      checkFile();
      return produced == 0 ? null : build(produced);
    } catch (InternalError e) {
      // what the JVM throws, now or a little later, when mapped memory is not there any more
      checkFile();
      throw e;
    }
  }

  private void checkFile() {
    // all columns are in the same file
    if (readers.length > 0) {
      readers[0].check();
    }
  }

  private int readAll() {
    int count = (int) Math.min(batchRows, end - rowsDone);
    int produced = 0;
    for (int step = rowsVary ? FIRST_VARYING : count;
        produced < count && !isFull(produced);
        step = Math.min(2 * step, WINDOW)) {
      int next = Math.min(step, count - produced);
      for (ColumnReader reader : readers) {
        reader.read(next);
      }
      produced += next;
    }
    rowsDone += produced;
    stats.add(Counter.ROWS_SCANNED, produced);
    return produced;
  }

  /** Whether the batch is to end, as rows turned out larger than expected. */
  private boolean isFull(int produced) {
    if (!rowsVary || produced == 0) {
      return false;
    }
    long bytes = 0;
    for (int i = 0; i < read.outputColumns(); i++) {
      bytes += (filteredOutput[i] != null ? filteredOutput[i] : readers[i].builder()).bytes();
    }
    return bytes >= read.sizer().fullBytes();
  }

  private int readFiltered() {
    int produced = 0;
    int enough = batchRows - Math.min(SMALLEST_WINDOW, batchRows) + 1;
    int step = rowsVary ? FIRST_VARYING : WINDOW;
    while (produced < enough && !isFull(produced) && moveToRange()) {
      int window =
          (int) Math.min(Math.min(step, batchRows - produced), ranges.to(range) - rowsDone);
      step = Math.min(2 * step, WINDOW);
      produced += readWindow(window);
      rowsDone += window;
      stats.add(Counter.ROWS_SCANNED, window);
    }
    return produced;
  }

  /** Passes over rows that the page index ruled out; whether any row is left. */
  private boolean moveToRange() {
    while (range < ranges.count() && rowsDone >= ranges.to(range)) {
      range++;
    }
    long next = range < ranges.count() ? ranges.from(range) : end;
    if (next > rowsDone) {
      for (ColumnReader reader : readers) {
        reader.skip(next - rowsDone);
      }
      rowsDone = next;
    }
    return range < ranges.count();
  }

  /** Reads the rows of a window that pass the filter; returns how many. */
  private int readWindow(int window) {
    try {
      for (int i = 0; i < readers.length; i++) {
        if (isFilterColumn[i]) {
          readers[i].read(window);
          filterVectors[i] = readers[i].builder().build();
        }
      }
      filter.evaluate(filterVectors, window, selection);
      int kept = selection.count();
      if (rowsToSkip > 0) {
        int dropped = (int) Math.min(rowsToSkip, kept);
        selection.dropFirst(dropped);
        rowsToSkip -= dropped;
        kept -= dropped;
      }
      for (int i = 0; i < readers.length; i++) {
        if (!isFilterColumn[i]) {
          readSelected(readers[i], window, kept);
        } else if (filteredOutput[i] != null && kept > 0) {
          filteredOutput[i].appendSelected(filterVectors[i], selection);
        }
      }
      return kept;
    } finally {
      for (int i = 0; i < filterVectors.length; i++) {
        if (filterVectors[i] != null) {
          filterVectors[i].close();
          filterVectors[i] = null;
        }
      }
    }
  }

  private void readSelected(ColumnReader reader, int window, int kept) {
    if (kept == 0) {
      reader.skip(window);
    } else if (kept == window) {
      reader.read(window);
    } else {
      reader.read(selection);
    }
  }

  private ColumnBatch build(int produced) {
    List<ColumnVector> vectors = new ArrayList<>(read.outputColumns());
    try {
      for (int i = 0; i < read.outputColumns(); i++) {
        vectors.add((filteredOutput[i] != null ? filteredOutput[i] : readers[i].builder()).build());
      }
      return new ColumnBatch(outputSchema, vectors, produced);
    } catch (RuntimeException | Error e) {
      vectors.forEach(ColumnVector::close);
      throw e;
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    long leftAlone = 0;
    for (ColumnReader reader : readers) {
      if (reader != null) {
        leftAlone += reader.bytesLeftAlone();
        reader.close();
      }
    }
    stats.add(Counter.BYTES_SKIPPED, Math.max(0, leftAlone - bytesOfOthers));
    Arrays.stream(filteredOutput).filter(builder -> builder != null).forEach(VectorBuilder::close);
    decompressors.close();
    read.allocator().budget().release(DecodeScratch.BYTES);
  }
}
