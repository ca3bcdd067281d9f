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
import dev.adaptive.plan.PlanReport;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.SplitUnit;
import dev.adaptive.plan.SymbolKeys;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A plan as one JSON object on one line. Sizes are in bytes. */
final class PlanJson {
  private PlanJson() {}

  /**
   * @param symbol null if none was asked for; then {@code places} is null too
   */
  static void write(
      String path, ScanPlan plan, String symbol, List<PlanCommand.Place> places, Writer out)
      throws IOException {
    PlanReport report = plan.report();
    try (JsonGenerator json = JsonValues.lines(out)) {
      json.writeStartObject();
      json.writeStringField("path", path);
      json.writeNumberField("files", report.files());
      json.writeNumberField("filesPruned", report.filesPruned());
      json.writeNumberField("rowGroups", report.units());
      json.writeNumberField("rowGroupsPruned", report.unitsPruned());
      json.writeNumberField("rows", report.rows());
      json.writeNumberField("bytes", report.bytes());
      json.writeNumberField("bytesSkipped", report.bytesSkipped());
      json.writeStringField("mode", report.splitMode());
      json.writeArrayFieldStart("splits");
      for (ScanSplit split : plan.splits()) {
        json.writeStartObject();
        json.writeStringField("id", split.id());
        json.writeNumberField("rows", split.rows());
        json.writeNumberField("bytes", split.bytes());
        if (split.keys() != null) {
          symbols(split.keys(), json);
        }
        json.writeArrayFieldStart("rowGroups");
        for (SplitUnit unit : split.units()) {
          json.writeStartObject();
          unit(unit, json);
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      if (places != null) {
        json.writeObjectFieldStart("symbol");
        json.writeStringField("symbol", symbol);
        json.writeArrayFieldStart("places");
        for (PlanCommand.Place place : places) {
          json.writeStartObject();
          unit(place.unit(), json);
          json.writeArrayFieldStart("splits");
          for (String split : place.splits()) {
            json.writeString(split);
          }
          json.writeEndArray();
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    out.write("\n");
  }

  private static void symbols(SymbolKeys keys, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("symbols");
    json.writeBooleanField("null", keys.nulls());
    json.writeNumberField("part", keys.part());
    json.writeArrayFieldStart("ranges");
    for (SymbolKeys.Range range : keys.ranges()) {
      json.writeStartObject();
      bound("from", range.from(), json);
      bound("to", range.to(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void bound(String name, Object bound, JsonGenerator json) throws IOException {
    if (bound instanceof Long number) {
      json.writeNumberField(name, number);
    } else {
      json.writeStringField(name, (String) bound);
    }
  }

  private static void unit(SplitUnit unit, JsonGenerator json) throws IOException {
    json.writeStringField("file", unit.path());
    json.writeNumberField("rowGroup", unit.unit());
    json.writeNumberField("firstRow", unit.firstRow());
    json.writeNumberField("rows", unit.rows());
    json.writeNumberField("bytes", unit.bytes());
  }
}
