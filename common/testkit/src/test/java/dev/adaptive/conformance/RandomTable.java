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

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import dev.adaptive.conformance.TestTypes.TestType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A random schema, flat and nested, and random rows of it, whose columns differ in how many nulls
 * and different values they have and in how those follow each other. Only what DuckDB reads too.
 * The first rows of a table do not depend on how many there are, unless a column is sorted.
 */
final class RandomTable {
  private static final int MAX_DEPTH = 3;
  private static final long DAY = 86_400;

  /** Years 1 to 9999 in seconds, which all engines have. */
  private static final long FIRST_SECOND = -719_162 * DAY;

  private static final long LAST_SECOND = 2_932_897 * DAY - 1;

  private static final List<TestType> TYPES = types();

  private final MessageType schema;
  private final Object[][] columns;

  private RandomTable(MessageType schema, Object[][] columns) {
    this.schema = schema;
    this.columns = columns;
  }

  /**
   * @param mostRows of a flat table; nested ones have less
   */
  static RandomTable of(SplittableRandom random, int mostRows) {
    List<Type> fields = new ArrayList<>();
    List<Object[]> columns = new ArrayList<>();
    int flat = random.nextInt(1, 7);
    int nested = random.nextInt(3) == 0 ? random.nextInt(1, 4) : 0;
    int rows = nested > 0 ? (mostRows + 3) / 4 : mostRows;
    for (int i = 0; i < flat + nested; i++) {
      Column column =
          column(name(i, random), i < flat ? 0 : random.nextInt(1, MAX_DEPTH + 1), random.split());
      Object[] values = new Object[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = column.next.get();
      }
      if (i < flat && random.nextInt(4) == 0) {
        sort(values);
      }
      fields.add(column.type);
      columns.add(values);
    }
    return new RandomTable(new MessageType("random", fields), columns.toArray(Object[][]::new));
  }

  MessageType schema() {
    return schema;
  }

  /** All columns, cut into row groups. */
  List<Object[][]> rowGroups(SplittableRandom random) {
    int rows = columns[0].length;
    int most = 1 + random.nextInt(random.nextBoolean() ? 200 : Math.max(3000, rows));
    List<Object[][]> groups = new ArrayList<>();
    for (int from = 0; from < rows; ) {
      int to = Math.min(rows, from + random.nextInt(Math.max(1, most / 2), most + 1));
      Object[][] group = new Object[columns.length][];
      for (int i = 0; i < group.length; i++) {
        group[i] = java.util.Arrays.copyOfRange(columns[i], from, to);
      }
      groups.add(group);
      from = to;
    }
    return groups;
  }

  /** A type, and its next value. */
  private record Column(Type type, Supplier<Object> next) {}

  private static String name(int i, SplittableRandom random) {
    String[] odd = {".x", " y", "é", "\"q\"", "'"};
    return "c" + i + (random.nextInt(8) == 0 ? odd[random.nextInt(odd.length)] : "");
  }

  private static Column column(String name, int depth, SplittableRandom random) {
    Repetition repetition = random.nextInt(4) == 0 ? Repetition.REQUIRED : Repetition.OPTIONAL;
    return column(name, repetition, depth, random);
  }

  private static Column column(
      String name, Repetition repetition, int depth, SplittableRandom random) {
    if (depth == 0) {
      return leaf(name, repetition, TYPES.get(random.nextInt(TYPES.size())), random);
    }
    Column column =
        switch (random.nextInt(3)) {
          case 0 -> struct(name, repetition, depth, random);
          case 1 -> list(name, repetition, depth, random);
          default -> map(name, repetition, depth, random);
        };
    return new Column(column.type, withNulls(repetition, column.next, random));
  }

  private static Column leaf(
      String name, Repetition repetition, TestType type, SplittableRandom random) {
    Types.PrimitiveBuilder<PrimitiveType> builder = Types.primitive(type.physical(), repetition);
    if (type.length() > 0) {
      builder.length(type.length());
    }
    Type annotated = (type.logical() == null ? builder : builder.as(type.logical())).named(name);
    return new Column(annotated, withNulls(repetition, values(type.values(), random), random));
  }

  private static Supplier<Object> values(IntFunction<Object> values, SplittableRandom random) {
    int distinct = new int[] {1, 3, 40, 2000, 1 << 29}[random.nextInt(5)];
    int first = random.nextBoolean() ? 0 : random.nextInt(1 << 29);
    int longestRun = random.nextInt(3) == 0 ? 1 + random.nextInt(400) : 1;
    boolean skewed = random.nextInt(3) == 0;
    Object[] current = new Object[1];
    int[] left = new int[1];
    return () -> {
      if (left[0]-- == 0) {
        int number =
            skewed ? (int) Math.pow(distinct, random.nextDouble()) - 1 : random.nextInt(distinct);
        current[0] = values.apply(first + number);
        left[0] = random.nextInt(longestRun);
      }
      return current[0];
    };
  }

