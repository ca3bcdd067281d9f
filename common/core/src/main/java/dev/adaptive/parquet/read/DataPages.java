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

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.parquet.decode.ColumnDecoder;
import dev.adaptive.parquet.decode.ColumnDecoders;
import dev.adaptive.parquet.decode.Dictionary;
import dev.adaptive.parquet.decode.DictionaryReader;
import dev.adaptive.parquet.decode.MalformedPageException;
import dev.adaptive.parquet.decode.PageEncoding;
import dev.adaptive.parquet.decode.PageInput;
import dev.adaptive.parquet.meta.ColumnChunkMetadata;
import dev.adaptive.parquet.meta.LeafColumn;
import dev.adaptive.parquet.meta.PageHeader;
import java.util.EnumMap;
import java.util.Map;

/**
 * The data pages of a column chunk, one after the other, with the dictionary and the decoders that
 * they need. Not thread-safe.
 */
final class DataPages implements AutoCloseable {
  /** The most bytes of a dictionary that is always looked at before the data pages. */
  private static final int SMALL_DICTIONARY = 1 << 16;

  /** A larger one is, if the chunk has so many times its bytes and values. */
  private static final int DICTIONARY_SHARE = 8;

  private final String place;
  private final ColumnChunkMetadata chunk;
  private final PageSource pages;
  private final BlockAllocator allocator;

  /** Null if no values are read, but only levels. */
  private final ColumnDecoders decoders;

  private final Map<PageEncoding, ColumnDecoder> decoderByEncoding =
      new EnumMap<>(PageEncoding.class);
  private Dictionary dictionary;
  private long dictionaryHeapBytes;
  private PageHeader page;

  /** The chunk's first page if it has been looked at, but {@link #next} not called yet. */
  private PageHeader first;

  private boolean begun;

  /** Index of the current page among the data pages. */
  private int dataPage = -1;

  /** Values of pages not begun yet. */
  private long valuesLeft;

  /**
   * @param place file and row group, for messages
   * @param pages closed with this
   * @param decoders null if only levels are read
   */
  DataPages(
      String place,
      ColumnChunkMetadata chunk,
      PageSource pages,
      ColumnDecoders decoders,
      BlockAllocator allocator) {
    this.place = place;
    this.chunk = chunk;
    this.pages = pages;
    this.decoders = decoders;
    this.allocator = allocator;
    this.valuesLeft = chunk.values();
  }

  /** Values in the pages behind the current one. */
  long valuesLeft() {
    return valuesLeft;
  }

  /** Index of the current page among the data pages, those without values counted. */
  int dataPage() {
    return dataPage;
  }

  /** Compressed bytes of the chunk whose pages were not loaded. */
  long bytesLeftAlone() {
    return Math.max(0, chunk.compressedSize() - pages.bytesRead());
  }

  /** See {@link dev.adaptive.io.FileRange#check()}. */
  void check() {
    pages.check();
  }

  /** Moves to the next page that has values, reading the dictionary if it comes before. */
  PageHeader next() {
    int values = 0;
    do {
      if (valuesLeft == 0) {
        throw new MalformedPageException("the column chunk has only " + chunk.values() + " values");
      }
      begun = true;
      page = first != null ? first : pages.next();
      first = null;
      if (page.kind() == PageHeader.Kind.DICTIONARY) {
        readDictionary();
      } else if (page.kind() != PageHeader.Kind.OTHER) {
        dataPage++;
        values = page.values();
        if (values > valuesLeft) {
          throw new MalformedPageException(
              "the page has "
                  + values
                  + " values, but only "
                  + valuesLeft
                  + " are left in the column chunk");
        }
        valuesLeft -= values;
      }
    } while (values == 0);
    return page;
  }

  /**
   * The chunk's dictionary if it comes first and costs little beside the data pages. Called before
   * the first page is asked for; it is read only once.
   *
   * @return null if there is none, or it is left for later
   */
  Dictionary dictionaryAhead() {
    if (!begun && valuesLeft > 0) {
      begun = true;
      page = pages.next();
      if (page.kind() == PageHeader.Kind.DICTIONARY && costsLittle(page)) {
        readDictionary();
      } else {
        first = page;
      }
    }
    return dictionary;
  }

  private boolean costsLittle(PageHeader header) {
    return header.uncompressedSize() <= SMALL_DICTIONARY
        || (long) header.compressedSize() * DICTIONARY_SHARE <= chunk.compressedSize()
            && (long) header.values() * DICTIONARY_SHARE <= chunk.values();
  }

  /** A decoder whose rows are the entries of {@link #dictionaryAhead}. */
  ColumnDecoder entries() {
    return decoders.entries(dictionary);
  }

  /** The current page, decompressed. */
  PageInput load() {
    return pages.load();
  }

  /** The decoder for the current page. */
  ColumnDecoder decoder() {
    ColumnDecoder decoder = decoderByEncoding.get(page.encoding());
    if (decoder == null) {
      try {
        decoder = decoders.decoder(page.encoding(), dictionary);
      } catch (UnsupportedFeatureException e) {
        throw new UnsupportedFeatureException(where() + e.getMessage(), e);
      }
      decoderByEncoding.put(page.encoding(), decoder);
    }
    return decoder;
  }

  private void readDictionary() {
    if (decoders == null) {
      return;
    }
    if (dictionary != null) {
      throw new MalformedPageException("a second dictionary in one column chunk");
    }
    if (page.encoding() != PageEncoding.PLAIN && page.encoding() != PageEncoding.PLAIN_DICTIONARY) {
      throw new UnsupportedFeatureException(
          where() + "a dictionary in encoding " + page.encoding() + " cannot be read");
    }
    LeafColumn column = chunk.column();
    MemoryBlock block = pages.loadOwned();
    long heapBytes = DictionaryReader.heapBytes(column.physicalType(), page.values());
    boolean reserved = false;
    try {
      allocator.budget().reserve(heapBytes, "the dictionary of column " + column.name());
      reserved = true;
      PageInput input = new PageInput(block.buffer(), 0, page.uncompressedSize());
      dictionary =
          DictionaryReader.read(
              column.physicalType(),
              column.typeLength(),
              page.values(),
              input,
              block,
              allocator.budget());
    } finally {
      if (!(dictionary instanceof Dictionary.Binaries)) {
        block.close();
      }
      if (reserved && dictionary == null) {
        allocator.budget().release(heapBytes);
      }
    }
    dictionaryHeapBytes = heapBytes;
  }

  /**
   * The error for a page that cannot be decoded.
   *
   * @throws CorruptFileException instead, if the reason is that the file became shorter
   */
  CorruptFileException corrupt(RuntimeException e) {
    check();
    return new CorruptFileException(
        where()
            + (e instanceof MalformedPageException
                ? e.getMessage()
                : "the page's content does not fit its header (" + e.getMessage() + ")"),
        e);
  }

  /** File, column and page, as the beginning of a message. */
  String where() {
    return place + ", column " + chunk.column().name() + ", page " + pages.page() + ": ";
  }

  @Override
  public void close() {
    decoderByEncoding.values().forEach(ColumnDecoder::close);
    pages.close();
    if (dictionary instanceof Dictionary.Binaries binaries) {
      binaries.values().release();
    } else if (dictionary != null) {
      allocator.budget().release(dictionaryHeapBytes);
    }
    dictionary = null;
  }
}
