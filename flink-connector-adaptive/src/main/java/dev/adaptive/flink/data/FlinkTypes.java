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

import dev.adaptive.error.SchemaException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.schema.TypeCompatibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Which Flink type goes with which type of the core.
 *
 * <p>Without a declaration: unsigned integers become the next wider signed type ({@code DECIMAL(20,
 * 0)} for 64 bits), UUIDs {@code BINARY(16)}, instants {@code TIMESTAMP_LTZ} and local timestamps
 * {@code TIMESTAMP}.
 *
 * <p>A declared column may also be wider than the file's; times and timestamps may have any number
 * of digits and are cut off, not rounded, if the file has more. An instant in the file that is
 * declared {@code TIMESTAMP} shows its date and time in UTC, and a local timestamp declared {@code
 * TIMESTAMP_LTZ} is taken as UTC, as Flink's own Parquet format does with {@code
 * 'parquet.utc-timezone' = 'true'}; the JVM's default time zone never matters.
 *
 * <p>Structs are {@code ROW}s, lists {@code ARRAY}s and maps {@code MAP}s; the same rules go for
 * what they contain. A declared {@code ROW} may have fewer fields than the files' struct, in any
 * order.
 */
public final class FlinkTypes {
  /** Digits of the largest unsigned integer of 64 bits. */
  static final int UINT64_PRECISION = 20;

  private FlinkTypes() {}

  /**
   * The schema in which to read files so that the declared types can be shown.
   *
   * @param declared the table as it was declared
   * @param files the schema that the files have
   * @param partitionColumns columns whose values come from paths; they have the declared type
   * @param caseSensitive whether names must match in case
   * @throws SchemaException if a declared column is not there, or its type does not fit, naming
   *     both types
   */
  public static Schema toSchema(
      RowType declared, Schema files, Collection<String> partitionColumns, boolean caseSensitive) {
    List<Field> fields = new ArrayList<>(declared.getFieldCount());
    for (RowType.RowField field : declared.getFields()) {
      DataType type =
          partitionColumns.contains(field.getName())
              ? toCore(field.getName(), field.getType())
              : fromFiles("", field, files, caseSensitive);
      fields.add(new Field(field.getName(), type, true));
    }
    return new Schema(fields);
  }

  /** The type to read a declared column as, or a declared field of a struct. */
  private static DataType fromFiles(
      String prefix, RowType.RowField field, Schema files, boolean caseSensitive) {
    int index = files.indexOf(field.getName(), caseSensitive);
    if (index < 0) {
      throw new SchemaException(
          SchemaException.noSuchColumn(
                      prefix + field.getName(), files.names().stream().map(prefix::concat).toList())
                  .getMessage()
              + ". These are the first file's: if others have the column, set 'merge-schema' to"
              + " 'true'");
    }
    return readAs(
        prefix + field.getName(), field.getType(), files.field(index).type(), caseSensitive);
  }

  /**
   * The type to read a part of the files as.
   *
   * @param column where it is, for messages
   */
  private static DataType readAs(
      String column, LogicalType declared, DataType file, boolean caseSensitive) {
    if (declared instanceof RowType row && file instanceof DataType.Struct struct) {
      refuseEmpty(column, row);
      Schema fields = new Schema(struct.fields());
      return new DataType.Struct(
          row.getFields().stream()
              .map(f -> nullable(f.getName(), fromFiles(column + ".", f, fields, caseSensitive)))
              .toList());
    } else if (declared instanceof ArrayType array && file instanceof DataType.ListOf list) {
      DataType from = list.element().type();
      String name = list.element().name();
      return new DataType.ListOf(
          nullable(name, readAs(column + "." + name, array.getElementType(), from, caseSensitive)));
    } else if (declared instanceof MapType map && file instanceof DataType.MapOf entries) {
      String key = entries.key().name();
      String value = entries.value().name();
      DataType keys =
          readAs(column + "." + key, map.getKeyType(), entries.key().type(), caseSensitive);
      DataType values =
          readAs(column + "." + value, map.getValueType(), entries.value().type(), caseSensitive);
      return new DataType.MapOf(new Field(key, keys, false), nullable(value, values));
    } else if (isNested(declared)) {
      throw mismatch(column, declared, file);
    }
    DataType type = toCore(column, declared);
    if (TypeCompatibility.readable(file, type)) {
      return type;
    } else if (!isShownAs(declared, type, file)) {
      throw mismatch(column, declared, file);
    }
    return file;
  }

  private static Field nullable(String name, DataType type) {
    return new Field(name, type, true);
  }

  private static boolean isNested(LogicalType type) {
    return type instanceof RowType || type instanceof ArrayType || type instanceof MapType;
  }

  private static void refuseEmpty(String column, RowType row) {
    if (row.getFieldCount() == 0) {
      throw new SchemaException(
          "column '" + column + "' is declared a ROW without fields: name at least one to read");
    }
  }

  /** Whether the file's values can be shown as the declared type without being read as it. */
  private static boolean isShownAs(LogicalType declared, DataType type, DataType file) {
    return switch (declared.getTypeRoot()) {
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          file instanceof DataType.Timestamp;
      case TIME_WITHOUT_TIME_ZONE -> file instanceof DataType.Time;
      case BINARY, VARBINARY ->
          file instanceof DataType.FixedBinary || file instanceof DataType.Uuid;
      case SMALLINT -> isUnsigned(file, 8);
      case INTEGER -> isUnsigned(file, 16);
      case BIGINT -> isUnsigned(file, 32);
      case DECIMAL ->
          isUnsigned(file, 64) && type.equals(new DataType.Decimal(UINT64_PRECISION, 0));
      default -> false;
    };
  }

