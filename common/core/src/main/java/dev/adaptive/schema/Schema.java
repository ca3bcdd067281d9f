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

import dev.adaptive.error.SchemaException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An ordered list of fields with distinct names. Immutable. */
public final class Schema implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Field> fields;
  private final HashMap<String, Integer> indexByName;

  public Schema(List<Field> fields) {
    this.fields = new ArrayList<>(fields);
    this.indexByName = new HashMap<>(fields.size() * 2);
    for (int i = 0; i < this.fields.size(); i++) {
      if (indexByName.put(this.fields.get(i).name(), i) != null) {
        throw new SchemaException(
            "column '" + this.fields.get(i).name() + "' appears twice in the schema");
      }
    }
  }

  public List<Field> fields() {
    return Collections.unmodifiableList(fields);
  }

  public int size() {
    return fields.size();
  }

  public Field field(int index) {
    return fields.get(index);
  }

  /** The column's position by its exact name, or -1. */
  public int indexOf(String name) {
    return indexByName.getOrDefault(name, -1);
  }

  /**
   * The column's position by name, or -1.
   *
   * @param caseSensitive if false, the only column that equals {@code name} regardless of case is
   *     also found
   * @throws SchemaException if several columns differ from {@code name} only in case
   */
  public int indexOf(String name, boolean caseSensitive) {
    int exact = indexOf(name);
    if (exact >= 0 || caseSensitive) {
      return exact;
    }
    return indexIgnoringCase(fields, name);
  }

  static int indexOf(List<Field> fields, String name, boolean caseSensitive) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return caseSensitive ? -1 : indexIgnoringCase(fields, name);
  }

  private static int indexIgnoringCase(List<Field> fields, String name) {
    int found = -1;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        if (found >= 0) {
          throw new SchemaException(
              "column '"
                  + name
                  + "' is ambiguous: it could be '"
                  + fields.get(found).name()
                  + "' or '"
                  + fields.get(i).name()
                  + "'. Write the name exactly and match case-sensitively.");
        }
        found = i;
      }
    }
    return found;
  }

  /** The schema with only these columns, in the given order. */
  public Schema select(Collection<String> names) {
    List<Field> selected = new ArrayList<>(names.size());
    for (String name : names) {
      int index = indexOf(name);
      if (index < 0) {
        throw SchemaException.noSuchColumn(name, names());
      }
      selected.add(fields.get(index));
    }
    return new Schema(selected);
  }

  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schema that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