  private static Supplier<Object> withNulls(
      Repetition repetition, Supplier<Object> values, SplittableRandom random) {
    if (repetition == Repetition.REQUIRED) {
      return values;
    }
    int percent = new int[] {0, 0, 3, 30, 95, 100}[random.nextInt(6)];
    int longestRun = random.nextBoolean() ? 1 : 1 + random.nextInt(300);
    boolean[] isNull = new boolean[1];
    int[] left = new int[1];
    return () -> {
      if (left[0]-- == 0) {
        isNull[0] = random.nextInt(100) < percent;
        left[0] = random.nextInt(longestRun);
      }
      return isNull[0] ? null : values.get();
    };
  }

  private static Column struct(
      String name, Repetition repetition, int depth, SplittableRandom random) {
    List<Column> fields = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      // one field reaches the depth, the others end somewhere
      int below = fields.isEmpty() ? depth - 1 : random.nextInt(depth);
      fields.add(column("f" + fields.size(), below, random));
    }
    return new Column(
        new GroupType(repetition, name, fields.stream().map(Column::type).toList()),
        () -> fields.stream().map(field -> field.next.get()).toArray());
  }

  private static Column list(
      String name, Repetition repetition, int depth, SplittableRandom random) {
    Column element = column("element", depth - 1, random);
    return repeated(
        name, repetition, LogicalTypeAnnotation.listType(), "list", List.of(element), random);
  }

  private static Column map(
      String name, Repetition repetition, int depth, SplittableRandom random) {
    Column key = column("key", Repetition.REQUIRED, 0, random);
    Column value = column("value", depth - 1, random);
    return repeated(
        name,
        repetition,
        LogicalTypeAnnotation.mapType(),
        "key_value",
        List.of(key, value),
        random);
  }

  private static Column repeated(
      String name,
      Repetition repetition,
      LogicalTypeAnnotation logical,
      String entry,
      List<Column> parts,
      SplittableRandom random) {
    GroupType entries =
        new GroupType(Repetition.REPEATED, entry, parts.stream().map(Column::type).toList());
    int usual = random.nextInt(1, 5);
    return new Column(
        Types.buildGroup(repetition).as(logical).addField(entries).named(name),
        () -> {
          int length = random.nextInt(40) == 0 ? random.nextInt(30) : random.nextInt(usual);
          List<Object[]> values = new ArrayList<>();
          for (int i = 0; i < length; i++) {
            values.add(parts.stream().map(part -> part.next.get()).toArray());
          }
          return values;
        });
  }

  /** Sorts the values that are not null, which leaves nulls where they are. */
  @SuppressWarnings("unchecked")
  private static void sort(Object[] column) {
    List<Object> values = new ArrayList<>();
    for (Object value : column) {
      if (value != null) {
        values.add(value);
      }
    }
    values.sort((Comparator<Object>) (Comparator<?>) Comparator.naturalOrder());
    int next = 0;
    for (int row = 0; row < column.length; row++) {
      column[row] = column[row] == null ? null : values.get(next++);
    }
  }

  private static List<TestType> types() {
    List<TestType> types = new ArrayList<>();
    for (TestType type : TestTypes.all()) {
      boolean ownRange = type.name().matches("date|timestamp.*|int96|json");
      boolean unknownToDuckDb = type.name().matches("interval|bson|time_ns_utc");
      if (!ownRange && !unknownToDuckDb) {
        types.add(type);
      }
    }
    types.add(
        new TestType(
            "date",
            PrimitiveTypeName.INT32,
            0,
            dateType(),
            n -> (int) Math.floorDiv(seconds(n), DAY)));
    for (boolean utc : new boolean[] {true, false}) {
      types.add(ticks(TimeUnit.MILLIS, utc, n -> seconds(n) * 1_000 + nanos(n) / 1_000_000));
      types.add(ticks(TimeUnit.MICROS, utc, n -> seconds(n) * 1_000_000 + nanos(n) / 1_000));
    }
    // these reach from 1677 to 2262
    types.add(ticks(TimeUnit.NANOS, false, n -> TestTypes.mix(n) / 2));
    types.add(
        new TestType(
            "json",
            PrimitiveTypeName.BINARY,
            0,
            jsonType(),
            n -> Binary.fromString("{\"n\": " + n + "}")));
    types.add(
        new TestType(
            "text", PrimitiveTypeName.BINARY, 0, stringType(), n -> Binary.fromString(text(n))));
    return types;
  }

  private static TestType ticks(TimeUnit unit, boolean utc, LongFunction<Long> values) {
    return new TestType(
        "timestamp", PrimitiveTypeName.INT64, 0, timestampType(utc, unit), values::apply);
  }

  /** First and last, around 1970, on some days, or anything. */
  private static long seconds(long n) {
    return switch ((int) n) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> FIRST_SECOND;
      case 3 -> LAST_SECOND;
      default ->
          n % 2 == 0
              ? 1_700_000_000 + n % 100_000
              : FIRST_SECOND + Math.floorMod(TestTypes.mix(n), LAST_SECOND - FIRST_SECOND + 1);
    };
  }

  private static long nanos(long n) {
    return n % 5 == 0 ? 0 : Math.floorMod(TestTypes.mix(n + 7), 1_000_000_000L);
  }

  /** Words with common beginnings, now and then very long ones. */
  private static String text(int n) {
    String stem = new String[] {"", "a", "ab", "AB", "ä", "日本", "%", "it's "}[n % 8];
    return stem + n % 17 + (n % 61 == 7 ? "long".repeat(n % 500) : "");
  }
}
