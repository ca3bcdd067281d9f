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
package dev.adaptive.parquet.meta;

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.parquet.decode.PhysicalType;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;

/**
 * Turns a footer's flattened schema tree into columns. Types follow the "Logical Types" section of
 * the Parquet specification; where the newer annotation is missing, the older converted type says
 * the same.
 */
final class SchemaConverter {
  /** Levels are kept in a byte each. */
  private static final int DEEPEST = 127;

  private final String location;
  private final List<SchemaElement> elements;
  private final Unit int96Unit;
  private final List<LeafColumn> leaves = new ArrayList<>();
  private int position;

  private SchemaConverter(String location, List<SchemaElement> elements, Unit int96Unit) {
    this.location = location;
    this.elements = elements;
    this.int96Unit = int96Unit;
  }

  /**
   * @param fields all columns at the top level
   * @param columns the same columns with their levels
   * @param leaves all leaves in the whole tree; their positions are their ordinals
   */
  record Result(List<Field> fields, List<ColumnNode> columns, List<LeafColumn> leaves) {}

  /**
   * @param int96Unit what timestamps of type INT96 are read as
   */
  static Result convert(String location, List<SchemaElement> elements, Unit int96Unit) {
    return new SchemaConverter(location, elements, int96Unit).convert();
  }

  private Result convert() {
    Element root = parse("", 0);
    if (position != elements.size()) {
      throw new CorruptFileException(
          "["
              + location
              + "] the schema has "
              + elements.size()
              + " elements, its tree ends after "
              + position);
    }
    List<Field> fields = new ArrayList<>();
    List<ColumnNode> columns = new ArrayList<>();
    for (Element child : root.children) {
      ColumnNode column = convert(child, Levels.TOP);
      columns.add(column);
      fields.add(
          new Field(
              child.name(), column.type(), child.repetition() == FieldRepetitionType.OPTIONAL));
    }
    return new Result(fields, columns, leaves);
  }

  /** The schema's elements as a tree. */
  private record Element(SchemaElement schema, String path, List<Element> children) {
    String name() {
      return schema.getName();
    }

    FieldRepetitionType repetition() {
      return schema.isSetRepetition_type()
          ? schema.getRepetition_type()
          : FieldRepetitionType.REQUIRED;
    }

    boolean isRepeated() {
      return repetition() == FieldRepetitionType.REPEATED;
    }

    boolean isLeaf() {
      return schema.isSetType();
    }

    boolean isList() {
      return !isLeaf()
          && (schema.isSetLogicalType()
              ? schema.getLogicalType().isSetLIST()
              : schema.getConverted_type() == ConvertedType.LIST);
    }

    /** Old writers marked the map itself as its entries are to be marked. */
    boolean isMap() {
      return !isLeaf()
          && (schema.isSetLogicalType()
              ? schema.getLogicalType().isSetMAP()
              : schema.getConverted_type() == ConvertedType.MAP
                  || schema.getConverted_type() == ConvertedType.MAP_KEY_VALUE);
    }

    /** Whether there is one child, a repeated one: what lists and maps look like. */
    boolean holdsRepeated() {
      return children.size() == 1 && children.get(0).isRepeated();
    }
  }

  private Element parse(String parent, int depth) {
    SchemaElement element = next();
    // the root's name is no part of a path
    String path =
        depth == 0 ? "" : parent.isEmpty() ? element.getName() : parent + "." + element.getName();
    if (depth > DEEPEST) {
      throw new UnsupportedFeatureException(
          "["
              + location
              + "] column "
              + path
              + " is nested more than "
              + DEEPEST
              + " levels deep, which cannot be read");
    }
    List<Element> children = new ArrayList<>();
    for (int i = 0; !element.isSetType() && i < element.getNum_children(); i++) {
      children.add(parse(path, depth + 1));
    }
    return new Element(element, path, children);
  }

  /** Definition and repetition levels at which something's parent is there. */
  private record Levels(int definition, int repetition) {
    private static final Levels TOP = new Levels(0, 0);

    Levels inside(Element element) {
      return element.repetition() == FieldRepetitionType.OPTIONAL
          ? new Levels(definition + 1, repetition)
          : this;
    }

    Levels elements() {
      return new Levels(definition + 1, repetition + 1);
    }
  }

  /**
   * Converts a field. A repeated one that is no part of a list or a map is a list itself, never
   * null, of elements that are never null.
   */
  private ColumnNode convert(Element element, Levels outside) {
    if (element.isRepeated()) {
      ColumnNode child = convertOne(element, outside.elements());
      return list(outside, new Field(element.name(), child.type(), false), child);
    }
    return convertOne(element, outside.inside(element));
  }

