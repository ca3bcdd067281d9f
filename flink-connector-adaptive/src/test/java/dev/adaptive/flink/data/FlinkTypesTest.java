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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.SchemaException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.ListOf;
import dev.adaptive.schema.DataType.MapOf;
import dev.adaptive.schema.DataType.Struct;
import dev.adaptive.schema.DataType.Timestamp;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

/** Nested types; what other types become is seen in queries. */
class FlinkTypesTest {
  private static final DataType STRUCT =
      new Struct(
          List.of(
              new Field("u", new DataType.Int(32, false), true),
              new Field("ts", new Timestamp(Unit.NANOS, true), false),
              new Field("list", new ListOf(new Field("item", DataType.UUID, false)), true)));

  private static final Schema FILES =
      new Schema(
          List.of(
              new Field("s", STRUCT, true),
              new Field("l", new ListOf(new Field("e", STRUCT, true)), true),
              new Field(
                  "m",
                  new MapOf(
                      new Field("k", DataType.STRING, false),
                      new Field("v", new ListOf(new Field("e", DataType.INT32, true)), true)),
                  false)));

  private static RowType row(DataTypes.Field... fields) {
    return (RowType) DataTypes.ROW(fields).getLogicalType();
  }

  private static Schema declared(DataTypes.Field... fields) {
    return FlinkTypes.toSchema(row(fields), FILES, Set.of(), true);
  }

  @Test
  void whatTheFilesHave() {
    assertThat(FlinkTypes.toRowType(FILES).asSummaryString())
        .isEqualTo(
            "ROW<`s` ROW<`u` BIGINT, `ts` TIMESTAMP_LTZ(9) NOT NULL, `list` ARRAY<BINARY(16) NOT"
                + " NULL>>, `l` ARRAY<ROW<`u` BIGINT, `ts` TIMESTAMP_LTZ(9) NOT NULL, `list`"
                + " ARRAY<BINARY(16) NOT NULL>>>, `m` MAP<STRING NOT NULL, ARRAY<INT>> NOT NULL>"
                + " NOT NULL");
  }

  @Test
  void whatIsDeclared() {
    Schema schema =
        declared(
            DataTypes.FIELD(
                "l",
                DataTypes.ARRAY(
                    DataTypes.ROW(
                        DataTypes.FIELD("ts", DataTypes.TIMESTAMP(3)),
                        DataTypes.FIELD("u", DataTypes.BIGINT().notNull())))),
            DataTypes.FIELD(
                "m", DataTypes.MAP(DataTypes.STRING(), DataTypes.ARRAY(DataTypes.BIGINT()))),
            DataTypes.FIELD(
                "s", DataTypes.ROW(DataTypes.FIELD("list", DataTypes.ARRAY(DataTypes.BYTES())))));
    assertThat(schema)
        .hasToString(
            "(l list<struct<ts timestamp(nanos, utc), u uint32>>, m map<string, list<int64>>, s"
                + " struct<list list<uuid>>)");
  }

  @Test
  void whatDoesNotFit() {
    assertThatThrownBy(() -> declared(DataTypes.FIELD("s", DataTypes.INT())))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'s' is declared INT, but the files hold struct<")
        .hasMessageContaining("declare it ROW<`u` BIGINT");
    assertThatThrownBy(
            () ->
                declared(
                    DataTypes.FIELD(
                        "l",
                        DataTypes.ARRAY(
                            DataTypes.ROW(DataTypes.FIELD("u", DataTypes.SMALLINT()))))))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'l.element.u' is declared SMALLINT, but the files hold uint32")
        .hasMessageEndingWith("declare it BIGINT");
    assertThatThrownBy(
            () -> declared(DataTypes.FIELD("m", DataTypes.MAP(DataTypes.INT(), DataTypes.INT()))))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'m.key' is declared INT, but the files hold string");
    assertThatThrownBy(
            () ->
                declared(
                    DataTypes.FIELD("m", DataTypes.MAP(DataTypes.STRING(), DataTypes.STRING()))))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'m.value' is declared STRING")
        .hasMessageEndingWith("declare it ARRAY<INT>");
    assertThatThrownBy(
            () ->
                declared(
                    DataTypes.FIELD("s", DataTypes.ROW(DataTypes.FIELD("lists", DataTypes.INT())))))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'s.lists'")
        .hasMessageContaining("did you mean 's.list'");
    assertThatThrownBy(() -> declared(DataTypes.FIELD("l", DataTypes.MULTISET(DataTypes.INT()))))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'l' is declared MULTISET<INT>, which cannot be read");
    assertThatThrownBy(() -> declared(DataTypes.FIELD("s", DataTypes.ROW())))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'s' is declared a ROW without fields");
  }

  @Test
  void partitionColumnsAreNotNested() {
    RowType declared = row(DataTypes.FIELD("p", DataTypes.ARRAY(DataTypes.INT())));
    assertThatThrownBy(() -> FlinkTypes.toSchema(declared, FILES, Set.of("p"), true))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'p' is declared ARRAY<INT>, which cannot be read")
        .hasMessageContaining("unless the values come from paths");
  }

  @Test
  void aFieldThatCannotBeReadIsNamed() {
    Struct struct =
        new Struct(List.of(new Field("odd", new DataType.Unsupported("an odd type"), true)));
    assertThatThrownBy(
            () -> FlinkTypes.toRowType(new Schema(List.of(new Field("s", struct, true)))))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("'s.odd'")
        .hasMessageContaining("an odd type");
  }
}
