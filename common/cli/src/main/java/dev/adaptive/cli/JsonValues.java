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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** JSON Lines: one object per line. */
final class JsonValues {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private JsonValues() {}

  /** A generator for objects, each on a line of its own; the last has no line end. */
  static JsonGenerator lines(Writer out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.setPrettyPrinter(new com.fasterxml.jackson.core.util.MinimalPrettyPrinter("\n"));
    return json;
  }

  /**
   * Numbers as numbers, but NaN and infinities, which JSON has not, as strings; see {@link
   * ValueText} for the rest.
   */
  static void write(JsonGenerator json, DataType type, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (type.carrier() == DataType.Carrier.NESTED) {
      writeNested(json, type, value);
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      json.writeNumber(number);
    } else if (value instanceof Float number && Float.isFinite(number)) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal.toPlainString());
    } else if (type instanceof DataType.Int) {
      json.writeNumber(ValueText.of(type, value));
    } else {
      json.writeString(ValueText.of(type, value));
    }
  }

  /** A value as JSON. */
  static String text(DataType type, Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, type, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Structs as objects, lists as arrays, and maps as arrays of objects with a key and a value. */
  private static void writeNested(JsonGenerator json, DataType type, Object value)
      throws IOException {
    if (type instanceof DataType.Struct struct) {
      json.writeStartObject();
      for (Field field : struct.fields()) {
        json.writeFieldName(field.name());
        write(json, field.type(), ((Map<?, ?>) value).get(field.name()));
      }
      json.writeEndObject();
      return;
    }
    json.writeStartArray();
    for (Object element : (List<?>) value) {
      if (type instanceof DataType.MapOf map) {
        Map.Entry<?, ?> entry = (Map.Entry<?, ?>) element;
        json.writeStartObject();
        json.writeFieldName("key");
        write(json, map.key().type(), entry.getKey());
        json.writeFieldName("value");
        write(json, map.value().type(), entry.getValue());
        json.writeEndObject();
      } else {
        write(json, ((DataType.ListOf) type).element().type(), element);
      }
    }
    json.writeEndArray();
  }
}
