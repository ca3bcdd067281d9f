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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.batch.ConstantVector;
import dev.adaptive.error.SchemaException;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Decimal;
import dev.adaptive.schema.DataType.FixedBinary;
import dev.adaptive.schema.DataType.Int;
import dev.adaptive.schema.DataType.Time;
import dev.adaptive.schema.DataType.Timestamp;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionValuesTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  static Stream<Arguments> values() {
    byte[] minusOne = new byte[16];
    java.util.Arrays.fill(minusOne, (byte) -1);
    byte[] large = new byte[16];
    large[8] = 10; // 10 * 2^64
    return Stream.of(
        Arguments.of(DataType.BOOL, "True", true),
        Arguments.of(DataType.INT8, "-128", (byte) -128),
        Arguments.of(DataType.INT16, "7", (short) 7),
        Arguments.of(DataType.INT32, " 007", 7),
        Arguments.of(DataType.INT64, "-9223372036854775808", Long.MIN_VALUE),
        Arguments.of(new Int(8, false), "255", (byte) -1),
        Arguments.of(new Int(64, false), "18446744073709551615", -1L),
        Arguments.of(DataType.FLOAT, "1.5", 1.5f),
        Arguments.of(DataType.DOUBLE, "NaN", Double.NaN),
        Arguments.of(DataType.DOUBLE, "1", 1.0),
        Arguments.of(new Decimal(5, 2), "-1.5", -150L),
        Arguments.of(new Decimal(38, 1), "-0.1", minusOne),
        Arguments.of(
            new Decimal(38, 0),
            BigInteger.ONE.shiftLeft(64).multiply(BigInteger.TEN).toString(),
            large),
        Arguments.of(DataType.STRING, " ü ", " ü ".getBytes(StandardCharsets.UTF_8)),
        Arguments.of(DataType.BINARY, "ab", new byte[] {'a', 'b'}),
        Arguments.of(new FixedBinary(2), "ab", new byte[] {'a', 'b'}),
        Arguments.of(
            DataType.UUID,
            "00112233-4455-6677-8899-aabbccddeeff",
            HexFormat.of().parseHex("00112233445566778899aabbccddeeff")),
        Arguments.of(DataType.DATE, "1970-01-02", 1),
        Arguments.of(DataType.DATE, "1969-12-31", -1),
        Arguments.of(new Time(Unit.MILLIS), "00:00:01.5", 1_500L),
        Arguments.of(new Timestamp(Unit.MICROS, false), "1970-01-01 00:00:01.000002", 1_000_002L),
        Arguments.of(new Timestamp(Unit.MILLIS, true), "1970-01-01 00:00:00", 5 * 3_600_000L),
        Arguments.of(new Timestamp(Unit.MILLIS, true), "1970-01-01T00:00:00Z", 0L),
        Arguments.of(new Timestamp(Unit.MILLIS, true), "1970-01-01T01:00:00+01:00", 0L),
        Arguments.of(new Timestamp(Unit.NANOS, false), "1969-12-31", -86_400_000_000_000L),
        Arguments.of(new Timestamp(Unit.MICROS, false), "1969-12-31T23:59:59.999999", -1L));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_text_becomes_what_a_constant_vector_takes(DataType type, String text, Object expected) {
    Field field = new Field("k", type, true);
    Object value = PartitionValues.parse(field, text, NEW_YORK);
    assertThat(value).isEqualTo(expected);
    try (ConstantVector vector = new ConstantVector(type, 3, value)) {
      assertThat(vector.isNull(0)).isFalse();
    }
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(DataType.BOOL, "1"),
        Arguments.of(DataType.INT8, "128"),
        Arguments.of(DataType.INT32, "1.0"),
        Arguments.of(DataType.INT32, "x"),
        Arguments.of(new Int(8, false), "-1"),
        Arguments.of(new Int(8, false), "256"),
        Arguments.of(DataType.DOUBLE, "x"),
        Arguments.of(new Decimal(3, 1), "100.0"),
        Arguments.of(new Decimal(3, 1), "1.55"),
        Arguments.of(DataType.DATE, "2024-02-30"),
        Arguments.of(new Timestamp(Unit.MILLIS, true), "2024-01-01 00:00:00.0001"),
        Arguments.of(new Timestamp(Unit.NANOS, false), "9999-01-01"),
        Arguments.of(new Timestamp(Unit.MICROS, false), "2024-01-01T00:00:00Z"),
        Arguments.of(new FixedBinary(3), "ab"),
        Arguments.of(DataType.UUID, "zz"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void a_text_that_is_no_value_of_the_type_is_an_error(DataType type, String text) {
    assertThatThrownBy(() -> PartitionValues.parse(new Field("k", type, true), text, NEW_YORK))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("partition value '" + text + "' of column 'k' is no " + type);
  }

  @Test
  void the_null_partition_is_null() {
    assertThat(PartitionValues.parse(new Field("k", DataType.INT32, true), null, NEW_YORK))
        .isNull();
  }
}
