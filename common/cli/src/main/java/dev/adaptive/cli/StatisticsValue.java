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
package dev.adaptive.cli;

import dev.adaptive.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Bounds in the form of {@code ColumnStatistics}, as values in that of {@code ColumnVector}. */
final class StatisticsValue {
  private StatisticsValue() {}

  /** The bound in the form of {@code ColumnVector.getObject}. */
  static Object of(DataType type, Object bound) {
    if (type instanceof DataType.Utf8) {
      return new String((byte[]) bound, StandardCharsets.UTF_8);
    } else if (type instanceof DataType.Decimal decimal) {
      BigInteger unscaled =
          bound instanceof BigInteger wide ? wide : BigInteger.valueOf((Long) bound);
      return new BigDecimal(unscaled, decimal.scale());
    } else if (bound instanceof Double number) {
      return type.equals(DataType.FLOAT) ? (Object) number.floatValue() : number;
    } else if (!(bound instanceof Long number)) {
      return bound;
    } else {
      return switch (type.carrier()) {
        case BIT -> (Object) (number != 0);
        case INT8 -> number.byteValue();
        case INT16 -> number.shortValue();
        case INT32 -> number.intValue();
        default -> number;
      };
    }
  }
}
