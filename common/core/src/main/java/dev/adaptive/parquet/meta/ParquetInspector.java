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
import dev.adaptive.io.InputFile;
import dev.adaptive.parquet.meta.FileReport.Chunk;
import dev.adaptive.parquet.meta.FileReport.Column;
import dev.adaptive.parquet.meta.FileReport.DictionaryUse;
import dev.adaptive.schema.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;

/** Describes Parquet files by their footers alone; nested columns too. */
public final class ParquetInspector {
  private final InputFile file;
  private final FileMetaData footer;
  private final List<SchemaElement> leaves = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private int position;

  private ParquetInspector(InputFile file, FileMetaData footer) {
    this.file = file;
    this.footer = footer;
  }

  /**
   * Reads the file's footer.
   *
   * @throws CorruptFileException if the file is no Parquet file or is damaged
   * @throws dev.adaptive.error.UnsupportedFeatureException if the footer is encrypted
   */
  public static FileReport inspect(InputFile file) {
    return new ParquetInspector(file, FooterReader.readThrift(file)).report();
  }

  private FileReport report() {
    SchemaElement root = next();
    for (int i = 0; i < root.getNum_children(); i++) {
      addColumns("", 0);
    }
    List<FileReport.RowGroup> rowGroups = new ArrayList<>();
    for (RowGroup rowGroup : footer.getRow_groups()) {
      rowGroups.add(rowGroup(rowGroup, rowGroups.size()));
    }
    List<String> keys =
        footer.isSetKey_value_metadata()
            ? footer.getKey_value_metadata().stream().map(KeyValue::getKey).toList()
            : List.of();
    return new FileReport(
        file.location(),
        file.length(),
        footer.getVersion(),
        footer.getCreated_by(),
        footer.getNum_rows(),
        keys,
        columns,
        rowGroups);
  }

  private void addColumns(String prefix, int depth) {
    if (depth > 1000) {
      throw corrupt("the schema is nested more than 1000 levels deep");
    }
    SchemaElement element = next();
    String path = prefix + element.getName();
    if (element.isSetType()) {
      leaves.add(element);
      columns.add(
          new Column(
              path,
              element.isSetRepetition_type()
                  ? lowerCase(element.getRepetition_type().name())
                  : lowerCase(FieldRepetitionType.REQUIRED.name()),
              physicalType(element),
              logicalType(element),
              SchemaConverter.leafType(file.location(), element),
              depth > 0 || element.getRepetition_type() == FieldRepetitionType.REPEATED));
      return;
    }
    for (int i = 0; i < element.getNum_children(); i++) {
      addColumns(path + ".", depth + 1);
    }
  }

  private SchemaElement next() {
    if (position >= footer.getSchemaSize()) {
      throw corrupt(
          "the schema's tree needs more than its " + footer.getSchemaSize() + " elements");
    }
    return footer.getSchema().get(position++);
  }

  private FileReport.RowGroup rowGroup(RowGroup rowGroup, int index) {
    if (rowGroup.getColumnsSize() != leaves.size()) {
      throw corrupt(
          "row group "
              + index
              + " has "
              + rowGroup.getColumnsSize()
              + " column chunks, the schema has "
              + leaves.size()
              + " columns");
    }
    List<Chunk> chunks = new ArrayList<>(leaves.size());
    long start = Long.MAX_VALUE;
    long compressed = 0;
    long uncompressed = 0;
    for (int i = 0; i < leaves.size(); i++) {
      ColumnChunk chunk = rowGroup.getColumns().get(i);
      if (!chunk.isSetMeta_data()) {
        throw corrupt(
            "row group " + index + " has no metadata for column " + columns.get(i).path());
      }
      Chunk report = chunk(chunk, i);
      chunks.add(report);
      start = Math.min(start, report.start());
      compressed += report.compressedBytes();
      uncompressed += report.uncompressedBytes();
    }
    return new FileReport.RowGroup(
        rowGroup.getNum_rows(), chunks.isEmpty() ? 0 : start, compressed, uncompressed, chunks);
  }

