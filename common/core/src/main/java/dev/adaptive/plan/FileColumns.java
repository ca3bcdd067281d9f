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
package dev.adaptive.plan;

import dev.adaptive.error.SchemaException;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.schema.TypeCompatibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the columns of a table are in one file. Immutable. */
public final class FileColumns {
  private final Schema table;
  private final Schema file;
  private final int[] positions;
  private final Schema present;
  private final Schema missing;

  private FileColumns(Schema table, Schema file, int[] positions) {
    this.table = table;
    this.file = file;
    this.positions = positions;
    List<Field> found = new ArrayList<>();
    List<Field> lacking = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      (positions[i] >= 0 ? found : lacking).add(table.field(i));
    }
    this.present = new Schema(found);
    this.missing = new Schema(lacking);
  }

  /**
   * Finds the columns and checks that they can be read.
   *
   * @param table the columns that are to come from files; the file may have others
   * @param origins the file that a column of the table was found in; empty if the user gave the
   *     table's columns
   * @throws SchemaException if a column is missing that may not be null, or has another type
   */
  public static FileColumns match(
      Schema table, Schema file, String path, Map<String, String> origins, boolean caseSensitive) {
    int[] positions = new int[table.size()];
    for (int i = 0; i < positions.length; i++) {
      Field wanted = table.field(i);
      positions[i] = file.indexOf(wanted.name(), caseSensitive);
      if (positions[i] >= 0) {
        checkType(
            wanted, file.field(positions[i]), path, origins.get(wanted.name()), caseSensitive);
      } else if (!wanted.nullable()) {
        throw new SchemaException(
            "["
                + path
                + "] has no column '"
                + wanted.name()
                + "', which is not null in the schema. Its columns are: "
                + String.join(", ", file.names()));
      }
    }
    return new FileColumns(table, file, positions);
  }

  private static void checkType(
      Field wanted, Field found, String path, String origin, boolean caseSensitive) {
    if (origin != null
        && TypeCompatibility.merge(wanted.type(), found.type(), caseSensitive) == null) {
      throw disagreement(wanted, origin, found, path);
    }
    if (!TypeCompatibility.readable(found.type(), wanted.type(), caseSensitive)) {
      throw new SchemaException(
          "["
              + path
              + "] column '"
              + found.name()
              + "' is "
              + found.type()
              + ", which cannot be read as "
              + wanted.type()
              + ", the type in the schema");
    }
  }

  /** The error for two files that have the same column with different types. */
  static SchemaException disagreement(Field one, String onePath, Field other, String otherPath) {
    return new SchemaException(
        "the files disagree on column '"
            + one.name()
            + "': it is "
            + one.type()
            + " in "
            + onePath
            + " and "
            + other.type()
            + " in "
            + otherPath
            + ". Read the files separately, or give a schema with a type that both can be read as");
  }

  /** The name in the file of a column of the table, or null if the file has none. */
  public String nameInFile(String column) {
    int index = table.indexOf(column);
    return index < 0 || positions[index] < 0 ? null : file.field(positions[index]).name();
  }

  /** The file's own field for a column of the table that the file has. */
  Field fieldInFile(String column) {
    return file.field(positions[table.indexOf(column)]);
  }

  /** The table's columns that the file has; names and types are the table's. */
  public Schema present() {
    return present;
  }

  /** The table's columns that the file has not: null in each of its rows. */
  public Schema missing() {
    return missing;
  }
}
