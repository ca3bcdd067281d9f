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

import dev.adaptive.conformance.TestFile.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.GroupWriter;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * Random nested schemas, in old and new forms, and random rows with nulls and empty lists at every
 * level.
 */
final class NestedData {
  /** Name of a column of random numbers from 0 to 9999, for filters. */
  static final String PICK = "pick";

  private final SplittableRandom random;
  private final MessageType schema;

  NestedData(long seed, int columns) {
    this.random = new SplittableRandom(seed);
    List<Type> fields = new ArrayList<>();
    fields.add(Types.required(PrimitiveTypeName.INT32).named(PICK));
    for (int i = 0; i < columns; i++) {
      fields.add(field("c" + i, 4));
    }
    this.schema = new MessageType("test", fields);
  }

  NestedData(long seed, MessageType schema) {
    this.random = new SplittableRandom(seed);
    this.schema = schema;
  }

  MessageType schema() {
    return schema;
  }

  private Type field(String name, int depth) {
    return random.nextInt(12) == 0
        ? type(name, Repetition.REPEATED, depth - 1)
        : type(name, repetition(), depth);
  }

  private Repetition repetition() {
    return random.nextInt(4) == 0 ? Repetition.REQUIRED : Repetition.OPTIONAL;
  }

  private Type type(String name, Repetition repetition, int depth) {
    int kind = depth <= 0 ? 0 : random.nextInt(6);
    return switch (kind) {
      case 1, 2 -> {
        List<Type> fields = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          fields.add(field("f" + fields.size(), depth - 1));
        }
        yield new GroupType(repetition, name, fields);
      }
      case 3, 4 ->
          Types.buildGroup(repetition)
              .as(LogicalTypeAnnotation.listType())
              .addField(repeated(name, depth - 1))
              .named(name);
      case 5 -> {
        Type key = leaf("key", Repetition.REQUIRED);
        Type value = type("value", repetition(), depth - 1);
        GroupType entries =
            random.nextInt(5) == 0
                ? new GroupType(Repetition.REPEATED, "key_value", key)
                : new GroupType(
                    Repetition.REPEATED, random.nextBoolean() ? "key_value" : "map", key, value);
        yield Types.buildGroup(repetition)
            .as(LogicalTypeAnnotation.mapType())
            .addField(entries)
            .named(name);
      }
      default -> leaf(name, repetition);
    };
  }

  /** What a list repeats: the element, or a group around it. */
  private Type repeated(String list, int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> leaf("array", Repetition.REPEATED);
      case 1 ->
          new GroupType(
              Repetition.REPEATED,
              random.nextBoolean() ? "array" : list + "_tuple",
              field("f0", depth));
      case 2 -> new GroupType(Repetition.REPEATED, "item", field("f0", depth), field("f1", depth));
      default -> new GroupType(Repetition.REPEATED, "list", type("element", repetition(), depth));
    };
  }

  private Type leaf(String name, Repetition repetition) {
    return switch (random.nextInt(6)) {
      case 0 -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
      case 1 -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
      case 2 -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
      case 3 -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
      case 4 ->
          Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition).length(5).named(name);
      default ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
    };
  }

  /** A random row. */
  Group row() {
    Group row = new SimpleGroup(schema);
    row.add(PICK, random.nextInt(10_000));
    for (int i = 1; i < schema.getFieldCount(); i++) {
      fill(row, i, 0);
    }
    return row;
  }

  private void fill(Group group, int field, int depth) {
    Type type = group.getType().getType(field);
    int count =
        switch (type.getRepetition()) {
          case REQUIRED -> 1;
          case OPTIONAL -> random.nextInt(4) == 0 ? 0 : 1;
          case REPEATED ->
              random.nextInt(4) == 0
                  ? 0
                  : random.nextInt(20) == 0 && depth < 4 ? random.nextInt(60) : random.nextInt(4);
        };
    for (int i = 0; i < count; i++) {
      if (type.isPrimitive()) {
        add(group, field, type.asPrimitiveType().getPrimitiveTypeName());
      } else {
        Group child = group.addGroup(field);
        for (int n = 0; n < type.asGroupType().getFieldCount(); n++) {
          fill(child, n, depth + 1);
        }
      }
    }
  }

  private void add(Group group, int field, PrimitiveTypeName type) {
    switch (type) {
      case INT32 -> group.add(field, random.nextInt(100));
      case INT64 -> group.add(field, random.nextLong());
      case DOUBLE -> group.add(field, random.nextDouble());
      case BOOLEAN -> group.add(field, random.nextBoolean());
      case FIXED_LEN_BYTE_ARRAY -> group.add(field, Binary.fromConstantByteArray(bytes(5)));
      default ->
          group.add(
              field,
              Binary.fromString("text " + random.nextInt(random.nextBoolean() ? 8 : 100_000)));
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Writes row groups of so many random rows each. */
  Path write(Path file, Layout layout, int... rowGroups) {
    List<List<Group>> groups = new ArrayList<>();
    for (int rows : rowGroups) {
      groups.add(Stream.generate(this::row).limit(rows).toList());
    }
    return write(file, layout, groups);
  }

  /** Writes one row group of lists of so many numbers each; the schema is one list of them. */
  Path writeLists(Path file, Layout layout, int... lengths) {
    List<Group> rows = new ArrayList<>();
    for (int length : lengths) {
      Group row = new SimpleGroup(schema);
      Group list = row.addGroup(0);
      for (int i = 0; i < length; i++) {
        list.addGroup(0).append("element", (long) i);
      }
      rows.add(row);
    }
    return write(file, layout, List.of(rows));
  }

  private Path write(Path file, Layout layout, List<List<Group>> rowGroups) {
    ParquetProperties properties = layout.properties();
    CodecFactory codecs = new CodecFactory(new PlainParquetConfiguration(), layout.pageBytes());
    try (ParquetFileWriter writer =
        new ParquetFileWriter(
            new LocalOutputFile(file),
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            1 << 30,
            0,
            null,
            properties)) {
      writer.start();
      for (List<Group> rows : rowGroups) {
        try (ColumnChunkPageWriteStore pages =
                new ColumnChunkPageWriteStore(
                    codecs.getCompressor(layout.codec()),
                    schema,
                    properties.getAllocator(),
                    properties.getColumnIndexTruncateLength(),
                    layout.checksums());
            ColumnWriteStore store = properties.newColumnWriteStore(schema, pages)) {
          RecordConsumer consumer =
              new ColumnIOFactory().getColumnIO(schema).getRecordWriter(store);
          GroupWriter out = new GroupWriter(consumer, schema);
          rows.forEach(out::write);
          consumer.flush();
          store.flush();
          writer.startBlock(rows.size());
          pages.flushToFileWriter(writer);
          writer.endBlock();
        }
      }
      writer.end(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      codecs.release();
    }
    return file;
  }
}
