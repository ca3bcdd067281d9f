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

import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;

/**
 * How ticks of a file become ticks of Spark: times of day become nanoseconds, timestamps
 * microseconds. Finer timestamps are rounded down.
 *
 * @param factor multiply by this; 1 if {@code divisor} is not
 * @param divisor divide by this, rounding towards negative infinity
 */
record Ticks(long factor, long divisor) {

  static Ticks of(DataType type) {
    if (type instanceof DataType.Time time) {
      return between(time.unit(), Unit.NANOS);
    }
    return between(((DataType.Timestamp) type).unit(), Unit.MICROS);
  }

  private static Ticks between(Unit file, Unit spark) {
    return file.perSecond() <= spark.perSecond()
        ? new Ticks(spark.perSecond() / file.perSecond(), 1)
        : new Ticks(1, file.perSecond() / spark.perSecond());
  }

  boolean unchanged() {
    return factor == 1 && divisor == 1;
  }

  /**
   * @throws ArithmeticException if the time is out of Spark's range, as Spark's own reader does
   */
  long toSpark(long value) {
    return divisor == 1 ? Math.multiplyExact(value, factor) : Math.floorDiv(value, divisor);
  }
}
