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

import dev.adaptive.batch.Selection;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.parquet.decode.ColumnDecoder;
import dev.adaptive.parquet.decode.DecodeScratch;
import dev.adaptive.parquet.decode.LevelDecoder;
import dev.adaptive.parquet.decode.MalformedPageException;
import dev.adaptive.parquet.decode.PageEncoding;
import dev.adaptive.parquet.decode.PageInput;
import dev.adaptive.parquet.meta.LeafColumn;
import dev.adaptive.parquet.meta.PageHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the rows of one leaf of a nested column. A row is a run of entries: one per value, and one
 * wherever something is null or empty instead; the first has repetition level 0. Rows may reach
 * over pages of version 1. Not thread-safe.
 */
final class LeafReader implements AutoCloseable {
  /** The most entries that are looked at together. */
  private static final int ENTRIES = DecodeScratch.ROWS;

  /** Heap that one reader takes. */
  static final long BYTES = 2L * ENTRIES;

  private final LeafColumn leaf;
  private final DataPages pages;
  private final MemoryBudget budget;
  private final boolean readsValues;
  private final DecodeScratch scratch;
  private final SkippedPages skippedPages;
  private final long rows;

  /**
   * Definition level, by repetition level, at which the list has an element whose elements repeat
   * at that level.
   */
  private final int[] elementDefinitions;

  private final Supplier<long[]> pageIndex;

  /** First rows of the data pages; null if unknown. Looked up when rows are passed over. */
  private long[] firstRows;

  private boolean indexRead;

  private final List<StructureWriter> structures = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final LevelDecoder repetitionDecoder;
  private final LevelDecoder definitionDecoder;

  /**
   * Levels of the entries {@link #next} to {@link #filled}, of the current page, that come next.
   */
  private final byte[] repetitions = new byte[ENTRIES];

  private final byte[] definitions = new byte[ENTRIES];
  private int next;
  private int filled;
  private int lastDefinition;

  /** The current page; null before the first. */
  private PageHeader page;

  private ColumnDecoder decoder;
  private boolean loaded;

  /** Entries of the current page behind those in the arrays. */
  private int leftInPage;

  private long rowsInPage;
  private long rowsLeft;
  private long pendingSkip;

  /**
   * @param pages closed by this reader
   * @param budget where {@link #BYTES} are reserved already; released when closed
   * @param readsValues false if only the levels count
   * @param elementDefinitions definition level of the elements of each list around the leaf, by
   *     repetition level; 0 for 0
   * @param pageIndex the first rows of the chunk's data pages, and behind them {@code rows}; or
   *     null
   * @param rows number of rows in the row group
   */
  LeafReader(
      LeafColumn leaf,
      DataPages pages,
      MemoryBudget budget,
      boolean readsValues,
      int[] elementDefinitions,
      Supplier<long[]> pageIndex,
      long rows,
      DecodeScratch scratch,
      SkippedPages skippedPages) {
    this.leaf = leaf;
    this.pages = pages;
    this.budget = budget;
    this.readsValues = readsValues;
    this.elementDefinitions = elementDefinitions;
    this.pageIndex = pageIndex;
    this.rowsLeft = rows;
    this.scratch = scratch;
    this.skippedPages = skippedPages;
    this.rows = rows;
    this.repetitionDecoder = new LevelDecoder(leaf.repetition());
    this.definitionDecoder = new LevelDecoder(leaf.definition());
  }

  LeafColumn leaf() {
    return leaf;
  }

  /** Has this reader write the rows of something the leaf is in. */
  void writes(StructureWriter structure) {
    structures.add(structure);
  }

  /** Has this reader keep a digest. */
  Shape keeps(Shape shape) {
    shapes.add(shape);
    return shape;
  }

  long bytesLeftAlone() {
    return pages.bytesLeftAlone();
  }

  void check() {
    pages.check();
  }

  String where() {
    return pages.where();
  }

  /** Passes over rows; costs nothing until a row behind them is read. */
  void skip(long rows) {
    pendingSkip += rows;
  }

