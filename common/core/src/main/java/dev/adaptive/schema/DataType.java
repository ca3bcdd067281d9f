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
package dev.adaptive.schema;

import dev.adaptive.error.UnsupportedFeatureException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The logical type of a column, independent of any file format and of any engine.
 *
 * <p>Each type has exactly one physical {@link Carrier}, which says how a {@code ColumnVector} of
 * that type is laid out. Instances are immutable values.
 */
public sealed interface DataType extends java.io.Serializable {

  /** How values of this type are stored in a vector, and with which accessor they are read. */
  Carrier carrier();

  /**
   * Width of one value in bytes for fixed-width carriers; 0 for booleans (one bit), variable-length
   * and nested ones.
   */
  default int byteWidth() {
    return switch (carrier()) {
      case BIT, BINARY, NESTED -> 0;
      case INT8 -> 1;
      case INT16 -> 2;
      case INT32, FLOAT32 -> 4;
      case INT64, FLOAT64 -> 8;
      case INT128 -> 16;
      case FIXED -> ((FixedBinary) this).length();
    };
  }

  /** Physical storage of one value; the layouts are those of the Arrow columnar format. */
  enum Carrier {
    /** One bit, least significant bit first. */
    BIT,
    INT8,
    INT16,
    INT32,
    INT64,
    FLOAT32,
    FLOAT64,
    /** Sixteen bytes, two's complement, little-endian. */
    INT128,
    /** {@link FixedBinary#length()} bytes per value. */
    FIXED,
    /** 32-bit offsets into a data buffer. */
    BINARY,
    /** Vectors of their own below this one: structs, lists and maps. */
    NESTED
  }

  /** Resolution of times and timestamps. */
  enum Unit {
    MILLIS(1_000L),
    MICROS(1_000_000L),
    NANOS(1_000_000_000L);

    private final long perSecond;

    Unit(long perSecond) {
      this.perSecond = perSecond;
    }

    /** Ticks of this unit in one second. */
    public long perSecond() {
      return perSecond;
    }
  }

  /** True or false. */
  record Bool() implements DataType {
    @Override
    public Carrier carrier() {
      return Carrier.BIT;
    }

    @Override
    public String toString() {
      return "boolean";
    }
  }

  /**
   * An integer of 8, 16, 32 or 64 bits. Unsigned integers are stored with their own bits: an
   * unsigned 32-bit value is read with {@code Integer.toUnsignedLong}.
   */
  record Int(int bits, boolean signed) implements DataType {
    public Int {
      if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
        throw new IllegalArgumentException(
            "integer width must be 8, 16, 32 or 64 bits, got " + bits);
      }
    }

    @Override
    public Carrier carrier() {
      return switch (bits) {
        case 8 -> Carrier.INT8;
        case 16 -> Carrier.INT16;
        case 32 -> Carrier.INT32;
        default -> Carrier.INT64;
      };
    }

