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
package dev.adaptive.flink.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.options.ReadOptions;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown.Result;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class AdaptiveTableSourceTest {
  private static final DataType TABLE =
      DataTypes.ROW(
          DataTypes.FIELD("id", DataTypes.INT()),
          DataTypes.FIELD("s", DataTypes.ROW(DataTypes.FIELD("a", DataTypes.INT()))),
          DataTypes.FIELD("s_a", DataTypes.INT()));

  private final AdaptiveTableSource source =
      new AdaptiveTableSource(
          (RowType) TABLE.getLogicalType(), List.of(), ReadOptions.of(Map.of("path", "/x")), null);

  private static ResolvedExpression equal(String field, int value) {
    return CallExpression.permanent(
        BuiltInFunctionDefinitions.EQUALS,
        List.of(
            new FieldReferenceExpression(field, DataTypes.INT(), 0, 0),
            new ValueLiteralExpression(value, DataTypes.INT().notNull())),
        DataTypes.BOOLEAN());
  }

  /** The planner names s.a like the column s_a, which then gets another name. */
  @Test
  void filtersThatComeAfterTheProjectionMeanItsNames() {
    source.applyProjection(
        new int[][] {{1, 0}, {2}},
        DataTypes.ROW(
            DataTypes.FIELD("s_a", DataTypes.INT()), DataTypes.FIELD("s_a_$0", DataTypes.INT())));
    ResolvedExpression inside = equal("s_a", 1);
    ResolvedExpression column = equal("s_a_$0", 2);
    Result result = source.applyFilters(List.of(inside, column));
    assertThat(result.getAcceptedFilters()).containsExactly(column);
    assertThat(result.getRemainingFilters()).containsExactly(inside);
    assertThat(source.asSummaryString()).isEqualTo("adaptive(/x, filter: s_a = 2)");
    assertThat(source.copy().asSummaryString()).isEqualTo(source.asSummaryString());
  }

  @Test
  void filtersThatComeBeforeTheProjectionMeanTheTable() {
    Result result = source.applyFilters(List.of(equal("s_a", 1), equal("id", 2)));
    assertThat(result.getRemainingFilters()).isEmpty();
    assertThat(source.asSummaryString()).isEqualTo("adaptive(/x, filter: s_a = 1 AND id = 2)");
  }
}
