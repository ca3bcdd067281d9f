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

import dev.adaptive.parquet.decode.MalformedPageException;
import dev.adaptive.parquet.decode.PageEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;

/** Parses page headers. */
public final class PageHeaderReader {
  private PageHeaderReader() {}

  /**
   * Parses the header at the beginning of {@code bytes}.
   *
   * @param bytes the header and whatever follows it; its position is not moved
   * @throws MalformedPageException if it cannot be parsed; the message does not name the file
   */
  public static PageHeader read(ByteBuffer bytes) {
    BufferStream stream = new BufferStream(bytes);
    org.apache.parquet.format.PageHeader header;
    try {
      header =
          ThriftReader.read(stream, bytes.remaining(), new org.apache.parquet.format.PageHeader());
    } catch (IOException e) {
      throw new MalformedPageException("the page header cannot be parsed: " + e.getMessage());
    }
    int size = stream.consumed();
    int compressed = header.getCompressed_page_size();
    int uncompressed = header.getUncompressed_page_size();
    if (compressed < 0 || uncompressed < 0) {
      throw new MalformedPageException(
          "the page header gives a size of " + compressed + " bytes, uncompressed " + uncompressed);
    }
    return switch (header.getType()) {
      case DATA_PAGE -> dataPage(header, size);
      case DATA_PAGE_V2 -> dataPageV2(header, size);
      case DICTIONARY_PAGE -> {
        require(header.isSetDictionary_page_header(), "dictionary");
        int entries = header.getDictionary_page_header().getNum_values();
        PageEncoding encoding = encoding(header.getDictionary_page_header().getEncoding());
        yield new PageHeader(
            PageHeader.Kind.DICTIONARY,
            size,
            compressed,
            uncompressed,
            checked(entries, "entries"),
            encoding,
            PageEncoding.RLE,
            PageEncoding.RLE,
            -1,
            0,
            0,
            0,
            true,
            checksum(header));
      }
      case INDEX_PAGE ->
          new PageHeader(
              PageHeader.Kind.OTHER,
              size,
              compressed,
              uncompressed,
              0,
              PageEncoding.UNKNOWN,
              PageEncoding.RLE,
              PageEncoding.RLE,
              -1,
              0,
              0,
              0,
              true,
              checksum(header));
    };
  }

  private static PageHeader dataPage(org.apache.parquet.format.PageHeader header, int size) {
    require(header.isSetData_page_header(), "data");
    DataPageHeader data = header.getData_page_header();
    return new PageHeader(
        PageHeader.Kind.DATA_V1,
        size,
        header.getCompressed_page_size(),
        header.getUncompressed_page_size(),
        checked(data.getNum_values(), "values"),
        encoding(data.getEncoding()),
        encoding(data.getDefinition_level_encoding()),
        encoding(data.getRepetition_level_encoding()),
        -1,
        0,
        0,
        -1,
        true,
        checksum(header));
  }

  private static PageHeader dataPageV2(org.apache.parquet.format.PageHeader header, int size) {
    require(header.isSetData_page_header_v2(), "data");
    DataPageHeaderV2 data = header.getData_page_header_v2();
    int definitionBytes =
        checked(data.getDefinition_levels_byte_length(), "bytes of definition levels");
    int repetitionBytes =
        checked(data.getRepetition_levels_byte_length(), "bytes of repetition levels");
    if ((long) definitionBytes + repetitionBytes
        > Math.min(header.getCompressed_page_size(), header.getUncompressed_page_size())) {
      throw new MalformedPageException(
          "the page header gives "
              + definitionBytes
              + " + "
              + repetitionBytes
              + " bytes of levels in a page of "
              + header.getCompressed_page_size()
              + " bytes");
    }
    return new PageHeader(
        PageHeader.Kind.DATA_V2,
        size,
        header.getCompressed_page_size(),
        header.getUncompressed_page_size(),
        checked(data.getNum_values(), "values"),
        encoding(data.getEncoding()),
        PageEncoding.RLE,
        PageEncoding.RLE,
        checked(data.getNum_rows(), "rows"),
        definitionBytes,
        repetitionBytes,
        checked(data.getNum_nulls(), "nulls"),
        !data.isSetIs_compressed() || data.isIs_compressed(),
        checksum(header));
  }

  private static Integer checksum(org.apache.parquet.format.PageHeader header) {
    return header.isSetCrc() ? header.getCrc() : null;
  }

  private static void require(boolean present, String what) {
    if (!present) {
      throw new MalformedPageException(
          "the page header says " + what + " page, but its " + what + " part is missing");
    }
  }

  private static int checked(int count, String what) {
    if (count < 0) {
      throw new MalformedPageException("the page header gives " + count + " " + what);
    }
    return count;
  }

  private static PageEncoding encoding(Encoding encoding) {
    return encoding == null ? PageEncoding.UNKNOWN : PageEncoding.valueOf(encoding.name());
  }

  /** A stream over a buffer that does not move the buffer's position. */
  private static final class BufferStream extends InputStream {
    private final ByteBuffer bytes;
    private final int start;
    private int next;

    BufferStream(ByteBuffer bytes) {
      this.bytes = bytes;
      this.start = bytes.position();
      this.next = start;
    }

    int consumed() {
      return next - start;
    }

    @Override
    public int read() {
      return next < bytes.limit() ? bytes.get(next++) & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = Math.min(length, bytes.limit() - next);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      bytes.get(next, into, offset, count);
      next += count;
      return count;
    }
  }
}
