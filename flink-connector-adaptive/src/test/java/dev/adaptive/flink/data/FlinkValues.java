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
package dev.adaptive.flink.data;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Flink's internal values in the form in which parquet-java's are compared: that of {@code
 * ColumnVector.getObject}, with timestamps in microseconds.
 */
final class FlinkValues {
  private FlinkValues() {}

  /** The fields as Flink's runtime reads them; objects among them are views. */
  static Object[] fields(RowData row, RowType type) {
    Object[] values = new Object[type.getFieldCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row);
    }
    return values;
  }

  /** All of the fields' values, read now. */
  static Object[] plain(Object[] fields, RowType type) {
    Object[] values = new Object[fields.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = plain(fields[i], type.getTypeAt(i));
    }
    return values;
  }

  private static Object plain(Object value, LogicalType type) {
    if (value == null) {
      return null;
    } else if (value instanceof RowData row) {
      RowType rowType = (RowType) type;
      Object[] fields = plain(fields(row, rowType), rowType);
      Map<String, Object> struct = new LinkedHashMap<>();
      for (int i = 0; i < fields.length; i++) {
        struct.put(rowType.getFieldNames().get(i), fields[i]);
      }
      return struct;
    } else if (value instanceof ArrayData array) {
      return list(array, ((ArrayType) type).getElementType());
    } else if (value instanceof MapData map) {
      List<Object> keys = list(map.keyArray(), ((MapType) type).getKeyType());
      List<Object> values = list(map.valueArray(), ((MapType) type).getValueType());
      List<Object> entries = new ArrayList<>();
      for (int i = 0; i < map.size(); i++) {
        entries.add(new SimpleImmutableEntry<>(keys.get(i), values.get(i)));
      }
      return entries;
    }
    return leaf(value, type);
  }

  private static List<Object> list(ArrayData array, LogicalType type) {
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      values.add(plain(getter.getElementOrNull(array, i), type));
    }
    return values;
  }

  private static Object leaf(Object value, LogicalType type) {
    return switch (type.getTypeRoot()) {
      case CHAR, VARCHAR -> value.toString();
      case DECIMAL -> ((DecimalData) value).toBigDecimal();
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          micros((TimestampData) value);
      default -> value;
    };
  }

  private static long micros(TimestampData value) {
    return value.getMillisecond() * 1000 + value.getNanoOfMillisecond() / 1000;
  }
}
