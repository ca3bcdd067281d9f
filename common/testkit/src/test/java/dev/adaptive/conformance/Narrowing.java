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
import dev.adaptive.schema.Field;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Nested types as a query asks for them: parts of what the file has, and some that it lacks. */
final class Narrowing {
  private Narrowing() {}

  /** The type with some fields left out, in another order, and some more. */
  static DataType of(DataType type, SplittableRandom random) {
    if (type instanceof DataType.ListOf list) {
      return new DataType.ListOf(new Field("e", of(list.element().type(), random), true));
    } else if (type instanceof DataType.MapOf map) {
      return new DataType.MapOf(map.key(), new Field("v", of(map.value().type(), random), true));
    } else if (type instanceof DataType.Struct struct) {
      List<Field> fields = new ArrayList<>();
      for (Field field : struct.fields()) {
        if (random.nextInt(3) > 0) {
          fields.add(new Field(field.name(), of(field.type(), random), true));
        }
      }
      if (fields.isEmpty() || random.nextInt(4) == 0) {
        fields.add(new Field("new", random.nextBoolean() ? DataType.STRING : type, true));
      }
      List<Field> turned = new ArrayList<>(fields);
      Collections.rotate(turned, random.nextInt(3));
      return new DataType.Struct(turned);
    } else if (type.equals(DataType.INT32) && random.nextBoolean()) {
      return DataType.INT64;
    }
    return type;
  }

  /** The value as it is read as a type of {@link #of(DataType, SplittableRandom)}. */
  static Object of(Object value, DataType type) {
    if (value == null) {
      return null;
    } else if (type instanceof DataType.ListOf list) {
      return ((List<?>) value)
          .stream()
              .map(element -> of(element, list.element().type()))
              .collect(Collectors.toCollection(ArrayList::new));
    } else if (type instanceof DataType.MapOf map) {
      List<Object> entries = new ArrayList<>();
      for (Object entry : (List<?>) value) {
        Map.Entry<?, ?> pair = (Map.Entry<?, ?>) entry;
        entries.add(
            new SimpleImmutableEntry<>(
                of(pair.getKey(), map.key().type()), of(pair.getValue(), map.value().type())));
      }
      return entries;
    } else if (type instanceof DataType.Struct struct) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Field field : struct.fields()) {
        values.put(field.name(), of(((Map<?, ?>) value).get(field.name()), field.type()));
      }
      return values;
    } else if (type.equals(DataType.INT64) && value instanceof Integer number) {
      return number.longValue();
    }
    return value;
  }
}
