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
package dev.adaptive.spark;

import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which Spark type stands for which type of the reader. Where Spark's own Parquet source reads a
 * type, this is the type it gives (its {@code ParquetToSparkSchemaConverter}), but nanosecond
 * timestamps become microseconds, rounded down, UUIDs become their 16 bytes and times of day become
 * nanoseconds since midnight as long: Spark's own source refuses these, or, for times in
 * microseconds, knows them only from Spark 4.1 on.
 */
final class SparkTypes {
  private SparkTypes() {}

  /** The Spark type of a column. */
  static org.apache.spark.sql.types.DataType toSpark(DataType type) {
    if (type instanceof DataType.Bool) {
      return DataTypes.BooleanType;
    } else if (type instanceof DataType.Int integer) {
      return integer.signed() ? signed(integer.bits()) : unsigned(integer.bits());
    } else if (type instanceof DataType.Floating floating) {
      return floating.bits() == 32 ? DataTypes.FloatType : DataTypes.DoubleType;
    } else if (type instanceof DataType.Decimal decimal) {
      return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
    } else if (type instanceof DataType.Utf8) {
      return DataTypes.StringType;
    } else if (type instanceof DataType.Date) {
      return DataTypes.DateType;
    } else if (type instanceof DataType.Time) {
      return DataTypes.LongType;
    } else if (type instanceof DataType.Timestamp timestamp) {
      return timestamp.utc() ? DataTypes.TimestampType : DataTypes.TimestampNTZType;
    } else if (type instanceof DataType.Struct struct) {
      return toSpark(new Schema(struct.fields()));
    } else if (type instanceof DataType.ListOf list) {
      return DataTypes.createArrayType(toSpark(list.element().type()), true);
    } else if (type instanceof DataType.MapOf map) {
      return DataTypes.createMapType(toSpark(map.key().type()), toSpark(map.value().type()), true);
    }
    return DataTypes.BinaryType;
  }

  private static org.apache.spark.sql.types.DataType signed(int bits) {
    return switch (bits) {
      case 8 -> DataTypes.ByteType;
      case 16 -> DataTypes.ShortType;
      case 32 -> DataTypes.IntegerType;
      default -> DataTypes.LongType;
    };
  }

  private static org.apache.spark.sql.types.DataType unsigned(int bits) {
    return switch (bits) {
      case 8 -> DataTypes.ShortType;
      case 16 -> DataTypes.IntegerType;
      case 32 -> DataTypes.LongType;
      default -> DataTypes.createDecimalType(20, 0);
    };
  }

  /**
   * The schema with every column nullable, as Spark's file sources declare theirs: the next file
   * may have nulls.
   */
  static StructType toSpark(Schema schema) {
    return new StructType(
        schema.fields().stream().map(SparkTypes::toSpark).toArray(StructField[]::new));
  }

  /**
   * A column that cannot be read is shown, so that nothing is left out unsaid; asking for it is an
   * error.
   */
  private static StructField toSpark(Field field) {
    StructField shown = DataTypes.createStructField(field.name(), toSpark(field.type()), true);
    return field.type() instanceof DataType.Unsupported unsupported
        ? shown.withComment(unsupported.description() + " cannot be read")
        : shown;
  }

  /**
   * The table's schema for one that a user or a catalog gave: its own fields, all nullable, and the
   * partition columns that it does not name.
   *
   * @param table what the reader made of it
   */
  static StructType complete(StructType given, Schema table) {
    Map<String, StructField> byName =
        Arrays.stream(given.fields()).collect(Collectors.toMap(StructField::name, f -> f));
    return new StructType(
        table.fields().stream()
            .map(f -> byName.containsKey(f.name()) ? nullable(byName.get(f.name())) : toSpark(f))
            .toArray(StructField[]::new));
  }

  private static StructField nullable(StructField field) {
    return DataTypes.createStructField(field.name(), field.dataType(), true, field.metadata());
  }

