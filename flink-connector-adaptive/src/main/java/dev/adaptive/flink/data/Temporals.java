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

import dev.adaptive.schema.DataType.Unit;
import org.apache.flink.table.data.TimestampData;

/** From the core's ticks to Flink's times and timestamps. */
final class Temporals {
  private static final int NANOS_PER_MILLI = 1_000_000;

  /**
   * Ticks per step of the digits to show, at least 1: 1000 for microseconds shown with 3 digits.
   */
  private final long ticksPerStep;

  private final long ticksPerMilli;
  private final int nanosPerTick;

  /**
   * @param unit of the ticks
   * @param digits behind the second; more digits in the ticks are cut off
   */
  Temporals(Unit unit, int digits) {
    long stepsPerSecond = 1;
    for (int i = 0; i < digits; i++) {
      stepsPerSecond *= 10;
    }
    this.ticksPerStep = Math.max(1, unit.perSecond() / stepsPerSecond);
    this.ticksPerMilli = unit.perSecond() / 1000;
    this.nanosPerTick = (int) (Unit.NANOS.perSecond() / unit.perSecond());
  }

  /**
   * Ticks before 1970 are negative: all rounding is downwards, so that what is left over is
   * positive.
   */
  TimestampData timestamp(long ticks) {
    long shown = ticksPerStep == 1 ? ticks : Math.floorDiv(ticks, ticksPerStep) * ticksPerStep;
    if (nanosPerTick == NANOS_PER_MILLI) {
      return TimestampData.fromEpochMillis(shown);
    }
    long millis = Math.floorDiv(shown, ticksPerMilli);
    return TimestampData.fromEpochMillis(
        millis, (int) (shown - millis * ticksPerMilli) * nanosPerTick);
  }

  /** Milliseconds of the day: Flink holds times in no other resolution. */
  int timeMillis(long ticks) {
    return (int) (ticks / ticksPerMilli);
  }
}
