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

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.Format;
import dev.adaptive.format.UnitMetadata;
import dev.adaptive.format.UnitRead;
import dev.adaptive.format.UnitReader;
import dev.adaptive.io.InputFile;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A format whose files say in plain text what a planner asks for:
 *
 * <pre>
 * FAKE
 * symbol:string price:double qty:int32!
 * 100 symbol=A..C price=1..2.5,nulls=0 qty=,nulls=100
 * </pre>
 *
 * The second line is the schema ('!' for not null), each further line a unit: its rows, then what
 * is known of columns. A column takes 10 bytes per row in the file and 20 decompressed.
 */
public final class FakeFormat implements Format {
  static final Map<String, DataType> TYPES =
      Map.of(
          "string",
          DataType.STRING,
          "double",
          DataType.DOUBLE,
          "float",
          DataType.FLOAT,
          "int32",
          DataType.INT32,
          "int64",
          DataType.INT64,
          "date",
          DataType.DATE);

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public FileMetadata metadata(InputFile file, ReadOptions options) {
    ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
    file.read(0, bytes);
    String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals("FAKE")) {
      throw new CorruptFileException("[" + file.location() + "] is not a fake file");
    }
    List<Field> fields = new ArrayList<>();
    for (String column : lines.get(1).split(" ")) {
      String[] parts = column.split("[:!]");
      fields.add(new Field(parts[0], TYPES.get(parts[1]), !column.endsWith("!")));
    }
    Schema schema = new Schema(fields);
    return new Metadata(
        schema, lines.subList(2, lines.size()).stream().map(line -> unit(line, schema)).toList());
  }

  private static UnitMetadata unit(String line, Schema schema) {
    String[] words = line.split(" ");
    long rows = Long.parseLong(words[0]);
    Map<String, ColumnStatistics> statistics = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] column = words[i].split("=", 2);
      String[] known = column[1].split(",nulls=");
      DataType type = schema.field(schema.indexOf(column[0])).type();
      String[] bounds = known[0].isEmpty() ? new String[] {null, null} : known[0].split("\\.\\.");
      long nulls = known.length > 1 ? Long.parseLong(known[1]) : -1;
      statistics.put(
          column[0],
          new ColumnStatistics(rows, nulls, bound(type, bounds[0]), bound(type, bounds[1])));
    }
    return new Unit(schema, rows, statistics);
  }

  private static Object bound(DataType type, String text) {
    if (text == null) {
      return null;
    }
    return switch (type.carrier()) {
      case BINARY -> text.getBytes(StandardCharsets.UTF_8);
      case FLOAT32, FLOAT64 -> Double.valueOf(text);
      default -> Long.valueOf(text);
    };
  }

  @Override
  public UnitReader open(InputFile file, FileMetadata metadata, int unit, UnitRead read) {
    throw new UnsupportedOperationException("holds no rows");
  }

  private record Metadata(Schema schema, List<UnitMetadata> list) implements FileMetadata {
    @Override
    public int units() {
      return list.size();
    }

    @Override
    public UnitMetadata unit(int index) {
      return list.get(index);
    }

    @Override
    public long retainedBytes() {
      return 0;
    }
  }

  private record Unit(Schema schema, long rows, Map<String, ColumnStatistics> known)
      implements UnitMetadata {
    private String check(String column) {
      if (schema.indexOf(column) < 0) {
        throw new AssertionError(
            "the planner asked for '" + column + "', but the file has " + schema);
      }
      return column;
    }

    @Override
    public long compressedBytes(String column, DataType type) {
      return check(column).isEmpty() ? 0 : 10 * rows;
    }

    @Override
    public long uncompressedBytes(String column, DataType type) {
      return check(column).isEmpty() ? 0 : 20 * rows;
    }

    @Override
    public ColumnStatistics statistics(String column) {
      return known.getOrDefault(check(column), ColumnStatistics.unknown(rows));
    }
  }
}
