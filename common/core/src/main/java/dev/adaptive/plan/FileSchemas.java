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

import dev.adaptive.error.NoDataException;
import dev.adaptive.format.FileMetadata;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.schema.TypeCompatibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the schema of a table from what the user says or what its files say. */
final class FileSchemas {
  private final PartitionColumns partitions;
  private final MetadataCache metadata;
  private final boolean caseSensitive;

  FileSchemas(PartitionColumns partitions, MetadataCache metadata, boolean caseSensitive) {
    this.partitions = partitions;
    this.metadata = metadata;
    this.caseSensitive = caseSensitive;
  }

  /**
   * A table's columns.
   *
   * @param table file columns, then partition columns
   * @param fromFiles the columns that come from files
   * @param origins the file that each of these was found in; empty if the user gave them
   */
  record Resolved(
      Schema table, Schema fromFiles, Map<String, String> origins, boolean caseSensitive) {

    /**
     * The same table with other types of columns: those to deliver, which may leave out fields of
     * structs.
     */
    Resolved reading(Schema columns) {
      return new Resolved(
          narrowed(table, columns), narrowed(fromFiles, columns), origins, caseSensitive);
    }

    private static Schema narrowed(Schema schema, Schema columns) {
      List<Field> fields = new ArrayList<>();
      for (Field field : schema.fields()) {
        int index = columns.indexOf(field.name());
        fields.add(
            index < 0
                ? field
                : new Field(field.name(), columns.field(index).type(), field.nullable()));
      }
      return new Schema(fields);
    }

    /** Finds the columns in a file, and checks that they can be read from it. */
    FileColumns match(DataFile file, FileMetadata footer) {
      return FileColumns.match(fromFiles, footer.schema(), file.path(), origins, caseSensitive);
    }
  }

  Resolved given(Schema userSchema) {
    return resolved(userSchema.fields(), Map.of());
  }

  /**
   * @param merge whether to take the columns of all files instead of the first one's
   */
  Resolved inferred(boolean merge) {
    List<DataFile> files = partitions.files();
    List<Field> columns = new ArrayList<>();
    Map<String, String> origins = new HashMap<>();
    List<Optional<FileMetadata>> footers = merge ? metadata.get(files) : List.of();
    boolean found = false;
    for (int i = 0; i < files.size() && (merge || !found); i++) {
      DataFile file = files.get(i);
      Optional<FileMetadata> footer = merge ? footers.get(i) : metadata.get(List.of(file)).get(0);
      if (footer.isPresent()) {
        found = true;
        addColumns(footer.get().schema(), file.path(), columns, origins);
      }
    }
    if (!found) {
      throw new NoDataException(
          "all "
              + files.size()
              + " files that were listed are gone, the first of them "
              + files.get(0).path());
    }
    return resolved(columns, origins);
  }

  /** Inferred columns may be null whatever the file says: the next file may lack them. */
  private void addColumns(
      Schema file, String path, List<Field> columns, Map<String, String> origins) {
    Schema known = new Schema(columns);
    for (Field field : file.fields()) {
      // 'known' is without this file's own columns: names in it that differ only in case are
      // different columns
      int index = known.indexOf(field.name(), caseSensitive);
      if (index < 0) {
        columns.add(new Field(field.name(), TypeCompatibility.nullableInside(field.type()), true));
        origins.put(field.name(), path);
      } else {
        Field other = known.field(index);
        DataType merged = TypeCompatibility.merge(other.type(), field.type(), caseSensitive);
        if (merged == null) {
          throw FileColumns.disagreement(other, origins.get(other.name()), field, path);
        }
        columns.set(index, new Field(other.name(), merged, true));
      }
    }
  }

  private Resolved resolved(List<Field> columns, Map<String, String> origins) {
    Schema partitionSchema = partitions.schema();
    List<Field> fromFiles =
        columns.stream()
            .filter(field -> partitionSchema.indexOf(field.name(), caseSensitive) < 0)
            .toList();
    List<Field> all = new ArrayList<>(fromFiles);
    all.addAll(partitionSchema.fields());
    return new Resolved(new Schema(all), new Schema(fromFiles), Map.copyOf(origins), caseSensitive);
  }
}
