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

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.io.InputFile;
import dev.adaptive.parquet.meta.ColumnChunkMetadata.PageIndexLocation;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/** Reads footers. The file's last eight bytes are the footer's length and the magic number. */
public final class FooterReader {
  private static final int MAGIC = magic("PAR1");
  private static final int ENCRYPTED_MAGIC = magic("PARE");
  private static final int TAIL = 8;

  private FooterReader() {}

  /**
   * Reads and checks a file's footer.
   *
   * @param int96Unit the unit in which timestamps stored as INT96 are delivered
   * @throws CorruptFileException if the file is no Parquet file or is damaged
   * @throws UnsupportedFeatureException if the file is encrypted
   */
  public static ParquetMetadata read(InputFile file, Unit int96Unit) {
    return convert(file, readThrift(file), int96Unit);
  }

  static FileMetaData readThrift(InputFile file) {
    long length = file.length();
    if (length < 4 + TAIL) {
      throw notParquet(file, "it has only " + length + " bytes");
    }
    ByteBuffer tail = ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN);
    file.read(length - TAIL, tail);
    int footerLength = tail.getInt(0);
    int magic = tail.getInt(4);
    if (magic == ENCRYPTED_MAGIC) {
      throw new UnsupportedFeatureException(
          "["
              + file.location()
              + "] the footer is encrypted; encrypted Parquet files cannot be read");
    }
    if (magic != MAGIC) {
      throw notParquet(
          file,
          "its last four bytes are not 'PAR1'; it is another kind of file, or was not written to"
              + " its end");
    }
    if (footerLength <= 0 || footerLength > length - 4 - TAIL) {
      throw new CorruptFileException(
          "["
              + file.location()
              + "] the footer's length is given as "
              + footerLength
              + " bytes, but the file has "
              + length
              + " bytes in all");
    }
    byte[] footer = new byte[footerLength];
    file.read(length - TAIL - footerLength, ByteBuffer.wrap(footer));
    try {
      return ThriftReader.read(new ByteArrayInputStream(footer), footerLength, new FileMetaData());
    } catch (IOException e) {
      throw new CorruptFileException(
          "[" + file.location() + "] the footer cannot be parsed: " + e.getMessage(), e);
    }
  }

  private static ParquetMetadata convert(InputFile file, FileMetaData footer, Unit int96Unit) {
    String location = file.location();
    if (footer.isSetEncryption_algorithm()) {
      throw new UnsupportedFeatureException(
          "[" + location + "] columns are encrypted; encrypted Parquet files cannot be read");
    }
    SchemaConverter.Result columns =
        SchemaConverter.convert(location, footer.getSchema(), int96Unit);
    Schema schema = schema(location, columns);
    Map<String, ColumnNode> byName = new LinkedHashMap<>();
    for (int i = 0; i < schema.size(); i++) {
      byName.put(schema.field(i).name(), columns.columns().get(i));
    }
    StatisticsConverter statistics = new StatisticsConverter(footer.getCreated_by());
    List<RowGroupMetadata> rowGroups = new ArrayList<>(footer.getRow_groupsSize());
    for (RowGroup rowGroup : footer.getRow_groups()) {
      int index = rowGroups.size();
      if (rowGroup.getColumnsSize() != columns.leaves().size()) {
        throw new CorruptFileException(
            "["
                + location
                + "] row group "
                + index
                + " has "
                + rowGroup.getColumnsSize()
                + " column chunks, the schema has "
                + columns.leaves().size()
                + " columns");
      }
      if (rowGroup.getNum_rows() < 0) {
        throw new CorruptFileException(
            "[" + location + "] row group " + index + " has " + rowGroup.getNum_rows() + " rows");
      }
      List<ColumnChunkMetadata> chunks = new ArrayList<>();
      for (LeafColumn column : columns.leaves()) {
        ColumnOrder order =
            footer.isSetColumn_orders() && column.ordinal() < footer.getColumn_ordersSize()
                ? footer.getColumn_orders().get(column.ordinal())
                : null;
        chunks.add(chunk(file, index, rowGroup, column, statistics, order));
      }
      rowGroups.add(new RowGroupMetadata(index, rowGroup.getNum_rows(), byName, chunks));
    }
    return new ParquetMetadata(schema, statistics, rowGroups, columns.leaves().size());
  }

  private static Schema schema(String location, SchemaConverter.Result columns) {
    try {
      return new Schema(columns.fields());
    } catch (SchemaException e) {
      throw new SchemaException("[" + location + "] " + e.getMessage());
    }
  }

  private static ColumnChunkMetadata chunk(
      InputFile file,
      int rowGroupIndex,
      RowGroup rowGroup,
      LeafColumn column,
      StatisticsConverter statistics,
      ColumnOrder order) {
    ColumnChunk chunk = rowGroup.getColumns().get(column.ordinal());
    String place =
        "[" + file.location() + "] column " + column.name() + ", row group " + rowGroupIndex + ": ";
    if (chunk.isSetFile_path()) {
      throw new UnsupportedFeatureException(
          place + "the column chunk lies in another file, '" + chunk.getFile_path() + "'");
    }
    if (!chunk.isSetMeta_data()) {
      throw new CorruptFileException(place + "the footer has no metadata for the column chunk");
    }
    ColumnMetaData data = chunk.getMeta_data();
    long start = data.getData_page_offset();
    // some writers set the dictionary's offset to 0 although there is none
    if (data.isSetDictionary_page_offset()
        && data.getDictionary_page_offset() > 0
        && data.getDictionary_page_offset() < start) {
      start = data.getDictionary_page_offset();
    }
    long size = data.getTotal_compressed_size();
    if (start < 4 && rowGroup.getNum_rows() > 0 || size < 0 || size > file.length() - start) {
      throw new CorruptFileException(
          place
              + "the column chunk is said to be "
              + size
              + " bytes from byte "
              + start
              + " on of a file of "
              + file.length()
              + " bytes");
    }
    boolean repeated = column.repetition() > 0;
    if (repeated
        ? data.getNum_values() < rowGroup.getNum_rows()
        : data.getNum_values() != rowGroup.getNum_rows()) {
      throw new CorruptFileException(
          place
              + "expected "
              + (repeated ? "at least " : "")
              + "one value per row, "
              + rowGroup.getNum_rows()
              + ", but the column chunk has "
              + data.getNum_values());
    }
    ColumnStatistics known =
        repeated || column.type() instanceof DataType.Unsupported
            ? ColumnStatistics.unknown(rowGroup.getNum_rows())
            : statistics.convert(column, rowGroup.getNum_rows(), data.getStatistics(), order);
    return new ColumnChunkMetadata(
        column,
        codec(data.getCodec()),
        start,
        data.getTotal_compressed_size(),
        data.getTotal_uncompressed_size(),
        data.getNum_values(),
        known,
        pageIndex(file, chunk, order));
  }

  /**
   * Where the page index is; null if there is none, or if it lies outside the file or its order is
   * unknown.
   */
  private static PageIndexLocation pageIndex(InputFile file, ColumnChunk chunk, ColumnOrder order) {
    if (order == null || !chunk.isSetColumn_index_offset() || !chunk.isSetOffset_index_offset()) {
      return null;
    }
    boolean inside =
        chunk.getColumn_index_offset() >= 4
            && chunk.getOffset_index_offset() >= 4
            && chunk.getColumn_index_length() > 0
            && chunk.getOffset_index_length() > 0
            && chunk.getColumn_index_offset() + chunk.getColumn_index_length() <= file.length()
            && chunk.getOffset_index_offset() + chunk.getOffset_index_length() <= file.length();
    return inside
        ? new PageIndexLocation(
            chunk.getColumn_index_offset(),
            chunk.getColumn_index_length(),
            chunk.getOffset_index_offset(),
            chunk.getOffset_index_length())
        : null;
  }

  private static CodecName codec(CompressionCodec codec) {
    return codec == null ? CodecName.UNKNOWN : CodecName.valueOf(codec.name());
  }

  private static CorruptFileException notParquet(InputFile file, String why) {
    return new CorruptFileException("[" + file.location() + "] is not a Parquet file: " + why);
  }

  private static int magic(String text) {
    return ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt();
  }
}
