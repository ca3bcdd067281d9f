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

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.schema.DataType.Decimal;
import dev.adaptive.schema.DataType.Int;
import dev.adaptive.schema.DataType.Timestamp;
import dev.adaptive.schema.DataType.Unit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TypeCompatibilityTest {
  private static final List<DataType> TYPES =
      List.of(
          DataType.BOOL,
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          new Int(32, false),
          new Int(64, false),
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.STRING,
          DataType.BINARY,
          DataType.DATE,
          DataType.UUID,
          new Decimal(5, 2),
          new Decimal(9, 2),
          new Decimal(30, 2),
          new Decimal(9, 3),
          new Timestamp(Unit.MILLIS, true),
          new Timestamp(Unit.MICROS, true),
          new Timestamp(Unit.MICROS, false));

  @Test
  void only_the_same_type_or_one_that_loses_nothing_is_readable() {
    Map<DataType, Set<DataType>> wider =
        Map.of(
            DataType.INT8,
            Set.of(DataType.INT16, DataType.INT32, DataType.INT64),
            DataType.INT16,
            Set.of(DataType.INT32, DataType.INT64),
            DataType.INT32,
            Set.of(DataType.INT64),
            DataType.FLOAT,
            Set.of(DataType.DOUBLE),
            new Decimal(5, 2),
            Set.of(new Decimal(9, 2), new Decimal(30, 2)),
            new Decimal(9, 2),
            Set.of(new Decimal(30, 2)));
    for (DataType file : TYPES) {
      for (DataType table : TYPES) {
        boolean expected = file.equals(table) || wider.getOrDefault(file, Set.of()).contains(table);
        assertThat(TypeCompatibility.readable(file, table))
            .as("%s as %s", file, table)
            .isEqualTo(expected);
      }
    }
  }
}
