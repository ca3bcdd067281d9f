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
package dev.adaptive.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.adaptive.parquet.meta.FileReport;
import dev.adaptive.parquet.meta.FileReport.Chunk;
import dev.adaptive.parquet.meta.FileReport.Column;
import dev.adaptive.parquet.meta.FileReport.RowGroup;
import java.io.IOException;
import java.io.Writer;

/** A file report as one JSON object on one line. Sizes are in bytes. */
final class InspectJson {
  private InspectJson() {}

  static void write(FileReport file, Writer out) throws IOException {
    try (JsonGenerator json = JsonValues.lines(out)) {
      json.writeStartObject();
      json.writeStringField("file", file.location());
      json.writeNumberField("bytes", file.length());
      json.writeNumberField("rows", file.rows());
      json.writeStringField("createdBy", file.createdBy());
      json.writeNumberField("formatVersion", file.formatVersion());
      json.writeArrayFieldStart("metadataKeys");
      for (String key : file.metadataKeys()) {
        json.writeString(key);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("columns");
      for (Column column : file.columns()) {
        json.writeStartObject();
        json.writeStringField("name", column.path());
        json.writeStringField("repetition", column.repetition());
        json.writeStringField("physicalType", column.physicalType());
        json.writeStringField("logicalType", column.logicalType());
        json.writeStringField("readAs", column.nested() ? null : column.type().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rowGroups");
      for (RowGroup rowGroup : file.rowGroups()) {
        rowGroup(file, rowGroup, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write("\n");
  }

  private static void rowGroup(FileReport file, RowGroup rowGroup, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("rows", rowGroup.rows());
    json.writeNumberField("start", rowGroup.start());
    json.writeNumberField("compressedBytes", rowGroup.compressedBytes());
    json.writeNumberField("uncompressedBytes", rowGroup.uncompressedBytes());
    json.writeArrayFieldStart("columns");
    for (int i = 0; i < rowGroup.chunks().size(); i++) {
      chunk(file.columns().get(i), rowGroup.chunks().get(i), json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void chunk(Column column, Chunk chunk, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", column.path());
    json.writeStringField("codec", chunk.codec());
    json.writeArrayFieldStart("encodings");
    for (String encoding : chunk.encodings()) {
      json.writeString(encoding);
    }
    json.writeEndArray();
    json.writeNumberField("values", chunk.values());
    json.writeNumberField("start", chunk.start());
    json.writeNumberField("compressedBytes", chunk.compressedBytes());
    json.writeNumberField("uncompressedBytes", chunk.uncompressedBytes());
    if (chunk.nullCount() >= 0) {
      json.writeNumberField("nullCount", chunk.nullCount());
    }
    if (chunk.min() != null) {
      json.writeFieldName("min");
      JsonValues.write(json, column.type(), chunk.min());
      json.writeBooleanField("minExact", chunk.minExact());
    }
    if (chunk.max() != null) {
      json.writeFieldName("max");
      JsonValues.write(json, column.type(), chunk.max());
      json.writeBooleanField("maxExact", chunk.maxExact());
    }
    json.writeStringField("dictionary", InspectText.dictionary(chunk));
    json.writeBooleanField("pageIndex", chunk.pageIndex());
    json.writeBooleanField("bloomFilter", chunk.bloomFilter());
    json.writeEndObject();
  }
}