  /** Converts a field that is there, or an element of a repeated one. */
  private ColumnNode convertOne(Element element, Levels levels) {
    if (element.isLeaf()) {
      return leaf(element, levels);
    } else if (element.isList() && element.holdsRepeated()) {
      return list(element, levels);
    } else if (element.isMap() && element.holdsRepeated()) {
      Element entries = element.children.get(0);
      if (!entries.isLeaf() && entries.children.size() == 2) {
        return map(entries, levels);
      } else if (!entries.isLeaf() && entries.children.size() == 1) {
        // keys without values: the same as a list of the keys
        return list(element, levels);
      }
    }
    return struct(element, levels);
  }

  /** See "Lists" in the specification, and there the rules for backward compatibility. */
  private ColumnNode list(Element list, Levels levels) {
    Element repeated = list.children.get(0);
    boolean isElement =
        repeated.isLeaf()
            || repeated.children.size() != 1
            || repeated.children.get(0).isRepeated()
            || !list.isMap()
                && (repeated.name().equals("array")
                    || repeated.name().equals(list.name() + "_tuple"));
    if (isElement) {
      ColumnNode child = convertOne(repeated, levels.elements());
      return list(levels, new Field(repeated.name(), child.type(), false), child);
    }
    Element element = repeated.children.get(0);
    ColumnNode child = convert(element, levels.elements());
    return list(levels, field(element, child), child);
  }

  private static ColumnNode list(Levels levels, Field element, ColumnNode child) {
    Levels elements = levels.elements();
    return new ColumnNode.Repeated(
        new DataType.ListOf(element),
        levels.definition,
        elements.definition,
        elements.repetition,
        List.of(child));
  }

  private ColumnNode map(Element entries, Levels levels) {
    Levels elements = levels.elements();
    ColumnNode key = convert(entries.children.get(0), elements);
    ColumnNode value = convert(entries.children.get(1), elements);
    DataType type =
        new DataType.MapOf(
            field(entries.children.get(0), key), field(entries.children.get(1), value));
    return new ColumnNode.Repeated(
        type, levels.definition, elements.definition, elements.repetition, List.of(key, value));
  }

  private ColumnNode struct(Element group, Levels levels) {
    if (group.children.isEmpty()) {
      return new ColumnNode.Unreadable(
          new DataType.Unsupported("column '" + group.path + "', a group without fields"),
          levels.definition);
    }
    List<ColumnNode> children = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (Element child : group.children) {
      ColumnNode node = convert(child, levels);
      children.add(node);
      fields.add(field(child, node));
    }
    return new ColumnNode.Struct(
        new DataType.Struct(fields), levels.definition, List.copyOf(children));
  }

  private static Field field(Element element, ColumnNode node) {
    return new Field(
        element.name(), node.type(), element.repetition() == FieldRepetitionType.OPTIONAL);
  }

  private LeafColumn leaf(Element element, Levels levels) {
    SchemaElement schema = element.schema;
    int length = schema.getType() == Type.FIXED_LEN_BYTE_ARRAY ? schema.getType_length() : 0;
    DataType type =
        schema.getType() == Type.INT96
            ? new DataType.Timestamp(int96Unit, true)
            : leafType(location, schema);
    LeafColumn leaf =
        new LeafColumn(
            element.path,
            leaves.size(),
            PhysicalType.valueOf(schema.getType().name()),
            length,
            levels.definition,
            levels.repetition,
            type);
    leaves.add(leaf);
    return leaf;
  }

  private SchemaElement next() {
    if (position >= elements.size()) {
      throw new CorruptFileException(
          "["
              + location
              + "] the schema ends after "
              + elements.size()
              + " elements, but its tree needs more");
    }
    return elements.get(position++);
  }

