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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SparkTypesTest {
  private static String sparkType(DataType type) {
    return SparkTypes.toSpark(type).catalogString();
  }

  @Test
  void numbersKeepTheirTypeAndUnsignedOnesGetTheNextWider() {
    assertThat(sparkType(DataType.BOOL)).isEqualTo("boolean");
    assertThat(sparkType(DataType.INT8)).isEqualTo("tinyint");
    assertThat(sparkType(DataType.INT16)).isEqualTo("smallint");
    assertThat(sparkType(DataType.INT32)).isEqualTo("int");
    assertThat(sparkType(DataType.INT64)).isEqualTo("bigint");
    assertThat(sparkType(new DataType.Int(8, false))).isEqualTo("smallint");
    assertThat(sparkType(new DataType.Int(16, false))).isEqualTo("int");
    assertThat(sparkType(new DataType.Int(32, false))).isEqualTo("bigint");
    assertThat(sparkType(new DataType.Int(64, false))).isEqualTo("decimal(20,0)");
    assertThat(sparkType(DataType.FLOAT)).isEqualTo("float");
    assertThat(sparkType(DataType.DOUBLE)).isEqualTo("double");
    assertThat(sparkType(new DataType.Decimal(9, 2))).isEqualTo("decimal(9,2)");
    assertThat(sparkType(new DataType.Decimal(38, 38))).isEqualTo("decimal(38,38)");
  }

  @Test
  void bytesAndTimes() {
    assertThat(sparkType(DataType.STRING)).isEqualTo("string");
    assertThat(sparkType(DataType.BINARY)).isEqualTo("binary");
    assertThat(sparkType(new DataType.FixedBinary(3))).isEqualTo("binary");
    assertThat(sparkType(DataType.UUID)).isEqualTo("binary");
    assertThat(sparkType(DataType.DATE)).isEqualTo("date");
    for (Unit unit : Unit.values()) {
      assertThat(sparkType(new DataType.Time(unit))).isEqualTo("bigint");
      assertThat(sparkType(new DataType.Timestamp(unit, true))).isEqualTo("timestamp");
      assertThat(sparkType(new DataType.Timestamp(unit, false))).isEqualTo("timestamp_ntz");
    }
  }

  @Test
  void everyColumnIsNullable() {
    Schema schema =
        new Schema(
            List.of(new Field("a", DataType.INT32, false), new Field("b", DataType.STRING, true)));
    assertThat(SparkTypes.toSpark(schema))
        .isEqualTo(new StructType().add("a", "int").add("b", "string"));
  }

  @Test
  void aGivenSchemaKeepsTheFilesTypeWhereSparkSeesNoDifference() {
    DataType nanos = new DataType.Timestamp(Unit.NANOS, true);
    Schema inferred =
        new Schema(List.of(new Field("Ts", nanos, true), new Field("n", DataType.INT32, true)));
    StructType given =
        new StructType().add("ts", "timestamp").add("n", "bigint").add("other", "timestamp_ntz");

    assertThat(SparkTypes.toCore(given, inferred, false).fields())
        .containsExactly(
            new Field("ts", nanos, true),
            new Field("n", DataType.INT64, true),
            new Field("other", new DataType.Timestamp(Unit.MICROS, false), true));
    assertThat(SparkTypes.toCore(given, inferred, true).field(0).type())
        .isEqualTo(new DataType.Timestamp(Unit.MICROS, true));
  }

  @Test
  void everySparkTypeThatCanBeReadComesBackTheSame() {
    for (String type :
        List.of(
            "boolean",
            "tinyint",
            "smallint",
            "int",
            "bigint",
            "float",
            "double",
            "decimal(7,3)",
            "decimal(38,0)",
            "string",
            "binary",
            "date",
            "timestamp",
            "timestamp_ntz")) {
      StructType schema = new StructType().add("c", type);
      assertThat(SparkTypes.toSpark(SparkTypes.toCore(schema, new Schema(List.of()), true)))
          .isEqualTo(schema);
    }
  }

  @Test
  void aTypeThatCannotBeReadIsNamedWithItsColumn() {
    StructType schema =
        new StructType().add("tags", DataTypes.createArrayType(DataTypes.CalendarIntervalType));
    assertThatThrownBy(() -> SparkTypes.toCore(schema, new Schema(List.of()), true))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("'tags.element'")
        .hasMessageContaining("INTERVAL");
  }
}
