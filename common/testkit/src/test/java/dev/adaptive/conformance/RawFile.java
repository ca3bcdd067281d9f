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
package dev.adaptive.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/** Puts a file of one column, {@code c}, together by hand, so that any part of it can be wrong. */
final class RawFile {
  private final Type type;
  private final boolean optional;
  private final CompressionCodec codec;
  private final long rows;
  private final ByteArrayOutputStream pages = new ByteArrayOutputStream();

  RawFile(Type type, boolean optional, CompressionCodec codec, long rows) {
    this.type = type;
    this.optional = optional;
    this.codec = codec;
    this.rows = rows;
  }

  /** Of three required 32-bit integers, without pages. */
  static RawFile required() {
    return integers(false);
  }

  /** Of three 32-bit integers, without pages. */
  static RawFile integers(boolean optional) {
    return new RawFile(Type.INT32, optional, CompressionCodec.UNCOMPRESSED, 3);
  }

  /** A good file of the numbers 1, 2 and 3. */
  static RawFile plain() {
    return required().page(3, Encoding.PLAIN, ints(1, 2, 3));
  }

  static byte[] bytes(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return array;
  }

  static byte[] ints(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      buffer.putInt(value);
    }
    return buffer.array();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A page of version 1 whose content is not compressed. */
  RawFile page(int values, Encoding encoding, byte[] content) {
    return page(values, encoding, content, content.length, header -> {});
  }

  /** A page of version 1. */
  RawFile page(
      int values,
      Encoding encoding,
      byte[] content,
      int uncompressedSize,
      Consumer<PageHeader> change) {
    PageHeader header = new PageHeader(PageType.DATA_PAGE, uncompressedSize, content.length);
    header.setData_page_header(new DataPageHeader(values, encoding, Encoding.RLE, Encoding.RLE));
    return add(header, content, change);
  }

  /** A page of version 2; the levels come first in the content. */
  RawFile pageV2(
      int values,
      int nulls,
      int levelBytes,
      Encoding encoding,
      byte[] content,
      Consumer<PageHeader> change) {
    PageHeader header = new PageHeader(PageType.DATA_PAGE_V2, content.length, content.length);
    header.setData_page_header_v2(
        new DataPageHeaderV2(values, nulls, values, encoding, levelBytes, 0));
    return add(header, content, change);
  }

  RawFile dictionary(int entries, byte[] content) {
    return dictionary(entries, content, header -> {});
  }

  RawFile dictionary(int entries, byte[] content, Consumer<PageHeader> change) {
    PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, content.length, content.length);
    header.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
    return add(header, content, change);
  }

  private RawFile add(PageHeader header, byte[] content, Consumer<PageHeader> change) {
    change.accept(header);
    try {
      Util.writePageHeader(header, pages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pages.writeBytes(content);
    return this;
  }

  /** Bytes between the pages. */
  RawFile raw(byte[] content) {
    pages.writeBytes(content);
    return this;
  }

  /** What was added so far. */
  byte[] pages() {
    return pages.toByteArray();
  }

  Path write(Path file) {
    return write(file, footer -> {});
  }

  /** Writes the file with a footer that is changed first. */
  Path write(Path file, Consumer<FileMetaData> change) {
    SchemaElement root = new SchemaElement("root").setNum_children(1);
    SchemaElement column =
        new SchemaElement("c")
            .setType(type)
            .setRepetition_type(
                optional ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
    if (type == Type.FIXED_LEN_BYTE_ARRAY) {
      column.setType_length(3);
    }
    ColumnMetaData data =
        new ColumnMetaData(
            type,
            new ArrayList<>(List.of(Encoding.PLAIN)),
            new ArrayList<>(List.of("c")),
            codec,
            rows,
            pages.size(),
            pages.size(),
            4);
    RowGroup group =
        new RowGroup(
            new ArrayList<>(List.of(new ColumnChunk(4).setMeta_data(data))), pages.size(), rows);
    FileMetaData footer =
        new FileMetaData(
            1, new ArrayList<>(List.of(root, column)), rows, new ArrayList<>(List.of(group)));
    change.accept(footer);
    ByteArrayOutputStream thrift = new ByteArrayOutputStream();
    try {
      Util.writeFileMetaData(footer, thrift);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writeWithFooter(file, pages.toByteArray(), thrift.toByteArray());
  }

  /** Writes a file with any bytes as its footer. */
  static Path writeWithFooter(Path file, byte[] pages, byte[] footer) {
    byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
    try {
      return Files.write(file, concat(magic, pages, footer, ints(footer.length), magic));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
