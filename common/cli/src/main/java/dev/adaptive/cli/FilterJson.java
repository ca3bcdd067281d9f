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
import dev.adaptive.parquet.read.FilterReport;
import dev.adaptive.parquet.read.FilterReport.Column;
import dev.adaptive.parquet.read.FilterReport.RowGroup;
import dev.adaptive.schema.DataType;
import java.io.IOException;
import java.io.Writer;

/** What a filter leaves of a file, as one JSON object on one line. */
final class FilterJson {
  private FilterJson() {}

  static void write(FilterReport report, String where, Writer out) throws IOException {
    try (JsonGenerator json = JsonValues.lines(out)) {
      json.writeStartObject();
      json.writeStringField("file", report.location());
      json.writeStringField("where", where);
      json.writeNumberField("rows", report.rows());
      json.writeNumberField("rowsLeft", report.rowsLeft());
      json.writeNumberField("rowGroupsLeft", report.rowGroupsLeft());
      json.writeArrayFieldStart("rowGroups");
      for (RowGroup rowGroup : report.rowGroups()) {
        json.writeStartObject();
        json.writeNumberField("rows", rowGroup.rows());
        json.writeNumberField("rowsLeft", rowGroup.rowsLeft());
        json.writeStringField(
            "ruledOutBy",
            rowGroup.ruledOut() == null ? null : FilterText.name(rowGroup.ruledOut()));
        json.writeArrayFieldStart("columns");
        for (Column column : rowGroup.columns()) {
          column(column, json);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write("\n");
  }

  private static void column(Column column, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", column.field().name());
    if (column.statistics().nullCount() >= 0) {
      json.writeNumberField("nullCount", column.statistics().nullCount());
    }
    bound("min", column, column.statistics().min(), json);
    bound("max", column, column.statistics().max(), json);
    if (column.pages() >= 0) {
      json.writeNumberField("pages", column.pages());
      json.writeNumberField("pagesLeft", column.pagesLeft());
    }
    json.writeStringField("bloomFilter", FilterText.bloomFilter(column));
    json.writeStringField("dictionary", FilterText.dictionary(column));
    json.writeEndObject();
  }

  private static void bound(String name, Column column, Object bound, JsonGenerator json)
      throws IOException {
    if (bound != null) {
      DataType type = column.field().type();
      json.writeFieldName(name);
      JsonValues.write(json, type, StatisticsValue.of(type, bound));
    }
  }
}