  /**
   * Appends the rows {@code from} to {@code to} - 1 of a selection, which are the reader's next
   * ones, as far as they are selected.
   *
   * @param selection null for all
   */
  void read(Selection selection, int from, int to) {
    try {
      if (pendingSkip > 0) {
        long skipped = pendingSkip;
        pendingSkip = 0;
        if (leaf.repetition() > 0 && !indexRead) {
          firstRows = pageIndex.get();
          indexRead = true;
        }
        pass(skipped, false, null, 0);
      }
      pass(to - from, true, selection, from);
    } catch (MalformedPageException | IndexOutOfBoundsException e) {
      throw pages.corrupt(e);
    }
  }

  /** Goes over rows to the end of the last one, wherever that is. */
  private void pass(long count, boolean wanted, Selection selection, int firstRow) {
    long missing = count;
    int row = firstRow - 1;
    while (missing > 0 || leaf.repetition() > 0) {
      if (next == filled) {
        if (leftInPage == 0 && !nextPage()) {
          break;
        }
        if (!loaded && rowsOfPage() >= 0) {
          if (missing == 0) {
            break;
          } else if (!wanted && rowsOfPage() <= missing) {
            long pageStart = rows - rowsLeft + (count - missing);
            skippedPages.add(pageStart, pageStart + rowsOfPage());
            missing -= rowsOfPage();
            leftInPage = 0;
            continue;
          }
        }
        fill();
      }
      long missingBefore = missing;
      int to = next;
      if (leaf.repetition() == 0) {
        to = (int) Math.min(filled, next + missing);
        missing -= to - next;
      } else {
        while (to < filled && (repetitions[to] != 0 || missing > 0)) {
          missing -= repetitions[to] == 0 ? 1 : 0;
          to++;
        }
      }
      rowsInPage += missingBefore - missing;
      if (!wanted) {
        skipValues(next, to);
      } else if (selection == null) {
        appendValues(next, to, null, 0);
        appendStructures(repetitions, definitions, next, to);
      } else {
        row = appendSelected(selection, row, next, to);
      }
      next = to;
      if (to < filled) {
        break;
      }
    }
    rowsLeft -= count;
    if (missing > 0) {
      throw new MalformedPageException(
          "the column chunk ends " + (missing + rowsLeft) + " rows before the row group does");
    } else if (rowsLeft == 0 && (next < filled || leftInPage > 0 || pages.valuesLeft() > 0)) {
      throw new MalformedPageException("the column chunk goes on behind the row group's last row");
    }
  }

  /** Moves to the next page; whether there is one. */
  private boolean nextPage() {
    if (loaded && rowsOfPage() >= 0 && rowsOfPage() != rowsInPage) {
      throw new MalformedPageException(
          "the page has " + rowsInPage + " rows, but its header says " + rowsOfPage());
    }
    if (pages.valuesLeft() == 0) {
      return false;
    }
    page = pages.next();
    loaded = false;
    leftInPage = page.values();
    rowsInPage = 0;
    return true;
  }

  /** Number of rows in the current page, which then begin and end in it; -1 if it is not known. */
  private long rowsOfPage() {
    if (leaf.repetition() == 0) {
      return page.values();
    } else if (page.rows() < 0 && firstRows != null && pages.dataPage() < firstRows.length - 1) {
      return firstRows[pages.dataPage() + 1] - firstRows[pages.dataPage()];
    }
    return page.rows();
  }

  /** Reads the levels of the next entries of the current page. */
  private void fill() {
    boolean isFirst = !loaded;
    if (!loaded) {
      PageInput input = pages.load();
      initLevels(input);
      if (readsValues) {
        decoder = pages.decoder();
        decoder.init(input);
      }
      loaded = true;
    }
    int count = Math.min(leftInPage, ENTRIES);
    leftInPage -= count;
    next = 0;
    filled = count;
    if (leaf.definition() > 0) {
      definitionDecoder.read(definitions, 0, count);
    }
    if (leaf.repetition() > 0) {
      repetitionDecoder.read(repetitions, 0, count);
      if (isFirst && rowsOfPage() >= 0 && repetitions[0] != 0) {
        throw new MalformedPageException("the page begins inside of a row");
      }
      checkLevels(count);
    }
  }

