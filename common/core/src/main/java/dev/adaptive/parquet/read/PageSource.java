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

import dev.adaptive.io.FileRange;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.parquet.decode.MalformedPageException;
import dev.adaptive.parquet.decode.PageInput;
import dev.adaptive.parquet.meta.ColumnChunkMetadata;
import dev.adaptive.parquet.meta.PageHeader;
import dev.adaptive.parquet.meta.PageHeaderReader;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.stats.ReadStats.Counter;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Walks the pages of a column chunk. Only headers are looked at until a page is loaded, and only
 * one page is in memory at a time. Not thread-safe.
 */
final class PageSource implements AutoCloseable {
  /** Enough for all but headers with long minima and maxima. */
  private static final int USUAL_HEADER = 1 << 12;

  private static final int LARGEST_HEADER = 1 << 24;

  private final FileRange range;
  private final Decompressor decompressor;
  private final BlockAllocator allocator;
  private final ReadStats stats;

  /** Null if checksums are not looked at. */
  private final CRC32 checksum;

  private final String owner;

  private long position;
  private PageHeader header;
  private int page = -1;
  private MemoryBlock block;

  /** Whether the page loaded last lies in the block, not in the file's range. */
  private boolean inBlock;

  private long bytesRead;

  /**
   * @param range the chunk, and, if the file goes on behind it, some bytes more; closed by this
   *     source
   * @param decompressor null if the chunk is not compressed
   * @param verifyChecksums whether pages that have a checksum are checked when they are loaded
   */
  PageSource(
      FileRange range,
      ColumnChunkMetadata chunk,
      Decompressor decompressor,
      BlockAllocator allocator,
      ReadStats stats,
      boolean verifyChecksums) {
    this.range = range;
    this.decompressor = decompressor;
    this.allocator = allocator;
    this.stats = stats;
    this.checksum = verifyChecksums ? new CRC32() : null;
    this.owner = "a page of column " + chunk.column().name();
  }

  /** Moves to the next page and parses its header. */
  PageHeader next() {
    page++;
    long left = range.length() - position;
    if (left <= 0) {
      throw new MalformedPageException("the column chunk ends before all its values were found");
    }
    header = parseHeader(left);
    position += header.headerSize();
    if (header.compressedSize() > range.length() - position) {
      throw new MalformedPageException(
          "the page has "
              + header.compressedSize()
              + " bytes, but only "
              + (range.length() - position)
              + " are left in the column chunk");
    }
    position += header.compressedSize();
    return header;
  }

  private PageHeader parseHeader(long left) {
    int size = (int) Math.min(left, USUAL_HEADER);
    try {
      return PageHeaderReader.read(range.slice(position, size));
    } catch (MalformedPageException e) {
      int larger = (int) Math.min(left, LARGEST_HEADER);
      if (larger == size) {
        throw e;
      }
      return PageHeaderReader.read(range.slice(position, larger));
    }
  }

  /** Index of the current page in the chunk, the dictionary counted. */
  int page() {
    return page;
  }

  /** Compressed bytes of the pages that were loaded, with their headers. */
  long bytesRead() {
    return bytesRead;
  }

  /**
   * The current page, decompressed. Levels of version 2, which are never compressed, come first.
   * Valid until the next call of any method.
   */
  PageInput load() {
    count();
    int size = header.uncompressedSize();
    int levels = header.definitionBytes() + header.repetitionBytes();
    long start = position - header.compressedSize();
    ByteBuffer source = range.slice(start, header.compressedSize());
    verifyChecksum(source);
    if (decompressor == null || !header.compressed()) {
      if (header.compressedSize() != size) {
        throw new MalformedPageException(
            "the page is not compressed, yet its header gives "
                + header.compressedSize()
                + " bytes compressed and "
                + size
                + " uncompressed");
      }
      return uncompressed(start, size);
    }
    ByteBuffer target = blockOf(size);
    if (levels > 0) {
      target.put(0, source, 0, levels);
    }
    if (size > levels) {
      decompressor.decompress(
          source, levels, header.compressedSize() - levels, target, levels, size - levels);
    }
    return new PageInput(target, 0, size);
  }

  /** The current page, decompressed, in a block that the caller owns. */
  MemoryBlock loadOwned() {
    PageInput input = load();
    if (inBlock) {
      MemoryBlock owned = block;
      block = null;
      return owned;
    }
    MemoryBlock owned = allocator.allocate((long) input.limit() + PageInput.PADDING, owner);
    try {
      owned.buffer().put(0, input.buffer(), input.position(), input.remaining());
      return owned;
    } catch (RuntimeException | Error e) {
      owned.close();
      throw e;
    }
  }

  private void verifyChecksum(ByteBuffer page) {
    if (checksum == null || header.checksum() == null) {
      return;
    }
    checksum.reset();
    checksum.update(page.duplicate());
    int found = (int) checksum.getValue();
    if (found != header.checksum()) {
      throw new MalformedPageException(
          String.format(
              "the page's checksum is %08x, but its header gives %08x: its bytes are damaged"
                  + " (option read.verify-checksums)",
              found, header.checksum()));
    }
  }

  /** See {@link FileRange#check()}. */
  void check() {
    range.check();
  }

  private PageInput uncompressed(long start, int size) {
    if (start + size + PageInput.PADDING <= range.length()) {
      inBlock = false;
      return new PageInput(range.slice(start, size + PageInput.PADDING), 0, size);
    }
    // there is nothing readable behind the file's last bytes
    ByteBuffer target = blockOf(size);
    target.put(0, range.slice(start, size), 0, size);
    return new PageInput(target, 0, size);
  }

  private ByteBuffer blockOf(int size) {
    inBlock = true;
    long needed = (long) size + PageInput.PADDING;
    if (block != null && block.capacity() < needed) {
      block.close();
      block = null;
    }
    if (block == null) {
      block = allocator.allocate(needed, owner);
    }
    return block.buffer();
  }

  private void count() {
    long bytes = header.headerSize() + (long) header.compressedSize();
    bytesRead += bytes;
    stats.add(Counter.BYTES_READ, bytes);
    stats.add(Counter.PAGES_READ, 1);
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
      block = null;
    }
    range.close();
  }
}