  private Chunk chunk(ColumnChunk chunk, int ordinal) {
    ColumnMetaData data = chunk.getMeta_data();
    SchemaElement element = leaves.get(ordinal);
    long start = data.getData_page_offset();
    if (hasDictionary(data)) {
      start = Math.min(start, data.getDictionary_page_offset());
    }
    long nullCount = -1;
    Object min = null;
    Object max = null;
    boolean minExact = true;
    boolean maxExact = true;
    if (data.isSetStatistics()) {
      Statistics statistics = data.getStatistics();
      nullCount = statistics.isSetNull_count() ? statistics.getNull_count() : -1;
      DataType type = columns.get(ordinal).type();
      min = StatisticsValues.decode(element, type, StatisticsValues.min(element, type, statistics));
      max = StatisticsValues.decode(element, type, StatisticsValues.max(element, type, statistics));
      minExact = !statistics.isSetIs_min_value_exact() || statistics.isIs_min_value_exact();
      maxExact = !statistics.isSetIs_max_value_exact() || statistics.isIs_max_value_exact();
    }
    return new Chunk(
        data.getCodec() == null ? "unknown" : data.getCodec().name(),
        data.getEncodings().stream()
            .map(e -> e == null ? "unknown" : e.name())
            .distinct()
            .sorted()
            .toList(),
        data.getNum_values(),
        start,
        data.getTotal_compressed_size(),
        data.getTotal_uncompressed_size(),
        nullCount,
        min,
        max,
        minExact,
        maxExact,
        dictionaryUse(data),
        chunk.isSetColumn_index_offset() && chunk.isSetOffset_index_offset(),
        data.isSetBloom_filter_offset());
  }

  /** Some writers set the offset to 0 although there is no dictionary. */
  private static boolean hasDictionary(ColumnMetaData data) {
    return data.isSetDictionary_page_offset() && data.getDictionary_page_offset() > 0;
  }

  private static DictionaryUse dictionaryUse(ColumnMetaData data) {
    boolean named = data.getEncodings().stream().anyMatch(PageEncodings::isDictionary);
    if (!named && !hasDictionary(data)) {
      return DictionaryUse.NONE;
    }
    if (!data.isSetEncoding_stats()) {
      return DictionaryUse.PRESENT;
    }
    long with = 0;
    long without = 0;
    for (PageEncodingStats pages : data.getEncoding_stats()) {
      if (PageEncodings.isData(pages)) {
        if (PageEncodings.isDictionary(pages.getEncoding())) {
          with += pages.getCount();
        } else {
          without += pages.getCount();
        }
      }
    }
    return with == 0
        ? DictionaryUse.NONE
        : without == 0 ? DictionaryUse.ALL_PAGES : DictionaryUse.SOME_PAGES;
  }

  private static String physicalType(SchemaElement element) {
    return element.getType() == Type.FIXED_LEN_BYTE_ARRAY
        ? "FIXED_LEN_BYTE_ARRAY(" + element.getType_length() + ")"
        : element.getType().name();
  }

  /** The annotation in the specification's words; the older converted type if there is no other. */
  private static String logicalType(SchemaElement element) {
    if (!element.isSetLogicalType()) {
      return element.isSetConverted_type() ? element.getConverted_type().name() : null;
    }
    LogicalType logical = element.getLogicalType();
    if (!logical.isSet()) {
      return "UNKNOWN"; // of a later version of the format
    }
    return switch (logical.getSetField()) {
      case DECIMAL ->
          "DECIMAL("
              + logical.getDECIMAL().getPrecision()
              + ","
              + logical.getDECIMAL().getScale()
              + ")";
      case TIME ->
          "TIME("
              + unit(logical.getTIME().getUnit())
              + (logical.getTIME().isIsAdjustedToUTC() ? ",utc)" : ",local)");
      case TIMESTAMP ->
          "TIMESTAMP("
              + unit(logical.getTIMESTAMP().getUnit())
              + (logical.getTIMESTAMP().isIsAdjustedToUTC() ? ",utc)" : ",local)");
      case INTEGER ->
          "INTEGER("
              + logical.getINTEGER().getBitWidth()
              + (logical.getINTEGER().isIsSigned() ? ",signed)" : ",unsigned)");
      default -> logical.getSetField().getFieldName();
    };
  }

  private static String unit(TimeUnit unit) {
    return unit.isSet() ? lowerCase(unit.getSetField().getFieldName()) : "unknown";
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private CorruptFileException corrupt(String what) {
    return new CorruptFileException("[" + file.location() + "] " + what);
  }
}
