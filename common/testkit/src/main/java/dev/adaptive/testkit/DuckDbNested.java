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
package dev.adaptive.testkit;

import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** DuckDB's structs, lists and maps in the form of {@code ColumnVector.getObject}. */
final class DuckDbNested {
  private DuckDbNested() {}

  static boolean isNested(String type) {
    return type.endsWith("]") || type.startsWith("STRUCT(") || type.startsWith("MAP(");
  }

  /**
   * @param type in DuckDB's words
   */
  static Object value(Object value, String type) throws SQLException {
    if (value == null) {
      return null;
    } else if (value instanceof Array array) {
      String elementType = type.substring(0, type.lastIndexOf('['));
      List<Object> elements = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        elements.add(value(element, elementType));
      }
      return elements;
    } else if (value instanceof Struct struct) {
      Object[] values = struct.getAttributes();
      List<String> fields = parts(type);
      Map<String, Object> fieldValues = new LinkedHashMap<>();
      for (int i = 0; i < values.length; i++) {
        String field = fields.get(i);
        int end = field.startsWith("\"") ? field.indexOf('"', 1) + 1 : field.indexOf(' ');
        String name =
            field.startsWith("\"") ? field.substring(1, end - 1) : field.substring(0, end);
        fieldValues.put(name, value(values[i], field.substring(end).trim()));
      }
      return fieldValues;
    } else if (value instanceof Map<?, ?> map) {
      List<String> types = parts(type);
      List<Object> entries = new ArrayList<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        entries.add(
            new SimpleImmutableEntry<>(
                value(entry.getKey(), types.get(0)), value(entry.getValue(), types.get(1))));
      }
      return entries;
    }
    return switch (type) {
      case "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "VARCHAR" ->
          value;
      case "UBIGINT" -> ((Number) value).longValue();
      case "BLOB" -> DuckDb.bytes((Blob) value);
      case "TIMESTAMP" -> {
        LocalDateTime local = ((Timestamp) value).toLocalDateTime();
        yield ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), local);
      }
      default -> {
        if (type.startsWith("DECIMAL")) {
          yield value;
        }
        throw new IllegalStateException(
            "DuckDB's type " + type + " has no normal form here inside of nested values");
      }
    };
  }

  /** What stands between the outermost parentheses, divided at commas that are in no others. */
  private static List<String> parts(String type) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = type.indexOf('(') + 1;
    for (int i = start; i < type.length(); i++) {
      char c = type.charAt(i);
      quoted ^= c == '"';
      if (!quoted && (c == '(' || c == ')')) {
        depth += c == '(' ? 1 : -1;
      }
      if (!quoted && (c == ',' && depth == 0 || depth < 0)) {
        parts.add(type.substring(start, i).trim());
        start = i + 1;
        if (depth < 0) {
          break;
        }
      }
    }
    return parts;
  }
}