  /** Only a list that has an element can have another one. */
  private void checkLevels(int count) {
    int signs = 0;
    int before = lastDefinition;
    for (int i = 0; i < count; i++) {
      int least = elementDefinitions[repetitions[i]];
      signs |= definitions[i] - least | before - least;
      before = definitions[i];
    }
    if (signs < 0) {
      throw new MalformedPageException(
          "the levels contradict each other: a list goes on that is null or empty");
    }
    lastDefinition = before;
  }

  private void initLevels(PageInput input) {
    if (page.kind() == PageHeader.Kind.DATA_V2) {
      int start = input.position();
      int middle = start + page.repetitionBytes();
      input.skip(page.repetitionBytes() + page.definitionBytes());
      repetitionDecoder.init(new PageInput(input.buffer(), start, middle));
      definitionDecoder.init(
          new PageInput(input.buffer(), middle, middle + page.definitionBytes()));
    } else {
      initLevels(input, repetitionDecoder, page.repetitionEncoding());
      initLevels(input, definitionDecoder, page.levelEncoding());
    }
  }

  private void initLevels(PageInput input, LevelDecoder levels, PageEncoding encoding) {
    if (levels.max() == 0) {
      return;
    }
    if (encoding == PageEncoding.RLE) {
      int length = input.readInt();
      int start = input.position();
      input.skip(length);
      levels.init(new PageInput(input.buffer(), start, start + length));
    } else if (encoding == PageEncoding.BIT_PACKED) {
      int start = input.position();
      input.skip(levels.bitPackedBytes(page.values()));
      levels.initBitPacked(new PageInput(input.buffer(), start, input.position()));
    } else {
      throw new UnsupportedFeatureException(
          pages.where() + "levels in encoding " + encoding + " cannot be read");
    }
  }

  private void skipValues(int from, int to) {
    if (readsValues) {
      int values = 0;
      for (int i = from; i < to; i++) {
        values += definitions[i] == leaf.definition() ? 1 : 0;
      }
      decoder.skip(values);
    }
  }

  /**
   * Appends the entries of selected rows.
   *
   * @param before the row before the first entry
   * @return the last entry's row
   */
  private int appendSelected(Selection selection, int before, int from, int to) {
    byte[] keptRepetitions = scratch.repetitions();
    byte[] keptDefinitions = scratch.definitions();
    int[] slots = scratch.selected();
    int row = before;
    boolean keeps = row >= 0 && selection.isKept(row);
    int kept = 0;
    int keptSlots = 0;
    int slot = 0;
    int element = elementDefinitions[leaf.repetition()];
    for (int i = from; i < to; i++) {
      if (repetitions[i] == 0) {
        row++;
        keeps = selection.isKept(row);
      }
      boolean isSlot = definitions[i] >= element;
      if (keeps) {
        keptRepetitions[kept] = repetitions[i];
        keptDefinitions[kept] = definitions[i];
        kept++;
        if (isSlot) {
          slots[keptSlots++] = slot;
        }
      }
      slot += isSlot ? 1 : 0;
    }
    appendValues(from, to, slots, keptSlots);
    appendStructures(keptRepetitions, keptDefinitions, 0, kept);
    return row;
  }

  private void appendStructures(
      byte[] entryRepetitions, byte[] entryDefinitions, int from, int to) {
    for (StructureWriter structure : structures) {
      structure.append(entryRepetitions, entryDefinitions, from, to, scratch);
    }
    for (Shape shape : shapes) {
      shape.add(entryRepetitions, entryDefinitions, from, to);
    }
  }

  /** Appends values, and nulls wherever the innermost list has an element that has none. */
  private void appendValues(int from, int to, int[] selected, int selectedCount) {
    if (!readsValues) {
      return;
    }
    byte[] defined = scratch.defined();
    int element = elementDefinitions[leaf.repetition()];
    int max = leaf.definition();
    int slots = 0;
    int values = 0;
    for (int i = from; i < to; i++) {
      int isValue = definitions[i] == max ? 1 : 0;
      defined[slots] = (byte) isValue;
      values += isValue;
      slots += definitions[i] >= element ? 1 : 0;
    }
    if (slots > 0) {
      decoder.append(values == slots ? null : defined, slots, values, selected, selectedCount);
    }
  }

  @Override
  public void close() {
    pages.close();
    budget.release(BYTES);
  }
}