  /** What a leaf's values are read as. */
  static DataType leafType(String location, SchemaElement element) {
    if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY && element.getType_length() < 1) {
      throw new CorruptFileException(
          "["
              + location
              + "] column "
              + element.getName()
              + ": fixed length "
              + element.getType_length()
              + " is less than 1");
    }
    DataType annotated =
        element.isSetLogicalType()
            ? logicalType(element)
            : element.isSetConverted_type() ? convertedType(element) : null;
    return annotated != null ? annotated : plainType(element);
  }

  private static DataType plainType(SchemaElement element) {
    return switch (element.getType()) {
      case BOOLEAN -> DataType.BOOL;
      case INT32 -> DataType.INT32;
      case INT64 -> DataType.INT64;
      // the microseconds that Spark also reads; nanoseconds since 1970 would not reach beyond the
      // year 2262
      case INT96 -> new DataType.Timestamp(Unit.MICROS, true);
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
      case BYTE_ARRAY -> DataType.BINARY;
      case FIXED_LEN_BYTE_ARRAY -> new DataType.FixedBinary(element.getType_length());
    };
  }

  /**
   * The type by the newer annotation; null if it adds nothing to the physical type, or does not fit
   * it.
   */
  private static DataType logicalType(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    Type physical = element.getType();
    if (logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON()) {
      return physical == Type.BYTE_ARRAY ? DataType.STRING : null;
    } else if (logical.isSetDECIMAL()) {
      return decimal(element, logical.getDECIMAL().getPrecision(), logical.getDECIMAL().getScale());
    } else if (logical.isSetDATE()) {
      return physical == Type.INT32 ? DataType.DATE : null;
    } else if (logical.isSetTIME()) {
      Unit unit = unit(logical.getTIME().getUnit());
      return physical == (unit == Unit.MILLIS ? Type.INT32 : Type.INT64)
          ? new DataType.Time(unit)
          : null;
    } else if (logical.isSetTIMESTAMP()) {
      return physical == Type.INT64
          ? new DataType.Timestamp(
              unit(logical.getTIMESTAMP().getUnit()), logical.getTIMESTAMP().isIsAdjustedToUTC())
          : null;
    } else if (logical.isSetINTEGER()) {
      return integer(
          physical, logical.getINTEGER().getBitWidth(), logical.getINTEGER().isIsSigned());
    } else if (logical.isSetUUID()) {
      return physical == Type.FIXED_LEN_BYTE_ARRAY && element.getType_length() == 16
          ? DataType.UUID
          : null;
    } else if (logical.isSetFLOAT16()) {
      return physical == Type.FIXED_LEN_BYTE_ARRAY && element.getType_length() == 2
          ? DataType.FLOAT
          : null;
    }
    return null;
  }

  private static DataType convertedType(SchemaElement element) {
    Type physical = element.getType();
    ConvertedType converted = element.getConverted_type();
    return switch (converted) {
      case UTF8, ENUM, JSON -> physical == Type.BYTE_ARRAY ? DataType.STRING : null;
      case DECIMAL -> decimal(element, element.getPrecision(), element.getScale());
      case DATE -> physical == Type.INT32 ? DataType.DATE : null;
      case TIME_MILLIS -> physical == Type.INT32 ? new DataType.Time(Unit.MILLIS) : null;
      case TIME_MICROS -> physical == Type.INT64 ? new DataType.Time(Unit.MICROS) : null;
      case TIMESTAMP_MILLIS ->
          physical == Type.INT64 ? new DataType.Timestamp(Unit.MILLIS, true) : null;
      case TIMESTAMP_MICROS ->
          physical == Type.INT64 ? new DataType.Timestamp(Unit.MICROS, true) : null;
      case UINT_8 -> integer(physical, 8, false);
      case UINT_16 -> integer(physical, 16, false);
      case UINT_32 -> integer(physical, 32, false);
      case UINT_64 -> integer(physical, 64, false);
      case INT_8 -> integer(physical, 8, true);
      case INT_16 -> integer(physical, 16, true);
      case INT_32 -> integer(physical, 32, true);
      case INT_64 -> integer(physical, 64, true);
      case BSON, INTERVAL, LIST, MAP, MAP_KEY_VALUE -> null;
    };
  }

  private static DataType integer(Type physical, int bits, boolean signed) {
    boolean fits =
        physical == (bits == 64 ? Type.INT64 : Type.INT32)
            && (bits == 8 || bits == 16 || bits == 32 || bits == 64);
    return fits ? new DataType.Int(bits, signed) : null;
  }

  private static DataType decimal(SchemaElement element, int precision, int scale) {
    if (precision > DataType.Decimal.MAX_PRECISION) {
      return new DataType.Unsupported(
          "column '"
              + element.getName()
              + "' of type decimal("
              + precision
              + ","
              + scale
              + ") with more than 38 digits");
    }
    if (precision < 1 || scale < 0 || scale > precision) {
      return new DataType.Unsupported(
          "column '"
              + element.getName()
              + "' of the invalid type decimal("
              + precision
              + ","
              + scale
              + ")");
    }
    return switch (element.getType()) {
      case INT32, INT64, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> new DataType.Decimal(precision, scale);
      default -> null;
    };
  }

  private static Unit unit(TimeUnit unit) {
    return unit.isSetMILLIS() ? Unit.MILLIS : unit.isSetMICROS() ? Unit.MICROS : Unit.NANOS;
  }
}
