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

import static org.apache.parquet.schema.LogicalTypeAnnotation.bsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.enumType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.float16Type;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The types of columns that can be read, each with values that reach its edges. */
final class TestTypes {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final int JULIAN_DAY_OF_1970 = 2_440_588;
  private static final int LAST_DAY_OF_9999 = 2_932_896;

  private TestTypes() {}

  /**
   * A type of columns.
   *
   * @param length bytes per value of FIXED_LEN_BYTE_ARRAY, else 0
   * @param logical null if there is no annotation
   * @param values see {@link TestColumn#values}
   */
  record TestType(
      String name,
      PrimitiveTypeName physical,
      int length,
      LogicalTypeAnnotation logical,
      IntFunction<Object> values) {

    TestColumn column(String columnName, TestColumn.Nulls nulls, TestColumn.Spread spread) {
      Type.Repetition repetition =
          nulls == TestColumn.Nulls.REQUIRED ? Type.Repetition.REQUIRED : Type.Repetition.OPTIONAL;
      Types.PrimitiveBuilder<?> builder = Types.primitive(physical, repetition);
      if (length > 0) {
        builder.length(length);
      }
      if (logical != null) {
        builder.as(logical);
      }
      return new TestColumn(
          (org.apache.parquet.schema.PrimitiveType) builder.named(columnName),
          values,
          nulls,
          spread);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** One of each type; decimals only at the precisions where something changes. */
  static List<TestType> all() {
    List<TestType> types = new ArrayList<>();
    types.add(new TestType("boolean", PrimitiveTypeName.BOOLEAN, 0, null, n -> (mix(n) & 1) == 0));
    types.add(int32("int32", null, 32));
    types.add(int64("int64", null));
    types.add(new TestType("int96", PrimitiveTypeName.INT96, 0, null, TestTypes::int96));
    types.add(new TestType("float", PrimitiveTypeName.FLOAT, 0, null, TestTypes::floatValue));
    types.add(new TestType("double", PrimitiveTypeName.DOUBLE, 0, null, TestTypes::doubleValue));
    types.add(new TestType("binary", PrimitiveTypeName.BINARY, 0, null, TestTypes::bytes));
    for (int length : new int[] {1, 3, 8, 20}) {
      types.add(fixed("fixed" + length, length, null));
    }
    for (int bits : new int[] {8, 16, 32}) {
      types.add(int32("signed" + bits, intType(bits, true), bits));
      types.add(int32("unsigned" + bits, intType(bits, false), bits));
    }
    types.add(int64("signed64", intType(64, true)));
    types.add(int64("unsigned64", intType(64, false)));
    types.add(new TestType("string", PrimitiveTypeName.BINARY, 0, stringType(), TestTypes::text));
    types.add(new TestType("enum", PrimitiveTypeName.BINARY, 0, enumType(), TestTypes::text));
    types.add(new TestType("json", PrimitiveTypeName.BINARY, 0, jsonType(), TestTypes::text));
    types.add(new TestType("bson", PrimitiveTypeName.BINARY, 0, bsonType(), TestTypes::bytes));
    types.add(fixed("uuid", 16, uuidType()));
    types.add(fixed("float16", 2, float16Type()));
    types.add(fixed("interval", 12, IntervalLogicalTypeAnnotation.getInstance()));
    types.add(int32("date", dateType(), 32));
    for (boolean utc : new boolean[] {true, false}) {
      String zone = utc ? "_utc" : "_local";
      types.add(
          new TestType(
              "time_ms" + zone,
              PrimitiveTypeName.INT32,
              0,
              timeType(utc, TimeUnit.MILLIS),
              n -> (int) (nanosOfDay(n) / 1_000_000)));
      types.add(
          new TestType(
              "time_us" + zone,
              PrimitiveTypeName.INT64,
              0,
              timeType(utc, TimeUnit.MICROS),
              n -> nanosOfDay(n) / 1_000));
      types.add(
          new TestType(
              "time_ns" + zone,
              PrimitiveTypeName.INT64,
              0,
              timeType(utc, TimeUnit.NANOS),
              TestTypes::nanosOfDay));
      types.add(int64("timestamp_ms" + zone, timestampType(utc, TimeUnit.MILLIS)));
      types.add(int64("timestamp_us" + zone, timestampType(utc, TimeUnit.MICROS)));
      types.add(int64("timestamp_ns" + zone, timestampType(utc, TimeUnit.NANOS)));
    }
    decimals().stream()
        .filter(type -> List.of(1, 9, 10, 18, 19, 38).contains(precision(type)))
        .forEach(types::add);
    return types;
  }

  /** Decimals of every precision on every carrier. */
  static List<TestType> decimals() {
    List<TestType> types = new ArrayList<>();
    for (int precision = 1; precision <= 38; precision++) {
      int digits = precision;
      LogicalTypeAnnotation logical = decimalType(precision / 2, precision);
      if (precision <= 9) {
        types.add(
            new TestType(
                "decimal" + precision + "_int32",
                PrimitiveTypeName.INT32,
                0,
                logical,
                n -> unscaled(digits, n).intValueExact()));
      }
      if (precision <= 18) {
        types.add(
            new TestType(
                "decimal" + precision + "_int64",
                PrimitiveTypeName.INT64,
                0,
                logical,
                n -> unscaled(digits, n).longValueExact()));
      }
      types.add(
          new TestType(
              "decimal" + precision + "_binary",
              PrimitiveTypeName.BINARY,
              0,
              logical,
              n -> binary(unscaled(digits, n).toByteArray())));
      int shortest = BigInteger.TEN.pow(precision).toByteArray().length;
      types.add(fixedDecimal(precision, shortest, logical));
      if (precision % 6 == 0) {
        types.add(fixedDecimal(precision, shortest + 1, logical));
        types.add(fixedDecimal(precision, 21, logical));
      }
    }
    return types;
  }

  static int precision(TestType type) {
    return ((LogicalTypeAnnotation.DecimalLogicalTypeAnnotation) type.logical()).getPrecision();
  }

  private static TestType fixedDecimal(int precision, int length, LogicalTypeAnnotation logical) {
    return new TestType(
        "decimal" + precision + "_fixed" + length,
        PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY,
        length,
        logical,
        n -> binary(extended(unscaled(precision, n), length)));
  }

  private static TestType int32(String name, LogicalTypeAnnotation logical, int bits) {
    return new TestType(
        name,
        PrimitiveTypeName.INT32,
        0,
        logical,
        n -> {
          int value = (int) edgeOr(n, bits);
          boolean unsigned =
              logical instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation integer
                  && !integer.isSigned();
          return unsigned && bits < 32
              ? value & ((1 << bits) - 1)
              : value << (32 - bits) >> (32 - bits);
        });
  }

  private static TestType int64(String name, LogicalTypeAnnotation logical) {
    return new TestType(name, PrimitiveTypeName.INT64, 0, logical, n -> edgeOr(n, 64));
  }

  private static TestType fixed(String name, int length, LogicalTypeAnnotation logical) {
    return new TestType(
        name,
        PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY,
        length,
        logical,
        n -> {
          byte[] bytes = new byte[length];
          if (n < 2) {
            Arrays.fill(bytes, (byte) -n);
          } else {
            fill(bytes, n);
          }
          return binary(bytes);
        });
  }

  /** Smallest, largest, around zero, or anything. */
  private static long edgeOr(int n, int bits) {
    long largest = -1L >>> (65 - bits);
    return switch (n) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> 1;
      case 3 -> largest;
      case 4 -> ~largest;
      default -> n % 3 == 0 ? n : mix(n);
    };
  }

  private static Object floatValue(int n) {
    float[] edges = {
      0f,
      -0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      -Float.MAX_VALUE,
      1.5f
    };
    return n < edges.length ? edges[n] : n % 2 == 0 ? n / 64f : Float.intBitsToFloat((int) mix(n));
  }

  private static Object doubleValue(int n) {
    double[] edges = {
      0.0,
      -0.0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      -Double.MAX_VALUE,
      1.5
    };
    return n < edges.length ? edges[n] : n % 2 == 0 ? n / 64.0 : Double.longBitsToDouble(mix(n));
  }

  /** Empty, short, on both sides of eight bytes, and now and then long. */
  private static Object bytes(int n) {
    int length = n % 97 == 3 ? 300 : n % 11 == 5 ? 60 + n % 9 : n % 18;
    byte[] bytes = new byte[length];
    fill(bytes, n);
    return binary(bytes);
  }

  private static Object text(int n) {
    String[] edges = {"", "a", "\u00e9\u4e2d\ud83d\ude00", "\uffff", "12345678", "123456789"};
    if (n < edges.length) {
      return Binary.fromString(edges[n]);
    }
    return Binary.fromString(
        (n % 7 == 0 ? "\u00fc" : "s") + n + (n % 5 == 0 ? "-".repeat(n % 90) : ""));
  }

  private static long nanosOfDay(int n) {
    return n == 0 ? 0 : n == 1 ? DAY_NANOS - 1 : Math.floorMod(mix(n), DAY_NANOS);
  }

  /** Days from year 1 to 9999. */
  private static Object int96(int n) {
    int day =
        switch (n) {
          case 0 -> 0;
          case 1 -> -1;
          case 2 -> LAST_DAY_OF_9999;
          case 3 -> -719_162;
          default -> (int) Math.floorMod(mix(n), 60_000L) - 20_000;
        };
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes
        .putLong(n < 4 ? (n % 2) * (DAY_NANOS - 1) : nanosOfDay(n))
        .putInt(day + JULIAN_DAY_OF_1970);
    return binary(bytes.array());
  }

  private static BigInteger unscaled(int precision, int n) {
    BigInteger bound = BigInteger.TEN.pow(precision);
    BigInteger value =
        switch (n) {
          case 0 -> BigInteger.ZERO;
          case 1 -> bound.subtract(BigInteger.ONE);
          case 2 -> BigInteger.ONE.subtract(bound);
          case 3 -> BigInteger.ONE.negate();
          default -> BigInteger.valueOf(mix(n)).multiply(BigInteger.valueOf(mix(n + 1)));
        };
    return value.remainder(bound);
  }

  private static byte[] extended(BigInteger value, int length) {
    byte[] shortest = value.toByteArray();
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(shortest, 0, bytes, length - shortest.length, shortest.length);
    return bytes;
  }

  private static void fill(byte[] bytes, int n) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (mix(n + (i >>> 3)) >>> ((i & 7) << 3));
    }
  }

  private static Binary binary(byte[] bytes) {
    return Binary.fromConstantByteArray(bytes);
  }

  /** The finalizer of SplitMix64: neighbouring numbers give unrelated ones. */
  static long mix(long n) {
    long z = (n + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
