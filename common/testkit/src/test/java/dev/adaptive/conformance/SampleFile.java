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

import dev.adaptive.conformance.TestColumn.Nulls;
import dev.adaptive.conformance.TestColumn.Spread;
import dev.adaptive.conformance.TestFile.Encodings;
import dev.adaptive.conformance.TestFile.Layout;
import dev.adaptive.conformance.TestTypes.TestType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * A small good file, to be damaged.
 *
 * @param name how it was written
 * @param checksums whether its pages have one
 * @param numbers the name of a column of integers, some of them above 0
 * @param bytes the file
 * @param payload the bytes that are covered by the pages' checksums: pages without their headers
 */
record SampleFile(String name, boolean checksums, String numbers, byte[] bytes, BitSet payload) {

  /** Layouts that differ in codec, encodings and version of pages, each with each. */
  static List<Layout> layouts() {
    List<Layout> layouts = new ArrayList<>();
    int turn = 0;
    for (CompressionCodecName codec :
        List.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD,
            CompressionCodecName.LZ4_RAW)) {
      for (Encodings encodings : Encodings.values()) {
        for (int dictionaryBytes : new int[] {0, 1 << 20}) {
          boolean checksums = turn % 3 > 0;
          layouts.add(
              new Layout(
                  codec,
                  1 + turn % 2,
                  encodings,
                  dictionaryBytes,
                  500,
                  15,
                  checksums,
                  turn % 5 == 0));
          turn++;
        }
      }
    }
    return layouts;
  }

  /** A file of two row groups whose columns are not nested; column int32 is always one of them. */
  static SampleFile flat(Path directory, Layout layout, Predicate<TestType> types, int... rows) {
    Spread spread = layout.dictionaryBytes() > 0 ? Spread.FEW : Spread.MANY;
    List<TestColumn> columns = new ArrayList<>();
    for (TestType type : TestTypes.all()) {
      if (type.name().equals("int32") || types.test(type)) {
        columns.add(type.column(type.name(), Nulls.values()[columns.size() % 4], spread));
      }
    }
    Path file = TestFile.write(directory.resolve("good.parquet"), columns, layout, 5, rows);
    return of("flat, " + layout, layout.checksums(), "int32", file);
  }

  /** A file of structs, lists and maps. */
  static SampleFile nested(Path directory, Layout layout, long seed, int... rows) {
    Path file = new NestedData(seed, 3).write(directory.resolve("good.parquet"), layout, rows);
    return of("nested, " + layout, layout.checksums(), NestedData.PICK, file);
  }

  /** A file of another writer, with codecs that parquet-java does not write. */
  static SampleFile ofOtherWriter(String name, String numbers) {
    try {
      return of(
          name,
          false,
          numbers,
          Path.of(SampleFile.class.getResource("/other-writers/" + name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SampleFile of(String name, boolean checksums, String numbers, Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new SampleFile(name, checksums, numbers, bytes, payload(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the footer begins. */
  int footer() {
    return footer(bytes);
  }

  private static int footer(byte[] file) {
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
    return file.length - 8 - length;
  }

  private static BitSet payload(byte[] file) throws IOException {
    int start = footer(file);
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(file, start, file.length - start));
    BitSet payload = new BitSet();
    for (RowGroup group : footer.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        ColumnMetaData data = chunk.getMeta_data();
        boolean dictionary =
            data.isSetDictionary_page_offset() && data.getDictionary_page_offset() > 0;
        int at = (int) (dictionary ? data.getDictionary_page_offset() : data.getData_page_offset());
        int end = at + (int) data.getTotal_compressed_size();
        while (at < end) {
          ByteArrayInputStream in = new ByteArrayInputStream(file, at, end - at);
          PageHeader header = Util.readPageHeader(in);
          at = end - in.available();
          payload.set(at, at + header.getCompressed_page_size());
          at += header.getCompressed_page_size();
        }
      }
    }
    return payload;
  }

  /** Whether only bytes differ, at least one, that a checksum covers. */
  boolean checksumTells(byte[] damaged) {
    if (!checksums || damaged.length != bytes.length) {
      return false;
    }
    boolean differs = false;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != damaged[i]) {
        if (!payload.get(i)) {
          return false;
        }
        differs = true;
      }
    }
    return differs;
  }
}
