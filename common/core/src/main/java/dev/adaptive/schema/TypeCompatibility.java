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
package dev.adaptive.schema;

import dev.adaptive.schema.DataType.Decimal;
import dev.adaptive.schema.DataType.Floating;
import dev.adaptive.schema.DataType.Int;
import dev.adaptive.schema.DataType.ListOf;
import dev.adaptive.schema.DataType.MapOf;
import dev.adaptive.schema.DataType.Struct;
import java.util.ArrayList;
import java.util.List;

/**
 * Which types a column may be read as: the planner refuses the others, and formats convert between
 * these.
 */
public final class TypeCompatibility {
  private TypeCompatibility() {}

  /**
   * Whether values of one type can be delivered as another with nothing lost: the same type, a
   * wider signed integer, double for float, or a decimal of the same scale and at least as many
   * digits. The same goes for what nested types contain. Of a struct any fields can be delivered,
   * in any order, and fields that the file does not have, if they may be null.
   *
   * @param file the column's type in a file
   * @param table the type to deliver
   * @param caseSensitive whether the names of a struct's fields are compared exactly
   * @throws dev.adaptive.error.SchemaException if names regardless of case are ambiguous
   */
  public static boolean readable(DataType file, DataType table, boolean caseSensitive) {
    if (file.equals(table)) {
      return true;
    }
    if (file instanceof Struct from && table instanceof Struct to) {
      return to.fields().stream().allMatch(wanted -> readable(from, wanted, caseSensitive));
    }
    if (file instanceof ListOf from && table instanceof ListOf to) {
      return readable(from.element().type(), to.element().type(), caseSensitive);
    }
    if (file instanceof MapOf from && table instanceof MapOf to) {
      return readable(from.key().type(), to.key().type(), caseSensitive)
          && readable(from.value().type(), to.value().type(), caseSensitive);
    }
    if (file instanceof Int from && table instanceof Int to) {
      return from.signed() && to.signed() && from.bits() < to.bits();
    }
    if (file instanceof Floating from && table instanceof Floating to) {
      return from.bits() < to.bits();
    }
    if (file instanceof Decimal from && table instanceof Decimal to) {
      return from.scale() == to.scale() && from.precision() <= to.precision();
    }
    return false;
  }

  /** {@link #readable(DataType, DataType, boolean)} with names of fields compared exactly. */
  public static boolean readable(DataType file, DataType table) {
    return readable(file, table, true);
  }

  private static boolean readable(Struct file, Field wanted, boolean caseSensitive) {
    int index = file.indexOf(wanted.name(), caseSensitive);
    return index < 0
        ? wanted.nullable()
        : readable(file.fields().get(index).type(), wanted.type(), caseSensitive);
  }

  /**
   * The type with everything inside of it nullable but the keys of maps: what a type of one file
   * says of the others.
   */
  public static DataType nullableInside(DataType type) {
    if (type instanceof Struct struct) {
      return new Struct(struct.fields().stream().map(TypeCompatibility::nullable).toList());
    } else if (type instanceof ListOf list) {
      return new ListOf(nullable(list.element()));
    } else if (type instanceof MapOf map) {
      Field key = new Field(map.key().name(), nullableInside(map.key().type()), false);
      return new MapOf(key, nullable(map.value()));
    }
    return type;
  }

  private static Field nullable(Field field) {
    return new Field(field.name(), nullableInside(field.type()), true);
  }

  /**
   * The type that holds what two files have: the fields of both where they are structs.
   *
   * @param one with everything inside {@linkplain #nullableInside nullable}
   * @return such a type again, or null if the two differ in more than a struct's fields
   */
  public static DataType merge(DataType one, DataType other, boolean caseSensitive) {
    if (one instanceof Struct first && other instanceof Struct second) {
      return merge(first, second, caseSensitive);
    } else if (one instanceof ListOf first && other instanceof ListOf second) {
      DataType element = merge(first.element().type(), second.element().type(), caseSensitive);
      return element == null ? null : new ListOf(new Field("element", element, true));
    } else if (one instanceof MapOf first && other instanceof MapOf second) {
      DataType key = merge(first.key().type(), second.key().type(), caseSensitive);
      DataType value = merge(first.value().type(), second.value().type(), caseSensitive);
      return key == null || value == null
          ? null
          : new MapOf(new Field("key", key, false), new Field("value", value, true));
    }
    return one.equals(other) ? one : null;
  }

  private static DataType merge(Struct one, Struct other, boolean caseSensitive) {
    List<Field> fields = new ArrayList<>(one.fields());
    for (Field added : other.fields()) {
      int index = one.indexOf(added.name(), caseSensitive);
      if (index < 0) {
        fields.add(nullable(added));
      } else {
        Field known = fields.get(index);
        DataType merged = merge(known.type(), added.type(), caseSensitive);
        if (merged == null) {
          return null;
        }
        fields.set(index, new Field(known.name(), merged, true));
      }
    }
    return new Struct(fields);
  }
}
