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
package dev.adaptive.parquet.decode;

import dev.adaptive.batch.FixedVectorBuilder;
import dev.adaptive.schema.DataType.Unit;

/**
 * Writes timestamps stored as INT96: nanoseconds of the day in 64 bits, then the Julian day in 32,
 * both little-endian. The specification deprecates them and Hive, Impala and Spark define them.
 */
final class Int96Writer extends SliceWriter {
  private static final int JULIAN_DAY_OF_1970 = 2_440_588;
  private static final long SECONDS_PER_DAY = 86_400;

  private final FixedVectorBuilder builder;
  private final long ticksPerDay;
  private final long nanosPerTick;
  private final boolean exact;
  private final long[] longs;

  Int96Writer(FixedVectorBuilder builder, Unit unit, DecodeScratch scratch) {
    super(scratch);
    this.builder = builder;
    this.ticksPerDay = SECONDS_PER_DAY * unit.perSecond();
    this.nanosPerTick = Unit.NANOS.perSecond() / unit.perSecond();
    this.exact = unit == Unit.NANOS;
    this.longs = scratch.longs;
  }

  @Override
  void put(BinarySlices values, byte[] defined, int count) {
    for (int i = 0; i < count; i++) {
      if (defined == null || defined[i] != 0) {
        long nanosOfDay = values.source.getLong(values.offsets[i]);
        long day = (long) values.source.getInt(values.offsets[i] + 8) - JULIAN_DAY_OF_1970;
        longs[i] = ticks(day, nanosOfDay);
      }
    }
    builder.appendLongs(longs, defined, count);
  }

  /**
   * Microseconds wrap around: that is how Spark writes and reads timestamps beyond the year
   * 290,000, whose Julian day does not fit.
   */
  private long ticks(long day, long nanosOfDay) {
    if (!exact) {
      return day * ticksPerDay + Math.floorDiv(nanosOfDay, nanosPerTick);
    }
    try {
      return Math.addExact(
          Math.multiplyExact(day, ticksPerDay), Math.floorDiv(nanosOfDay, nanosPerTick));
    } catch (ArithmeticException e) {
      throw new MalformedPageException(
          "the timestamp on day "
              + day
              + " since 1970 does not fit 64 bits; read the column in microseconds (option"
              + " parquet.int96-unit)");
    }
  }
}
