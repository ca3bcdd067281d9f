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

import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.Selection;
import dev.adaptive.batch.VectorBuilder;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.parquet.decode.ColumnDecoder;
import dev.adaptive.parquet.decode.ColumnDecoders;
import dev.adaptive.parquet.decode.DecodeScratch;
import dev.adaptive.parquet.decode.DefinitionLevels;
import dev.adaptive.parquet.decode.Dictionary;
import dev.adaptive.parquet.decode.MalformedPageException;
import dev.adaptive.parquet.decode.PageEncoding;
import dev.adaptive.parquet.decode.PageInput;
import dev.adaptive.parquet.meta.ColumnChunkMetadata;
import dev.adaptive.parquet.meta.LeafColumn;
import dev.adaptive.parquet.meta.PageHeader;
import java.util.function.Predicate;

/**
 * Reads the rows of a column that is not nested: those of one column chunk. A page none of whose
 * rows is wanted is not decompressed.
 */
final class ColumnChunkReader implements ColumnReader {
  /**
   * With fewer selected rows than one in so many, runs of them are decoded one by one; else
   * everything is decoded and compacted.
   */
  private static final int SPARSE = 64;

  private final LeafColumn column;
  private final boolean dictionaryOnly;
  private final DataPages pages;
  private final VectorBuilder builder;
  private final DecodeScratch scratch;
  private final SkippedPages skippedPages;

  private final DefinitionLevels levels = new DefinitionLevels();

  /** The current page; null before the first. */
  private PageHeader page;

  private ColumnDecoder decoder;
  private boolean loaded;
  private int leftInPage;

  /** The row at which the current page begins. */
  private long firstRow;

  /** Rows to pass over before the next one that is read. */
  private long pendingSkip;

  /**
   * @param place file and row group, for messages
   * @param pages closed by this reader
   * @param builder takes the values; closed by this reader
   */
  ColumnChunkReader(
      String place,
      ColumnChunkMetadata chunk,
      PageSource pages,
      VectorBuilder builder,
      BlockAllocator allocator,
      DecodeScratch scratch,
      SkippedPages skippedPages) {
    this.column = chunk.column();
    this.dictionaryOnly = chunk.dictionaryOnly();
    this.builder = builder;
    this.scratch = scratch;
    this.skippedPages = skippedPages;
    ColumnDecoders decoders =
        new ColumnDecoders(
            column.physicalType(), column.typeLength(), column.type(), builder, allocator, scratch);
    this.pages = new DataPages(place, chunk, pages, decoders, allocator);
  }

  @Override
  public VectorBuilder builder() {
    return builder;
  }

  @Override
  public long bytesLeftAlone() {
    return pages.bytesLeftAlone();
  }

  @Override
  public void check() {
    pages.check();
  }

  @Override
  public boolean anyPart(Predicate<ColumnVector> test) {
    if (!dictionaryOnly) {
      return true;
    }
    try {
      Dictionary dictionary = pages.dictionaryAhead();
      return dictionary == null || anyPart(dictionary.size(), test);
    } catch (MalformedPageException | IndexOutOfBoundsException e) {
      throw pages.corrupt(e);
    }
  }

  private boolean anyPart(int entries, Predicate<ColumnVector> test) {
    try (ColumnDecoder all = pages.entries()) {
      for (int done = 0; done < entries; done += DecodeScratch.ROWS) {
        int count = Math.min(DecodeScratch.ROWS, entries - done);
        all.append(null, count, count, null, 0);
        try (ColumnVector part = builder.build()) {
          if (test.test(part)) {
            return true;
          }
        }
      }
      return false;
    }
  }

  @Override
  public void skip(long rows) {
    pendingSkip += rows;
  }

  @Override
  public void read(int rows) {
    try {
      for (int left = rows; left > 0; ) {
        int count = Math.min(left, available());
        decode(count, null, 0);
        left -= count;
      }
    } catch (MalformedPageException | IndexOutOfBoundsException e) {
      throw pages.corrupt(e);
    }
  }

  @Override
  public void read(Selection selection) {
    int rows = selection.rows();
    try {
      int done = 0;
      for (int row = selection.nextKept(0); row < rows; row = selection.nextKept(done)) {
        skip(row - done);
        done = readFrom(selection, row);
      }
      skip(rows - done);
    } catch (MalformedPageException | IndexOutOfBoundsException e) {
      throw pages.corrupt(e);
    }
  }

  /** Reads from a selected row on, some rows of the current page; behind which row it stopped. */
  private int readFrom(Selection selection, int row) {
    int count = Math.min(selection.rows() - row, available());
    int kept = selection.count(row, row + count);
    if (kept == count) {
      decode(count, null, 0);
    } else if (kept * SPARSE < count) {
      count = Math.min(count, selection.nextDropped(row) - row);
      decode(count, null, 0);
    } else {
      int[] selected = scratch.selected();
      selection.keptRows(row, row + count, selected);
      decode(count, selected, kept);
    }
    return row + count;
  }

  /**
   * Applies skips and makes sure that a page with rows is loaded; how many rows can be decoded at
   * once.
   */
  private int available() {
    while (pendingSkip > 0 || leftInPage == 0) {
      if (leftInPage == 0) {
        nextPage();
      }
      int skipped = (int) Math.min(pendingSkip, leftInPage);
      if (skipped == leftInPage && !loaded) {
        skippedPages.add(firstRow, firstRow + page.values());
      } else if (skipped > 0) {
        load();
        decoder.skip(levels.skip(skipped));
      }
      leftInPage -= skipped;
      pendingSkip -= skipped;
    }
    load();
    return Math.min(leftInPage, DecodeScratch.ROWS);
  }

  private void decode(int rows, int[] rowsSelected, int selectedCount) {
    if (levels.allDefined()) {
      decoder.append(null, rows, rows, rowsSelected, selectedCount);
    } else {
      byte[] defined = scratch.defined();
      int values = levels.read(defined, rows);
      decoder.append(defined, rows, values, rowsSelected, selectedCount);
    }
    leftInPage -= rows;
  }

  private void nextPage() {
    firstRow += page == null ? 0 : page.values();
    page = pages.next();
    loaded = false;
    leftInPage = page.values();
  }

  private void load() {
    if (loaded) {
      return;
    }
    PageInput input = pages.load();
    initLevels(input);
    decoder = pages.decoder();
    decoder.init(input);
    loaded = true;
  }

  private void initLevels(PageInput input) {
    if (page.kind() == PageHeader.Kind.DATA_V2) {
      int start = input.position() + page.repetitionBytes();
      input.skip(page.repetitionBytes() + page.definitionBytes());
      if (!column.optional() || page.nulls() == 0) {
        levels.initAllDefined();
      } else {
        levels.init(
            new PageInput(input.buffer(), start, start + page.definitionBytes()), page.values());
      }
    } else if (!column.optional()) {
      levels.initAllDefined();
    } else if (page.levelEncoding() == PageEncoding.RLE) {
      int length = input.readInt();
      int start = input.position();
      input.skip(length);
      levels.init(new PageInput(input.buffer(), start, start + length), page.values());
    } else if (page.levelEncoding() == PageEncoding.BIT_PACKED) {
      int start = input.position();
      input.skip((page.values() + 7) >>> 3);
      levels.initBitPacked(new PageInput(input.buffer(), start, input.position()));
    } else {
      throw new UnsupportedFeatureException(
          pages.where()
              + "definition levels in encoding "
              + page.levelEncoding()
              + " cannot be read");
    }
  }

  @Override
  public void close() {
    builder.close();
    pages.close();
  }
}