  /**
   * The reader's schema for one that a user or a catalog gave.
   *
   * @param inferred what the files have: where Spark's type of such a column is the one wanted, its
   *     own type is kept, so that for example a timestamp keeps its unit; other columns get the
   *     plainest type
   * @throws UnsupportedFeatureException for a type that the reader does not have
   */
  static Schema toCore(StructType schema, Schema inferred, boolean caseSensitive) {
    return new Schema(toCore("", schema, inferred.fields(), caseSensitive));
  }

  private static List<Field> toCore(
      String path, StructType type, List<Field> known, boolean caseSensitive) {
    Schema inferred = new Schema(known);
    List<Field> fields = new ArrayList<>();
    for (StructField field : type.fields()) {
      int index = inferred.indexOf(field.name(), caseSensitive);
      DataType file = index < 0 ? null : inferred.field(index).type();
      String column = path + field.name();
      fields.add(
          new Field(field.name(), toCore(column, field.dataType(), file, caseSensitive), true));
    }
    return fields;
  }

  /**
   * @param column where the type is, for messages
   * @param known the type in the files, or null
   */
  private static DataType toCore(
      String column,
      org.apache.spark.sql.types.DataType type,
      DataType known,
      boolean caseSensitive) {
    if (known != null && toSpark(known).equals(type)) {
      return known;
    } else if (type instanceof StructType struct && struct.length() > 0) {
      List<Field> fields = known instanceof DataType.Struct file ? file.fields() : List.of();
      return new DataType.Struct(toCore(column + ".", struct, fields, caseSensitive));
    } else if (type instanceof ArrayType array) {
      DataType file = known instanceof DataType.ListOf list ? list.element().type() : null;
      String element = column + ".element";
      return new DataType.ListOf(
          new Field("element", toCore(element, array.elementType(), file, caseSensitive), true));
    } else if (type instanceof MapType map) {
      DataType.MapOf file = known instanceof DataType.MapOf entries ? entries : null;
      DataType fileKey = file == null ? null : file.key().type();
      DataType fileValue = file == null ? null : file.value().type();
      DataType key = toCore(column + ".key", map.keyType(), fileKey, caseSensitive);
      DataType value = toCore(column + ".value", map.valueType(), fileValue, caseSensitive);
      return new DataType.MapOf(new Field("key", key, false), new Field("value", value, true));
    }
    return toCore(column, type);
  }

  private static DataType toCore(String column, org.apache.spark.sql.types.DataType type) {
    if (type.equals(DataTypes.BooleanType)) {
      return DataType.BOOL;
    } else if (type.equals(DataTypes.ByteType)) {
      return DataType.INT8;
    } else if (type.equals(DataTypes.ShortType)) {
      return DataType.INT16;
    } else if (type.equals(DataTypes.IntegerType)) {
      return DataType.INT32;
    } else if (type.equals(DataTypes.LongType)) {
      return DataType.INT64;
    } else if (type.equals(DataTypes.FloatType)) {
      return DataType.FLOAT;
    } else if (type.equals(DataTypes.DoubleType)) {
      return DataType.DOUBLE;
    } else if (type instanceof DecimalType decimal && decimal.scale() >= 0) {
      return new DataType.Decimal(decimal.precision(), decimal.scale());
    } else if (type instanceof StringType) {
      return DataType.STRING;
    } else if (type.equals(DataTypes.BinaryType)) {
      return DataType.BINARY;
    } else if (type.equals(DataTypes.DateType)) {
      return DataType.DATE;
    } else if (type.equals(DataTypes.TimestampType)) {
      return new DataType.Timestamp(Unit.MICROS, true);
    } else if (type.equals(DataTypes.TimestampNTZType)) {
      return new DataType.Timestamp(Unit.MICROS, false);
    }
    throw new UnsupportedFeatureException(
        "column '"
            + column
            + "': type "
            + type.sql()
            + " cannot be read. Readable are BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT,"
            + " DOUBLE, DECIMAL, STRING, BINARY, DATE, TIMESTAMP and TIMESTAMP_NTZ, and STRUCT,"
            + " ARRAY and MAP of these; leave the column out of the schema.");
  }
}
