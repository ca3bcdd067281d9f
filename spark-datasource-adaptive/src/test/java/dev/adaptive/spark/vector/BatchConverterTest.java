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
package dev.adaptive.spark.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.batch.BinaryDictionary;
import dev.adaptive.batch.BinaryVectorBuilder;
import dev.adaptive.batch.BitVectorBuilder;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.FixedVectorBuilder;
import dev.adaptive.batch.VectorBuilder;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each kind of vector, read through Spark's accessors; no memory may be left at the end of a test.
 */
class BatchConverterTest {
  private final MemoryBudget budget = MemoryBudget.root("test", 1 << 20);
  private final BlockAllocator allocator = new BlockAllocator(budget);
  private final List<AutoCloseable> open = new ArrayList<>();

  /** Some rows are null, beyond the first byte and the first word of the bitmap too. */
  private static final byte[] DEFINED = new byte[100];

  static {
    for (int i = 0; i < DEFINED.length; i++) {
      DEFINED[i] = (byte) (i % 7 == 3 || i == 99 ? 0 : 1);
    }
  }

  @AfterEach
  void everythingIsGivenBack() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
    allocator.close();
    assertThat(budget.used()).isZero();
  }

  private ColumnarBatch convert(String sparkType, ColumnVector vector) {
    BatchConverter converter = new BatchConverter(new StructType().add("c", sparkType), budget);
    open.add(converter);
    return convert(converter, vector);
  }

  private ColumnarBatch convert(BatchConverter converter, ColumnVector vector) {
    Schema schema = new Schema(List.of(new Field("c", vector.type(), true)));
    ColumnarBatch batch =
        converter.convert(new ColumnBatch(schema, List.of(vector), vector.length()));
    open.add(batch);
    return batch;
  }

  private static void assertValues(
      ColumnarBatch batch, IntFunction<Object> actual, IntFunction<Object> expected) {
    int nulls = 0;
    for (int row = 0; row < batch.numRows(); row++) {
      boolean isNull = DEFINED[row] == 0;
      assertThat(batch.column(0).isNullAt(row)).as("null in row %d", row).isEqualTo(isNull);
      nulls += isNull ? 1 : 0;
      if (!isNull) {
        assertThat(actual.apply(row)).as("row %d", row).isEqualTo(expected.apply(row));
      }
    }
    assertThat(batch.numRows()).isEqualTo(DEFINED.length);
    assertThat(batch.column(0).numNulls()).isEqualTo(nulls);
    assertThat(batch.column(0).hasNull()).isTrue();
  }

  private ColumnVector longs(DataType type, IntFunction<Long> value) {
    long[] values = new long[DEFINED.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(i);
    }
    FixedVectorBuilder builder = (FixedVectorBuilder) VectorBuilder.create(type, allocator, "test");
    builder.appendLongs(values, DEFINED, values.length);
    return builder.build();
  }

  private ColumnVector ints(DataType type, IntFunction<Integer> value) {
    int[] values = new int[DEFINED.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(i);
    }
    FixedVectorBuilder builder = (FixedVectorBuilder) VectorBuilder.create(type, allocator, "test");
    if (type.byteWidth() < 4) {
      builder.appendNarrowed(values, DEFINED, values.length);
    } else {
      builder.appendInts(values, DEFINED, values.length);
    }
    return builder.build();
  }

  @Test
  void integersAndFloatingPoint() {
    ColumnarBatch bytes = convert("tinyint", ints(DataType.INT8, i -> i - 50));
    assertValues(bytes, bytes.column(0)::getByte, i -> (byte) (i - 50));
    ColumnarBatch shorts = convert("smallint", ints(DataType.INT16, i -> 300 * (i - 50)));
    assertValues(shorts, shorts.column(0)::getShort, i -> (short) (300 * (i - 50)));
    ColumnarBatch ints = convert("int", ints(DataType.INT32, i -> Integer.MIN_VALUE + i));
    assertValues(ints, ints.column(0)::getInt, i -> Integer.MIN_VALUE + i);
    ColumnarBatch dates = convert("date", ints(DataType.DATE, i -> -i));
    assertValues(dates, dates.column(0)::getInt, i -> -i);
    ColumnarBatch longs = convert("bigint", longs(DataType.INT64, i -> Long.MIN_VALUE + i));
    assertValues(longs, longs.column(0)::getLong, i -> Long.MIN_VALUE + i);
    ColumnarBatch floats =
        convert("float", ints(DataType.FLOAT, i -> Float.floatToIntBits(i / 3f)));
    assertValues(floats, floats.column(0)::getFloat, i -> i / 3f);
    ColumnarBatch doubles =
        convert("double", longs(DataType.DOUBLE, i -> Double.doubleToLongBits(i / 3d)));
    assertValues(doubles, doubles.column(0)::getDouble, i -> i / 3d);
  }

  @Test
  void unsignedIntegersBecomeTheNextWiderType() {
    ColumnarBatch bytes = convert("smallint", ints(new DataType.Int(8, false), i -> 156 + i));
    assertValues(bytes, bytes.column(0)::getShort, i -> (short) (156 + i & 0xff));
    ColumnarBatch shorts = convert("int", ints(new DataType.Int(16, false), i -> 65_500 + i));
    assertValues(shorts, shorts.column(0)::getInt, i -> 65_500 + i & 0xffff);
    ColumnarBatch ints = convert("bigint", ints(new DataType.Int(32, false), i -> -50 + i));
    assertValues(ints, ints.column(0)::getLong, i -> Integer.toUnsignedLong(-50 + i));
    ColumnarBatch longs =
        convert("decimal(20,0)", longs(new DataType.Int(64, false), i -> -50L + i));
    assertValues(
        longs,
        i -> longs.column(0).getDecimal(i, 20, 0).toJavaBigDecimal(),
        i -> new BigDecimal(Long.toUnsignedString(-50L + i)));
    assertThat(longs.column(0).getDecimal(3, 20, 0)).isNull();
  }

  @Test
  void timesOfAllUnits() {
    for (Unit unit : Unit.values()) {
      long perMicro = unit.perSecond() / 1_000_000;
      for (boolean utc : new boolean[] {true, false}) {
        ColumnarBatch stamps =
            convert(
                utc ? "timestamp" : "timestamp_ntz",
                longs(new DataType.Timestamp(unit, utc), i -> (i - 50) * 1_001L));
        assertValues(
            stamps,
            stamps.column(0)::getLong,
            i ->
                unit == Unit.MILLIS
                    ? (i - 50) * 1_001_000L
                    : Math.floorDiv((i - 50) * 1_001L, perMicro));
      }
      ColumnarBatch times = convert("bigint", longs(new DataType.Time(unit), i -> (long) i));
      assertValues(times, times.column(0)::getLong, i -> i * (1_000_000_000 / unit.perSecond()));
    }
  }

  @Test
  void aTimestampThatSparkCannotHoldIsAnError() {
    ColumnarBatch stamps =
        convert("timestamp", longs(new DataType.Timestamp(Unit.MILLIS, true), i -> Long.MAX_VALUE));
    assertThatThrownBy(() -> stamps.column(0).getLong(0)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void decimals() {
    ColumnarBatch narrow =
        convert(
            "decimal(18,2)",
            longs(new DataType.Decimal(18, 2), i -> (i - 50) * 10_000_000_000_001L));
    assertValues(
        narrow,
        i -> narrow.column(0).getDecimal(i, 18, 2).toJavaBigDecimal(),
        i -> BigDecimal.valueOf((i - 50) * 10_000_000_000_001L, 2));

    BigInteger step = BigInteger.TEN.pow(35).add(BigInteger.ONE);
    long[] lowHigh = new long[2 * DEFINED.length];
    for (int i = 0; i < DEFINED.length; i++) {
      BigInteger value = wide(i, step);
      lowHigh[2 * i] = value.longValue();
      lowHigh[2 * i + 1] = value.shiftRight(64).longValue();
    }
    FixedVectorBuilder builder =
        (FixedVectorBuilder) VectorBuilder.create(new DataType.Decimal(38, 5), allocator, "test");
    builder.appendPairs(lowHigh, DEFINED, DEFINED.length);
    ColumnarBatch wide = convert("decimal(38,5)", builder.build());
    assertValues(
        wide,
        i -> wide.column(0).getDecimal(i, 38, 5).toJavaBigDecimal(),
        i -> new BigDecimal(wide(i, step), 5));
    assertThat(wide.column(0).getDecimal(3, 38, 5)).isNull();
  }

  /** Small and large, below and above zero, and around the limits of 64 bits. */
  private static BigInteger wide(int i, BigInteger step) {
    return switch (i % 4) {
      case 0 -> BigInteger.valueOf(i - 50);
      case 1 -> step.multiply(BigInteger.valueOf(i - 50));
      case 2 -> BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.valueOf(i - 50));
      default -> BigInteger.valueOf(Long.MIN_VALUE).add(BigInteger.valueOf(i - 50));
    };
  }

  @Test
  void booleans() {
    byte[] values = new byte[DEFINED.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i / 3 % 2);
    }
    BitVectorBuilder builder =
        (BitVectorBuilder) VectorBuilder.create(DataType.BOOL, allocator, "test");
    builder.append(values, DEFINED, values.length);
    ColumnarBatch batch = convert("boolean", builder.build());
    assertValues(batch, batch.column(0)::getBoolean, i -> i / 3 % 2 == 1);
  }

  @Test
  void stringsOutliveTheBatch() {
    ColumnarBatch batch = convert("string", slices(DataType.STRING));
    assertValues(batch, i -> batch.column(0).getUTF8String(i).toString(), i -> text(i));
    assertThat(batch.column(0).getUTF8String(3)).isNull();
    var kept = batch.column(0).getUTF8String(98);
    batch.close();
    ints(DataType.INT32, i -> -1).close();
    assertThat(kept).hasToString(text(98));
  }

  @Test
  void byteStrings() {
    ColumnarBatch batch = convert("binary", slices(DataType.BINARY));
    assertValues(batch, batch.column(0)::getBinary, i -> text(i).getBytes(StandardCharsets.UTF_8));
    assertThat(batch.column(0).getBinary(3)).isNull();
  }

  @Test
  void byteStringsOfOneLength() {
    ByteBuffer source =
        ByteBuffer.allocateDirect(3 * DEFINED.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    int[] offsets = new int[DEFINED.length];
    for (int i = 0; i < DEFINED.length; i++) {
      offsets[i] = 3 * i;
      source.put(3 * i, new byte[] {(byte) i, 1, (byte) -i});
    }
    FixedVectorBuilder builder =
        (FixedVectorBuilder) VectorBuilder.create(new DataType.FixedBinary(3), allocator, "test");
    builder.appendSlices(source, offsets, DEFINED, DEFINED.length);
    ColumnarBatch batch = convert("binary", builder.build());
    assertValues(batch, batch.column(0)::getBinary, i -> new byte[] {(byte) i, 1, (byte) -i});
    assertThat(batch.column(0).getBinary(3)).isNull();
  }

  /** Empty, short and with characters of several bytes. */
  private static String text(int i) {
    return i % 5 == 0 ? "" : "é€😀".substring(0, 2).repeat(i % 3) + i;
  }

  private ColumnVector slices(DataType type) {
    ByteBuffer source = ByteBuffer.allocateDirect(4096).order(ByteOrder.LITTLE_ENDIAN);
    int[] offsets = new int[DEFINED.length];
    int[] lengths = new int[DEFINED.length];
    for (int i = 0; i < DEFINED.length; i++) {
      offsets[i] = source.position();
      lengths[i] = DEFINED[i] == 0 ? 0 : text(i).getBytes(StandardCharsets.UTF_8).length;
      source.put(text(i).getBytes(StandardCharsets.UTF_8), 0, lengths[i]);
    }
    BinaryVectorBuilder builder =
        (BinaryVectorBuilder) VectorBuilder.create(type, allocator, "test");
    builder.appendSlices(source, offsets, lengths, DEFINED, DEFINED.length);
    return builder.build();
  }

  private BinaryDictionary dictionary(String... entries) {
    MemoryBlock block = allocator.allocate(1024, "test");
    int[] offsets = new int[entries.length];
    int[] lengths = new int[entries.length];
    int end = 0;
    for (int i = 0; i < entries.length; i++) {
      byte[] bytes = entries[i].getBytes(StandardCharsets.UTF_8);
      block.buffer().put(end, bytes);
      offsets[i] = end;
      lengths[i] = bytes.length;
      end += bytes.length;
    }
    budget.reserve(BinaryDictionary.heapBytes(entries.length), "test");
    BinaryDictionary dictionary = new BinaryDictionary(offsets, lengths, block, budget);
    open.add(dictionary::release);
    return dictionary;
  }

  private ColumnVector coded(DataType type, BinaryDictionary dictionary) {
    int[] codes = new int[DEFINED.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = i % dictionary.size();
    }
    BinaryVectorBuilder builder =
        (BinaryVectorBuilder) VectorBuilder.create(type, allocator, "test");
    builder.appendCodes(codes, DEFINED, codes.length, dictionary);
    return builder.build();
  }

  @Test
  void theStringsOfADictionaryAreMadeOnce() {
    String[] entries = {"AAPL", "", "Ä"};
    BinaryDictionary dictionary = dictionary(entries);
    BatchConverter converter = new BatchConverter(new StructType().add("c", "string"), budget);
    open.add(converter);
    ColumnarBatch first = convert(converter, coded(DataType.STRING, dictionary));
    ColumnarBatch second = convert(converter, coded(DataType.STRING, dictionary));
    assertValues(first, i -> first.column(0).getUTF8String(i).toString(), i -> entries[i % 3]);
    assertThat(second.column(0).getUTF8String(0)).isSameAs(first.column(0).getUTF8String(6));

    ColumnarBatch other = convert(converter, coded(DataType.STRING, dictionary("x", "y")));
    assertValues(
        other, i -> other.column(0).getUTF8String(i).toString(), i -> i % 2 == 0 ? "x" : "y");
    assertValues(first, i -> first.column(0).getUTF8String(i).toString(), i -> entries[i % 3]);
  }

  @Test
  void codedByteStrings() {
    ColumnarBatch batch = convert("binary", coded(DataType.BINARY, dictionary("a", "bc")));
    assertValues(
        batch,
        batch.column(0)::getBinary,
        i -> (i % 2 == 0 ? "a" : "bc").getBytes(StandardCharsets.UTF_8));
    assertThat(batch.column(0).getBinary(0)).isNotSameAs(batch.column(0).getBinary(0));
  }

  @Test
  void constants() {
    assertThat(constant("boolean", DataType.BOOL, true).getBoolean(1)).isTrue();
    assertThat(constant("tinyint", DataType.INT8, (byte) -1).getByte(1)).isEqualTo((byte) -1);
    assertThat(constant("smallint", DataType.INT16, (short) -1).getShort(1)).isEqualTo((short) -1);
    assertThat(constant("int", DataType.INT32, -1).getInt(1)).isEqualTo(-1);
    assertThat(constant("date", DataType.DATE, -1).getInt(1)).isEqualTo(-1);
    assertThat(constant("bigint", DataType.INT64, -1L).getLong(1)).isEqualTo(-1L);
    assertThat(constant("smallint", new DataType.Int(8, false), (byte) -1).getShort(1))
        .isEqualTo((short) 255);
    assertThat(constant("int", new DataType.Int(16, false), (short) -1).getInt(1))
        .isEqualTo(65_535);
    assertThat(constant("bigint", new DataType.Int(32, false), -1).getLong(1))
        .isEqualTo(4_294_967_295L);
    assertThat(constant("decimal(20,0)", new DataType.Int(64, false), -1L).getDecimal(1, 20, 0))
        .hasToString("18446744073709551615");
    assertThat(constant("float", DataType.FLOAT, 1.1f).getFloat(1)).isEqualTo(1.1f);
    assertThat(constant("double", DataType.DOUBLE, 1.1).getDouble(1)).isEqualTo(1.1);
    assertThat(constant("decimal(5,2)", new DataType.Decimal(5, 2), 150L).getDecimal(1, 5, 2))
        .hasToString("1.50");
    byte[] one = new byte[16];
    one[0] = 1;
    assertThat(constant("decimal(38,1)", new DataType.Decimal(38, 1), one).getDecimal(1, 38, 1))
        .hasToString("0.1");
    assertThat(constant("timestamp", new DataType.Timestamp(Unit.NANOS, true), -1L).getLong(1))
        .isEqualTo(-1L);
    assertThat(constant("timestamp", new DataType.Timestamp(Unit.MILLIS, true), -1L).getLong(1))
        .isEqualTo(-1000L);
    assertThat(constant("bigint", new DataType.Time(Unit.MICROS), 2L).getLong(1)).isEqualTo(2000L);
    assertThat(constant("string", DataType.STRING, new byte[] {'x'}).getUTF8String(1))
        .hasToString("x");
    assertThat(constant("binary", DataType.BINARY, new byte[] {'x'}).getBinary(1))
        .isEqualTo(new byte[] {'x'});
    var none = constant("string", DataType.STRING, null);
    assertThat(none.isNullAt(0)).isTrue();
    assertThat(none.numNulls()).isEqualTo(2);
    assertThat(none.getUTF8String(0)).isNull();
  }

  private org.apache.spark.sql.vectorized.ColumnVector constant(
      String sparkType, DataType type, Object value) {
    return convert(sparkType, new ConstantVector(type, 2, value)).column(0);
  }

  @Test
  void aBatchWithoutColumnsStillHasRows() {
    BatchConverter converter = new BatchConverter(new StructType(), budget);
    ColumnarBatch batch = converter.convert(new ColumnBatch(new Schema(List.of()), List.of(), 17));
    assertThat(batch.numRows()).isEqualTo(17);
    assertThat(batch.numCols()).isZero();
  }

  @Test
  void closingTwiceFreesOnce() {
    ColumnarBatch batch = convert("bigint", longs(DataType.INT64, i -> 0L));
    batch.closeIfFreeable();
    batch.close();
    batch.column(0).close();
  }

  @Test
  void theWrongAccessorSaysSo() {
    ColumnarBatch batch = convert("string", slices(DataType.STRING));
    assertThatThrownBy(() -> batch.column(0).getLong(0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("getLong")
        .hasMessageContaining("string");
    assertThat(batch.column(0).dataType()).isEqualTo(DataTypes.StringType);
  }
}
