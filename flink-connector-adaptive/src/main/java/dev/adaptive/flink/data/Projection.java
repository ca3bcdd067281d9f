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

import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.RowType;

/**
 * What rows consist of: columns, and fields of columns that are structs. Immutable.
 *
 * @param rowType the rows
 * @param schema the columns to read, in the order in which batches have them; structs only have the
 *     fields that are asked for
 * @param paths for each field of the row the position of its column in {@code schema}, then, level
 *     by level, the positions of fields in structs
 */
public record Projection(RowType rowType, Schema schema, List<int[]> paths)
    implements Serializable {

  public Projection {
    paths = List.copyOf(paths);
  }

  /** Rows of just these columns. */
  public static Projection of(RowType rowType, Schema schema) {
    return new Projection(
        rowType, schema, IntStream.range(0, schema.size()).mapToObj(i -> new int[] {i}).toList());
  }

  /**
   * Rows of columns and of fields of columns.
   *
   * @param paths positions in the table, and in its structs
   */
  public static Projection of(RowType rowType, Schema table, int[][] paths) {
    Map<Integer, Part> columns = new LinkedHashMap<>();
    for (int[] path : paths) {
      columns.computeIfAbsent(path[0], i -> new Part()).add(path, 1);
    }
    List<Integer> order = List.copyOf(columns.keySet());
    List<int[]> narrowed = new ArrayList<>();
    for (int[] path : paths) {
      int[] result = new int[path.length];
      result[0] = order.indexOf(path[0]);
      columns.get(path[0]).find(path, 1, result);
      narrowed.add(result);
    }
    List<Field> fields = order.stream().map(i -> columns.get(i).of(table.field(i))).toList();
    return new Projection(rowType, new Schema(fields), narrowed);
  }

  /** Where a field of the row is; not to be changed. */
  int[] path(int field) {
    return paths.get(field);
  }

  /** Whether another field of the row is the same as this one, or a part of it, or contains it. */
  boolean overlaps(int field) {
    int[] path = paths.get(field);
    for (int i = 0; i < paths.size(); i++) {
      int[] other = paths.get(i);
      int common = Math.min(path.length, other.length);
      if (i != field && Arrays.equals(path, 0, common, other, 0, common)) {
        return true;
      }
    }
    return false;
  }

  /** The table with those columns that are read narrowed to what is read of them. */
  public Schema narrowed(Schema table) {
    return new Schema(
        table.fields().stream()
            .map(f -> schema.indexOf(f.name()) < 0 ? f : schema.field(schema.indexOf(f.name())))
            .toList());
  }

  /** What is asked for of a column or of a field. */
  private static final class Part {
    /** By position in the struct; means nothing if the whole is asked for. */
    private final Map<Integer, Part> fields = new TreeMap<>();

    private boolean whole;

    void add(int[] path, int depth) {
      if (depth == path.length) {
        whole = true;
      } else {
        fields.computeIfAbsent(path[depth], i -> new Part()).add(path, depth + 1);
      }
    }

    void find(int[] path, int depth, int[] result) {
      if (whole) {
        System.arraycopy(path, depth, result, depth, path.length - depth);
      } else {
        result[depth] = List.copyOf(fields.keySet()).indexOf(path[depth]);
        fields.get(path[depth]).find(path, depth + 1, result);
      }
    }

    Field of(Field field) {
      if (whole) {
        return field;
      }
      List<Field> all = ((DataType.Struct) field.type()).fields();
      List<Field> kept = new ArrayList<>();
      fields.forEach((position, part) -> kept.add(part.of(all.get(position))));
      return new Field(field.name(), new DataType.Struct(kept), field.nullable());
    }
  }
}