  private static SchemaException mismatch(String column, LogicalType declared, DataType file) {
    return new SchemaException(
        "column '"
            + column
            + "' is declared "
            + declared.copy(true).asSummaryString()
            + ", but the files hold "
            + file
            + (file instanceof DataType.Unsupported
                ? ""
                : "; declare it " + toFlink(column, file).asSummaryString()));
  }

  private static boolean isUnsigned(DataType type, int mostBits) {
    return type instanceof DataType.Int integer && !integer.signed() && integer.bits() <= mostBits;
  }

  /** The row type under which Flink sees a schema. */
  public static RowType toRowType(Schema schema) {
    return toRowType("", schema.fields());
  }

  private static RowType toRowType(String prefix, List<Field> fields) {
    return new RowType(
        false,
        fields.stream()
            .map(f -> new RowType.RowField(f.name(), toFlink(prefix + f.name(), f)))
            .toList());
  }

  private static LogicalType toFlink(String column, Field field) {
    return toFlink(column, field.type()).copy(field.nullable());
  }

  /** The type of the core for a declared one that is not nested. */
  private static DataType toCore(String column, LogicalType type) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> DataType.BOOL;
      case TINYINT -> DataType.INT8;
      case SMALLINT -> DataType.INT16;
      case INTEGER -> DataType.INT32;
      case BIGINT -> DataType.INT64;
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
      case DECIMAL ->
          new DataType.Decimal(
              ((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
      case CHAR, VARCHAR -> DataType.STRING;
      case BINARY, VARBINARY -> DataType.BINARY;
      case DATE -> DataType.DATE;
      case TIME_WITHOUT_TIME_ZONE -> new DataType.Time(Unit.MILLIS);
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          new DataType.Timestamp(unit(((TimestampType) type).getPrecision()), false);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          new DataType.Timestamp(unit(((LocalZonedTimestampType) type).getPrecision()), true);
      default ->
          throw new SchemaException(
              "column '"
                  + column
                  + "' is declared "
                  + type.asSummaryString()
                  + ", which cannot be read from files. Readable are BOOLEAN, TINYINT, SMALLINT,"
                  + " INT, BIGINT, FLOAT, DOUBLE, DECIMAL, CHAR, VARCHAR, STRING, BINARY,"
                  + " VARBINARY, BYTES, DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ, and, unless the"
                  + " values come from paths, ROW, ARRAY and MAP of these");
    };
  }

  private static Unit unit(int precision) {
    return precision <= 3 ? Unit.MILLIS : precision <= 6 ? Unit.MICROS : Unit.NANOS;
  }

  /** Digits behind the second that a timestamp type shows; 9 for other types. */
  static int digits(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case TIMESTAMP_WITHOUT_TIME_ZONE -> ((TimestampType) type).getPrecision();
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> ((LocalZonedTimestampType) type).getPrecision();
      default -> 9;
    };
  }

  private static int precision(Unit unit) {
    return switch (unit) {
      case MILLIS -> 3;
      case MICROS -> 6;
      case NANOS -> 9;
    };
  }

  private static LogicalType toFlink(String column, DataType type) {
    if (type instanceof DataType.Bool) {
      return new BooleanType();
    } else if (type instanceof DataType.Int integer) {
      return toFlink(integer);
    } else if (type instanceof DataType.Floating floating) {
      return floating.bits() == 32 ? new FloatType() : new DoubleType();
    } else if (type instanceof DataType.Decimal decimal) {
      return new DecimalType(decimal.precision(), decimal.scale());
    } else if (type instanceof DataType.Utf8) {
      return new VarCharType(VarCharType.MAX_LENGTH);
    } else if (type instanceof DataType.Binary) {
      return new VarBinaryType(VarBinaryType.MAX_LENGTH);
    } else if (type instanceof DataType.FixedBinary fixed) {
      return new BinaryType(fixed.length());
    } else if (type instanceof DataType.Uuid) {
      return new BinaryType(type.byteWidth());
    } else if (type instanceof DataType.Date) {
      return new DateType();
    } else if (type instanceof DataType.Time) {
      return new TimeType(3);
    } else if (type instanceof DataType.Timestamp timestamp) {
      int precision = precision(timestamp.unit());
      return timestamp.utc()
          ? new LocalZonedTimestampType(precision)
          : new TimestampType(precision);
    } else if (type instanceof DataType.Struct struct) {
      return toRowType(column + ".", struct.fields()).copy(true);
    } else if (type instanceof DataType.ListOf list) {
      return new ArrayType(toFlink(column + "." + list.element().name(), list.element()));
    } else if (type instanceof DataType.MapOf map) {
      return new MapType(
          toFlink(column + "." + map.key().name(), map.key()),
          toFlink(column + "." + map.value().name(), map.value()));
    }
    throw new UnsupportedFeatureException(
        "column '" + column + "': " + type + "; name the columns to read and leave this one out");
  }

  private static LogicalType toFlink(DataType.Int integer) {
    return switch (integer.bits()) {
      case 8 -> integer.signed() ? new TinyIntType() : new SmallIntType();
      case 16 -> integer.signed() ? new SmallIntType() : new IntType();
      case 32 -> integer.signed() ? new IntType() : new BigIntType();
      default -> integer.signed() ? new BigIntType() : new DecimalType(UINT64_PRECISION, 0);
    };
  }
}
