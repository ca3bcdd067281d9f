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
package dev.adaptive.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Reads Parquet files with parquet-java: the reference for what a file's values are. Values come in
 * the form of {@code ColumnVector.getObject}; INT96 timestamps as microseconds since the epoch,
 * halves as {@code Float}.
 */
public final class ParquetJavaReader {
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long MICROS_PER_DAY = 86_400L * 1_000_000L;

  private ParquetJavaReader() {}

  /** All rows of the file, in its order. */
  public static List<Object[]> read(Path file) {
    InputFile input = new LocalInputFile(file);
    try (ParquetReader<Group> reader = new Builder(input).build()) {
      List<Object[]> rows = new ArrayList<>();
      for (Group group = reader.read(); group != null; group = reader.read()) {
        rows.add(row(group));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("parquet-java cannot read " + file, e);
    }
  }

  /** The file's schema as parquet-java has it. */
  public static MessageType schema(Path file) {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      return reader.getFileMetaData().getSchema();
    } catch (IOException e) {
      throw new UncheckedIOException("parquet-java cannot read " + file, e);
    }
  }

  private static Object[] row(Group group) {
    Object[] row = new Object[group.getType().getFieldCount()];
    for (int i = 0; i < row.length; i++) {
      row[i] = field(group, i);
    }
    return row;
  }

  /** The value of a field, which may be repeated: then it is a list of all its values. */
  private static Object field(Group group, int i) {
    Type type = group.getType().getType(i);
    if (type.isRepetition(Type.Repetition.REPEATED)) {
      List<Object> values = new ArrayList<>();
      for (int n = 0; n < group.getFieldRepetitionCount(i); n++) {
        values.add(one(group, i, n));
      }
      return values;
    }
    return group.getFieldRepetitionCount(i) == 0 ? null : one(group, i, 0);
  }

  private static Object one(Group group, int i, int index) {
    Type type = group.getType().getType(i);
    return type.isPrimitive()
        ? value(group, i, index, type.asPrimitiveType())
        : nested(group.getGroup(i, index));
  }

  /** A list, a map or a struct, by the specification's rules. */
  private static Object nested(Group group) {
    GroupType type = group.getType();
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    boolean holdsRepeated =
        type.getFieldCount() == 1 && type.getType(0).isRepetition(Type.Repetition.REPEATED);
    if (logical instanceof ListLogicalTypeAnnotation && holdsRepeated) {
      return isElement(type.getType(0), type.getName()) ? field(group, 0) : only(group);
    }
    boolean map =
        logical instanceof MapLogicalTypeAnnotation || logical instanceof MapKeyValueTypeAnnotation;
    if (map && holdsRepeated && !type.getType(0).isPrimitive()) {
      int fields = type.getType(0).asGroupType().getFieldCount();
      if (fields == 1) {
        return only(group);
      } else if (fields == 2) {
        List<Object> entries = new ArrayList<>();
        for (int n = 0; n < group.getFieldRepetitionCount(0); n++) {
          Group entry = group.getGroup(0, n);
          entries.add(new SimpleImmutableEntry<>(field(entry, 0), field(entry, 1)));
        }
        return entries;
      }
    }
    Map<String, Object> struct = new LinkedHashMap<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      struct.put(type.getFieldName(i), field(group, i));
    }
    return struct;
  }

  /** The only field of each of the groups that the only field of a group repeats. */
  private static List<Object> only(Group group) {
    List<Object> values = new ArrayList<>();
    for (int n = 0; n < group.getFieldRepetitionCount(0); n++) {
      values.add(field(group.getGroup(0, n), 0));
    }
    return values;
  }

  /** Whether the repeated field of a list is the element itself, as old writers had it. */
  private static boolean isElement(Type repeated, String list) {
    return repeated.isPrimitive()
        || repeated.asGroupType().getFieldCount() != 1
        || repeated.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED)
        || repeated.getName().equals("array")
        || repeated.getName().equals(list + "_tuple");
  }

  private static Object value(Group group, int i, int index, PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return new BigDecimal(
          unscaled(group, i, index, type.getPrimitiveTypeName()), decimal.getScale());
    }
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> group.getBoolean(i, index);
      case FLOAT -> group.getFloat(i, index);
      case DOUBLE -> group.getDouble(i, index);
      case INT32 -> int32(group.getInteger(i, index), logical);
      case INT64 -> group.getLong(i, index);
      case INT96 -> microsOfInt96(group.getInt96(i, index));
      case BINARY -> {
        Binary binary = group.getBinary(i, index);
        boolean text =
            logical instanceof StringLogicalTypeAnnotation
                || logical instanceof EnumLogicalTypeAnnotation
                || logical instanceof JsonLogicalTypeAnnotation;
        yield text
            ? (Object) new String(binary.getBytes(), StandardCharsets.UTF_8)
            : (Object) binary.getBytes();
      }
      case FIXED_LEN_BYTE_ARRAY ->
          logical instanceof Float16LogicalTypeAnnotation
              ? (Object) halfToFloat(group.getBinary(i, index).getBytes())
              : (Object) group.getBinary(i, index).getBytes();
    };
  }

  private static Object int32(int value, LogicalTypeAnnotation logical) {
    if (logical instanceof TimeLogicalTypeAnnotation) {
      return (long) value;
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && integer.getBitWidth() == 8) {
      return (byte) value;
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && integer.getBitWidth() == 16) {
      return (short) value;
    }
    if (logical == null
        || logical instanceof IntLogicalTypeAnnotation
        || logical instanceof DateLogicalTypeAnnotation) {
      return value;
    }
    throw new IllegalArgumentException("INT32 with " + logical + " has no normal form here");
  }

  private static BigInteger unscaled(Group group, int i, int index, PrimitiveTypeName physical) {
    return switch (physical) {
      case INT32 -> BigInteger.valueOf(group.getInteger(i, index));
      case INT64 -> BigInteger.valueOf(group.getLong(i, index));
      default -> new BigInteger(group.getBinary(i, index).getBytes());
    };
  }

  private static long microsOfInt96(Binary int96) {
    ByteBuffer bytes = ByteBuffer.wrap(int96.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
    long nanosOfDay = bytes.getLong();
    long days = bytes.getInt() - JULIAN_DAY_OF_EPOCH;
    // without overflow checks, as Spark reads and writes: days beyond the year 290,000 wrap around
    // and back
    return days * MICROS_PER_DAY + nanosOfDay / 1_000;
  }

  /**
   * IEEE 754 binary16, two little-endian bytes; parquet-java keeps its own conversion to itself.
   */
  private static float halfToFloat(byte[] bytes) {
    int bits = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort();
    float sign = bits < 0 ? -1 : 1;
    int exponent = bits >>> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0x1F) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return exponent == 0
        ? sign * fraction * 0x1p-24f
        : sign * (0x400 | fraction) * Math.scalb(1f, exponent - 25);
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