    @Override
    public String toString() {
      return (signed ? "int" : "uint") + bits;
    }
  }

  /** IEEE 754 binary floating point of 32 or 64 bits. */
  record Floating(int bits) implements DataType {
    public Floating {
      if (bits != 32 && bits != 64) {
        throw new IllegalArgumentException(
            "floating point width must be 32 or 64 bits, got " + bits);
      }
    }

    @Override
    public Carrier carrier() {
      return bits == 32 ? Carrier.FLOAT32 : Carrier.FLOAT64;
    }

    @Override
    public String toString() {
      return bits == 32 ? "float" : "double";
    }
  }

  /**
   * A decimal number; the unscaled value is stored in 64 bits up to 18 digits and in 128 bits up to
   * 38.
   *
   * @param precision number of digits, 1 to 38
   * @param scale digits behind the point, 0 to precision
   */
  record Decimal(int precision, int scale) implements DataType {
    /** Most digits whose unscaled value fits 64 bits. */
    public static final int MAX_LONG_PRECISION = 18;

    /** Most digits whose unscaled value fits 128 bits. */
    public static final int MAX_PRECISION = 38;

    public Decimal {
      if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "not a decimal of at most 38 digits: decimal(" + precision + "," + scale + ")");
      }
    }

    @Override
    public Carrier carrier() {
      return precision <= MAX_LONG_PRECISION ? Carrier.INT64 : Carrier.INT128;
    }

    @Override
    public String toString() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }

  /** A UTF-8 string. */
  record Utf8() implements DataType {
    @Override
    public Carrier carrier() {
      return Carrier.BINARY;
    }

    @Override
    public String toString() {
      return "string";
    }
  }

  /** A byte string of any length. */
  record Binary() implements DataType {
    @Override
    public Carrier carrier() {
      return Carrier.BINARY;
    }

    @Override
    public String toString() {
      return "binary";
    }
  }

  /** A byte string of a fixed length, at least 1. */
  record FixedBinary(int length) implements DataType {
    public FixedBinary {
      if (length < 1) {
        throw new IllegalArgumentException("fixed length must be at least 1, got " + length);
      }
    }

    @Override
    public Carrier carrier() {
      return Carrier.FIXED;
    }

    @Override
    public String toString() {
      return "fixed(" + length + ")";
    }
  }

  /** A UUID, stored as its 16 bytes in big-endian order. */
  record Uuid() implements DataType {
    @Override
    public Carrier carrier() {
      return Carrier.FIXED;
    }

    @Override
    public int byteWidth() {
      return 16;
    }

    @Override
    public String toString() {
      return "uuid";
    }
  }

  /** Days since 1970-01-01 in the proleptic Gregorian calendar. */
  record Date() implements DataType {
    @Override
    public Carrier carrier() {
      return Carrier.INT32;
    }

    @Override
    public String toString() {
      return "date";
    }
  }

  /** Time of day since midnight; stored in 64 bits, in {@code unit}. */
  record Time(Unit unit) implements DataType {
    @Override
    public Carrier carrier() {
      return Carrier.INT64;
    }

    @Override
    public String toString() {
      return "time(" + unit.name().toLowerCase(java.util.Locale.ROOT) + ")";
    }
  }

  /**
   * Ticks of {@code unit} since 1970-01-01T00:00:00; an instant if {@code utc}, else a local date
   * and time without a zone.
   */
  record Timestamp(Unit unit, boolean utc) implements DataType {
    @Override
    public Carrier carrier() {
      return Carrier.INT64;
    }

    @Override
    public String toString() {
      return "timestamp(" + unit.name().toLowerCase(java.util.Locale.ROOT) + (utc ? ", utc)" : ")");
    }
  }

  /**
   * A row of fields with distinct names.
   *
   * @param fields at least one, in order
   */
  record Struct(List<Field> fields) implements DataType {
    public Struct {
      fields = List.copyOf(fields);
      if (fields.isEmpty()) {
        throw new IllegalArgumentException("a struct needs at least one field");
      }
    }

    /**
     * The field's position by name, or -1.
     *
     * @param caseSensitive if false, the only field that equals {@code name} regardless of case is
     *     also found
     * @throws dev.adaptive.error.SchemaException if several fields differ from {@code name} only in
     *     case
     */
    public int indexOf(String name, boolean caseSensitive) {
      return Schema.indexOf(fields, name, caseSensitive);
    }

    @Override
    public Carrier carrier() {
      return Carrier.NESTED;
    }

    @Override
    public String toString() {
      return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "struct<", ">"));
    }
  }

  /**
   * Any number of elements of one type, in order.
   *
   * @param element its name means nothing; it becomes "element"
   */
  record ListOf(Field element) implements DataType {
    public ListOf {
      element = new Field("element", element.type(), element.nullable());
    }

    @Override
    public Carrier carrier() {
      return Carrier.NESTED;
    }

    @Override
    public String toString() {
      return "list<" + element.type() + (element.nullable() ? "" : " not null") + ">";
    }
  }

  /**
   * Any number of entries, each a key and a value. Files keep the entries' order and do not prevent
   * that a key comes twice.
   *
   * @param key its name means nothing; it becomes "key"
   * @param value its name means nothing; it becomes "value"
   */
  record MapOf(Field key, Field value) implements DataType {
    public MapOf {
      key = new Field("key", key.type(), key.nullable());
      value = new Field("value", value.type(), value.nullable());
    }

    @Override
    public Carrier carrier() {
      return Carrier.NESTED;
    }

    @Override
    public String toString() {
      return "map<"
          + key.type()
          + ", "
          + value.type()
          + (value.nullable() ? "" : " not null")
          + ">";
    }
  }

  /**
   * A column of a file that can be seen but not read.
   *
   * @param description what it is, as an error would say it
   */
  record Unsupported(String description) implements DataType {
    @Override
    public Carrier carrier() {
      throw new UnsupportedFeatureException(description + " cannot be read");
    }

    @Override
    public String toString() {
      return "unsupported (" + description + ")";
    }
  }

  DataType BOOL = new Bool();
  DataType INT8 = new Int(8, true);
  DataType INT16 = new Int(16, true);
  DataType INT32 = new Int(32, true);
  DataType INT64 = new Int(64, true);
  DataType FLOAT = new Floating(32);
  DataType DOUBLE = new Floating(64);
  DataType STRING = new Utf8();
  DataType BINARY = new Binary();
  DataType DATE = new Date();
  DataType UUID = new Uuid();
}
