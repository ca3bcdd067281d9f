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

import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.Predicate.And;
import dev.adaptive.expr.Predicate.Comparison;
import dev.adaptive.expr.Predicate.In;
import dev.adaptive.expr.Predicate.Not;
import dev.adaptive.expr.Predicate.Or;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Schema;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Gives timestamp literals the kind that the files' columns have: an instant or a local date and
 * time. Where the two meet, UTC is what both are read as, see {@link FlinkTypes}.
 */
public final class TimestampLiterals {
  private TimestampLiterals() {}

  /** The predicate for columns of this schema; null for null. */
  public static Predicate adapt(Predicate predicate, Schema schema) {
    if (predicate == null) {
      return null;
    }
    return switch (Predicate.kind(predicate)) {
      case AND ->
          new And(((And) predicate).operands().stream().map(p -> adapt(p, schema)).toList());
      case OR -> new Or(((Or) predicate).operands().stream().map(p -> adapt(p, schema)).toList());
      case NOT -> new Not(adapt(((Not) predicate).operand(), schema));
      case COMPARISON -> {
        Comparison comparison = (Comparison) predicate;
        yield new Comparison(
            comparison.column(),
            comparison.operator(),
            adapt(comparison.column(), comparison.value(), schema));
      }
      case IN -> {
        In in = (In) predicate;
        yield Predicate.in(
            in.column(),
            in.values().stream().map(value -> adapt(in.column(), value, schema)).toList());
      }
      case IS_NULL, STRING_MATCH, CONSTANT -> predicate;
    };
  }

  private static Object adapt(String column, Object value, Schema schema) {
    int index = schema.indexOf(column);
    if (index >= 0 && schema.field(index).type() instanceof DataType.Timestamp timestamp) {
      if (timestamp.utc() && value instanceof LocalDateTime local) {
        return local.toInstant(ZoneOffset.UTC);
      } else if (!timestamp.utc() && value instanceof Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      }
    }
    return value;
  }
}
