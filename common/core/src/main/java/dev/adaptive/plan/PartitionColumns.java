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
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that come from paths.
 *
 * @param schema in the order of the path; the user's names and types where the user gave any, else
 *     inferred and nullable
 * @param files the files, their partition values under the names in {@code schema}
 */
record PartitionColumns(Schema schema, List<DataFile> files) {

  /**
   * @throws SchemaException if two files have different partition columns, or a value is none of
   *     its column's type
   */
  static PartitionColumns of(List<DataFile> files, Schema userSchema, ReadOptions options) {
    boolean caseSensitive = options.get(OptionTable.CASE_SENSITIVE);
    DataFile first = files.get(0);
    List<String> names = List.copyOf(first.partitionValues().keySet());
    List<Set<String>> texts = new ArrayList<>();
    names.forEach(name -> texts.add(new LinkedHashSet<>()));
    for (DataFile file : files) {
      checkSame(first, file, caseSensitive);
      int column = 0;
      for (String text : file.partitionValues().values()) {
        texts.get(column).add(text);
        column++;
      }
    }

    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int given = userSchema == null ? -1 : userSchema.indexOf(names.get(i), caseSensitive);
      Field field =
          given >= 0
              ? userSchema.field(given)
              : new Field(names.get(i), PartitionTypeInference.infer(texts.get(i)), true);
      checkValues(field, texts.get(i), files, i, options.get(OptionTable.TIME_ZONE));
      fields.add(field);
    }
    Schema schema = new Schema(fields);
    return new PartitionColumns(schema, rename(files, schema.names()));
  }

  private static void checkSame(DataFile first, DataFile file, boolean caseSensitive) {
    List<String> expected = List.copyOf(first.partitionValues().keySet());
    List<String> found = List.copyOf(file.partitionValues().keySet());
    boolean same = expected.size() == found.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same =
          caseSensitive
              ? expected.get(i).equals(found.get(i))
              : expected.get(i).equalsIgnoreCase(found.get(i));
    }
    if (!same) {
      throw new SchemaException(
          "the files have different partition columns: "
              + first.path()
              + " has "
              + describe(expected)
              + ", "
              + file.path()
              + " has "
              + describe(found)
              + ". Every file of a table lies in directories column=value with the same columns in"
              + " the same order; read the others on their own, or all without partition columns by"
              + " the option 'recursive'");
    }
  }

  private static String describe(List<String> columns) {
    return columns.isEmpty() ? "none" : "(" + String.join(", ", columns) + ")";
  }

  private static void checkValues(
      Field field, Set<String> texts, List<DataFile> files, int column, ZoneId zone) {
    for (String text : texts) {
      try {
        PartitionValues.parse(field, text, zone);
      } catch (SchemaException e) {
        DataFile file =
            files.stream()
                .filter(f -> text.equals(new ArrayList<>(f.partitionValues().values()).get(column)))
                .findFirst()
                .orElseThrow();
        throw new SchemaException("[" + file.path() + "] " + e.getMessage());
      }
      if (text == null && !field.nullable()) {
        throw new SchemaException(
            "partition column '"
                + field.name()
                + "' is not null in the schema, but there is a directory for null");
      }
    }
  }

  /** Files of one directory share one map, which keeps plans of many files small. */
  private static List<DataFile> rename(List<DataFile> files, List<String> names) {
    Map<Map<String, String>, Map<String, String>> renamed = new HashMap<>();
    return files.stream()
        .map(
            file ->
                new DataFile(
                    file.status(),
                    renamed.computeIfAbsent(
                        file.partitionValues(),
                        values -> {
                          Map<String, String> byName = new LinkedHashMap<>();
                          int i = 0;
                          for (String text : values.values()) {
                            byName.put(names.get(i), text);
                            i++;
                          }
                          return Collections.unmodifiableMap(byName);
                        })))
        .toList();
  }
}
