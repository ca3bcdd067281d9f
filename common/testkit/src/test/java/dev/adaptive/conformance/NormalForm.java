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

import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Values in a form that DuckDB and the reader under test have in common: integers of less than 64
 * bits as their number in 64, dates as days, times and timestamps as microseconds, those of
 * nanoseconds as nanoseconds, UUIDs as text, maps as lists of structs. Comparisons of values in
 * this form have the same results as those of the values themselves.
 */
final class NormalForm {
  private NormalForm() {}

  /** The expression that brings one of DuckDB's values of a type into this form. */
  static String sql(String value, DataType type) {
    return sql(value, type, 0);
  }

  private static String sql(String value, DataType type, int depth) {
    if (type instanceof DataType.Int integer) {
      return value + (integer.bits() == 64 && !integer.signed() ? "::UBIGINT" : "::BIGINT");
    } else if (type instanceof DataType.Date) {
      return "(" + value + " - DATE '1970-01-01')::BIGINT";
    } else if (type instanceof DataType.Time time) {
      return (time.unit() == Unit.NANOS ? "epoch_ns(" : "epoch_us(") + value + ")";
    } else if (type instanceof DataType.Timestamp timestamp) {
      return (timestamp.unit() == Unit.NANOS ? "epoch_ns(" : "epoch_us(") + value + ")";
    } else if (type instanceof DataType.Uuid || type instanceof DataType.Utf8) {
      return value + "::VARCHAR";
    } else if (type instanceof DataType.ListOf list) {
      String element = "e" + depth;
      return "list_transform("
          + value
          + ", lambda "
          + element
          + ": "
          + sql(element, list.element().type(), depth + 1)
          + ")";
    } else if (type instanceof DataType.MapOf map) {
      String entry = "e" + depth;
      return "list_transform(map_entries("
          + value
          + "), lambda "
          + entry
          + ": struct_pack(key := "
          + sql(entry + ".key", map.key().type(), depth + 1)
          + ", value := "
          + sql(entry + ".value", map.value().type(), depth + 1)
          + "))";
    } else if (type instanceof DataType.Struct struct) {
      List<String> fields = new ArrayList<>();
      for (Field field : struct.fields()) {
        fields.add(field.name() + " := " + sql(value + "." + field.name(), field.type(), depth));
      }
      return "CASE WHEN "
          + value
          + " IS NULL THEN NULL ELSE struct_pack("
          + String.join(", ", fields)
          + ") END";
    }
    return value;
  }

  /** Brings rows as {@link Reading#rows} gives them into this form. */
  static List<Object[]> of(List<Object[]> rows, Schema schema) {
    List<Object[]> normal = new ArrayList<>();
    for (Object[] row : rows) {
      Object[] values = new Object[row.length];
      for (int i = 0; i < row.length; i++) {
        values[i] = of(row[i], schema.field(i).type());
      }
      normal.add(values);
    }
    return normal;
  }

  /** Brings a value as {@code ColumnVector.getObject} gives it into this form. */
  static Object of(Object value, DataType type) {
    if (value == null) {
      return null;
    } else if (type instanceof DataType.Int integer) {
      long number = ((Number) value).longValue();
      return integer.signed() || integer.bits() == 64
          ? number
          : number & ((1L << integer.bits()) - 1);
    } else if (type instanceof DataType.Date) {
      return ((Number) value).longValue();
    } else if (type instanceof DataType.Time time) {
      return (Long) value * (time.unit() == Unit.MILLIS ? 1_000 : 1);
    } else if (type instanceof DataType.Timestamp timestamp) {
      return (Long) value * (timestamp.unit() == Unit.MILLIS ? 1_000 : 1);
    } else if (type instanceof DataType.Uuid) {
      ByteBuffer bytes = ByteBuffer.wrap((byte[]) value);
      return new UUID(bytes.getLong(), bytes.getLong()).toString();
    } else if (type instanceof DataType.ListOf list) {
      List<Object> elements = new ArrayList<>();
      for (Object element : (List<?>) value) {
        elements.add(of(element, list.element().type()));
      }
      return elements;
    } else if (type instanceof DataType.MapOf map) {
      List<Object> entries = new ArrayList<>();
      for (Object entry : (List<?>) value) {
        Map<String, Object> struct = new LinkedHashMap<>();
        struct.put("key", of(((Map.Entry<?, ?>) entry).getKey(), map.key().type()));
        struct.put("value", of(((Map.Entry<?, ?>) entry).getValue(), map.value().type()));
        entries.add(struct);
      }
      return entries;
    } else if (type instanceof DataType.Struct struct) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Field field : struct.fields()) {
        fields.put(field.name(), of(((Map<?, ?>) value).get(field.name()), field.type()));
      }
      return fields;
    }
    return value;
  }
}
