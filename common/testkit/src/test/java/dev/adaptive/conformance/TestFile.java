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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.parquet.column.values.factory.DefaultV2ValuesWriterFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Writes files with parquet-java's column writers, below {@code ParquetWriter}: so row groups have
 * the rows they are asked to have, and the version of the pages is independent of the encodings.
 */
final class TestFile {

  /** Which encodings the writer takes. */
  enum Encodings {
    /** PLAIN and dictionary: those of the format's first version. */
    V1,
    /** DELTA_*, RLE for booleans, and dictionary. */
    V2,
    /** BYTE_STREAM_SPLIT where it is defined. */
    SPLIT
  }

  /**
   * How to write.
   *
   * @param pages 1 or 2, the version of the data pages
   * @param dictionaryBytes the largest dictionary; 0 for none
   * @param pageBytes where to end a page
   * @param pageRows where to end a page at the latest
   * @param checksums whether pages carry one
   * @param blooms whether columns get a bloom filter
   */
  record Layout(
      CompressionCodecName codec,
      int pages,
      Encodings encodings,
      int dictionaryBytes,
      int pageBytes,
      int pageRows,
      boolean checksums,
      boolean blooms) {
    Layout(
        CompressionCodecName codec,
        int pages,
        Encodings encodings,
        int dictionaryBytes,
        int pageBytes,
        int pageRows) {
      this(codec, pages, encodings, dictionaryBytes, pageBytes, pageRows, false, false);
    }

    ParquetProperties properties() {
      return ParquetProperties.builder()
          .withWriterVersion(pages == 1 ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0)
          .withValuesWriterFactory(
              encodings == Encodings.V2
                  ? new DefaultV2ValuesWriterFactory()
                  : new DefaultV1ValuesWriterFactory())
          .withExtendedByteStreamSplitEncoding(encodings == Encodings.SPLIT)
          .withDictionaryEncoding(dictionaryBytes > 0)
          .withDictionaryPageSize(Math.max(1, dictionaryBytes))
          .withPageSize(pageBytes)
          .withPageRowCountLimit(pageRows)
          .withMinRowCountForPageSizeCheck(50)
          .withMaxRowCountForPageSizeCheck(100)
          .withBloomFilterEnabled(blooms)
          .withPageWriteChecksumEnabled(checksums)
          .withMaxBloomFilterBytes(1 << 11)
          .build();
    }
  }

  private TestFile() {}

  /** Writes a file of row groups of so many rows each. */
  static Path write(
      Path file, List<TestColumn> columns, Layout layout, long seed, int... rowGroups) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Object[][]> groups = new ArrayList<>();
    for (int rows : rowGroups) {
      Object[][] group = new Object[columns.size()][];
      for (int i = 0; i < group.length; i++) {
        group[i] = columns.get(i).rowGroup(rows, random.split());
      }
      groups.add(group);
    }
    return write(
        file,
        new MessageType("test", columns.stream().map(column -> (Type) column.type()).toList()),
        layout,
        groups);
  }

  /**
   * Writes row groups, each column by column, values in the form in which the writer takes them; a
   * struct is an {@code Object[]} of its fields, a list or map a {@code List<Object[]>} of its
   * entries, each of them an element or a key and a value.
   */
  static Path write(Path file, MessageType schema, Layout layout, List<Object[][]> rowGroups) {
    return write(file, schema, layout.properties(), layout.codec(), rowGroups);
  }

  /** Writes row groups with any settings of the writer. */
  static Path write(
      Path file,
      MessageType schema,
      ParquetProperties properties,
      CompressionCodecName codec,
      List<Object[][]> rowGroups) {
    CodecFactory codecs =
        new CodecFactory(new PlainParquetConfiguration(), properties.getPageSizeThreshold());
    try (ParquetFileWriter writer =
        new ParquetFileWriter(
            new LocalOutputFile(file),
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            1 << 30,
            0,
            null,
            properties)) {
      writer.start();
      for (Object[][] group : rowGroups) {
        writeRowGroup(writer, schema, properties, codecs.getCompressor(codec), group);
      }
      writer.end(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      codecs.release();
    }
    return file;
  }

  private static void writeRowGroup(
      ParquetFileWriter writer,
      MessageType schema,
      ParquetProperties properties,
      CodecFactory.BytesCompressor compressor,
      Object[][] columns)
      throws IOException {
    int rows = columns[0].length;
    try (ColumnChunkPageWriteStore pages =
            new ColumnChunkPageWriteStore(
                compressor,
                schema,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        ColumnWriteStore store = properties.newColumnWriteStore(schema, pages, pages)) {
      RecordConsumer out = new ColumnIOFactory().getColumnIO(schema).getRecordWriter(store);
      for (int row = 0; row < rows; row++) {
        out.startMessage();
        for (int i = 0; i < columns.length; i++) {
          writeField(out, schema, i, columns[i][row]);
        }
        out.endMessage();
      }
      out.flush();
      store.flush();
      writer.startBlock(rows);
      pages.flushToFileWriter(writer);
      writer.endBlock();
    }
  }

  private static void writeField(RecordConsumer out, GroupType parent, int index, Object value) {
    if (value != null) {
      out.startField(parent.getFieldName(index), index);
      writeValue(out, parent.getType(index), value);
      out.endField(parent.getFieldName(index), index);
    }
  }

  private static void writeValue(RecordConsumer out, Type type, Object value) {
    if (type.isPrimitive()) {
      writePrimitive(out, type.asPrimitiveType().getPrimitiveTypeName(), value);
      return;
    }
    out.startGroup();
    GroupType group = type.asGroupType();
    if (value instanceof Object[] fields) {
      writeFields(out, group, fields);
    } else if (!((List<?>) value).isEmpty()) {
      GroupType repeated = group.getType(0).asGroupType();
      out.startField(repeated.getName(), 0);
      for (Object entry : (List<?>) value) {
        out.startGroup();
        writeFields(out, repeated, (Object[]) entry);
        out.endGroup();
      }
      out.endField(repeated.getName(), 0);
    }
    out.endGroup();
  }

  private static void writeFields(RecordConsumer out, GroupType group, Object[] fields) {
    for (int i = 0; i < fields.length; i++) {
      writeField(out, group, i, fields[i]);
    }
  }

  private static void writePrimitive(RecordConsumer out, PrimitiveTypeName type, Object value) {
    switch (type) {
      case BOOLEAN -> out.addBoolean((Boolean) value);
      case INT32 -> out.addInteger((Integer) value);
      case INT64 -> out.addLong((Long) value);
      case FLOAT -> out.addFloat((Float) value);
      case DOUBLE -> out.addDouble((Double) value);
      case INT96, BINARY, FIXED_LEN_BYTE_ARRAY -> out.addBinary((Binary) value);
    }
  }
}
