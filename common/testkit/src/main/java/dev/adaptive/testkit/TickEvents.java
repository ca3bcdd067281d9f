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
package dev.adaptive.testkit;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Who traded when: the stream of (trade id, time, symbol), ordered by time. Costs some nanoseconds
 * per event and no memory, so that it can be replayed rather than stored.
 */
final class TickEvents {
  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 3, 7);
  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final double SESSION_MICROS = 6.5 * 3_600 * 1e6;

  /** How much busier the market is at open and close than at noon. */
  private static final double SMILE = 0.6;

  private final TickRandom random;
  private final Zipf zipf;
  private final long[] dayRows;
  private final long[] dayOpen;
  private int day = -1;
  private long rowOfDay;
  private long rowsOfDay;

  /** Trade id, 1 for the first. */
  long id;

  /** Microseconds since the epoch. */
  long micros;

  /** Rank of the symbol, 0 for the most traded. */
  int symbol;

  TickEvents(TickSpec spec) {
    random = new TickRandom(spec.seed());
    zipf = new Zipf(spec.symbols());
    dayRows = rowsPerDay(spec);
    dayOpen =
        days(spec.days()).stream()
            .mapToLong(
                date -> date.atTime(OPEN).atZone(NEW_YORK).toInstant().toEpochMilli() * 1_000)
            .toArray();
  }

  /** The trading days: no weekends. */
  static List<LocalDate> days(int count) {
    List<LocalDate> days = new ArrayList<>(count);
    for (LocalDate date = FIRST_DAY; days.size() < count; date = date.plusDays(1)) {
      if (date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY) {
        days.add(date);
      }
    }
    return days;
  }

  /** Days differ by up to a third; together they have {@link TickSpec#rows()}. */
  static long[] rowsPerDay(TickSpec spec) {
    TickRandom random = new TickRandom(~spec.seed());
    double[] cumulated = new double[spec.days() + 1];
    for (int i = 0; i < spec.days(); i++) {
      cumulated[i + 1] = cumulated[i] + 1 + TickRandom.unit(random.nextLong()) / 3;
    }
    long[] rows = new long[spec.days()];
    long given = 0;
    for (int i = 0; i < spec.days(); i++) {
      long until = (long) (spec.rows() * (cumulated[i + 1] / cumulated[spec.days()]));
      rows[i] = until - given;
      given = until;
    }
    return rows;
  }

  /** Moves to the next event of the same or the next day; false after the last. */
  boolean next() {
    while (rowOfDay == rowsOfDay) {
      if (++day == dayRows.length) {
        day--;
        return false;
      }
      rowOfDay = 0;
      rowsOfDay = dayRows[day];
    }
    long bits = random.nextLong();
    // one event per equal slot of u; the cubic makes slots shorter near open and close, and it is
    // monotonic
    double u = (rowOfDay + TickRandom.unit(bits)) / rowsOfDay;
    double time = u + SMILE * u * (1 - u) * (2 * u - 1);
    micros = dayOpen[day] + (long) (time * SESSION_MICROS);
    // the low bits, which unit() did not use: a quarter of the trades follow one of the same
    // symbol, as a large order
    // does that takes several quotes
    if (id == 0 || (bits & 3) != 0) {
      symbol = zipf.rank(random.nextLong());
    }
    id++;
    rowOfDay++;
    return true;
  }

  /** Rank r (from 0) with a probability proportional to 1 / (r + 1), by Vose's alias method. */
  private static final class Zipf {
    private final double[] keep;
    private final int[] alias;

    Zipf(int ranks) {
      double sum = 0;
      for (int r = 1; r <= ranks; r++) {
        sum += 1.0 / r;
      }
      keep = new double[ranks];
      alias = new int[ranks];
      int[] small = new int[ranks];
      int[] large = new int[ranks];
      int smalls = 0;
      int larges = 0;
      for (int r = 0; r < ranks; r++) {
        keep[r] = ranks / ((r + 1) * sum);
        alias[r] = r;
        if (keep[r] < 1) {
          small[smalls++] = r;
        } else {
          large[larges++] = r;
        }
      }
      while (smalls > 0 && larges > 0) {
        int little = small[--smalls];
        int big = large[larges - 1];
        alias[little] = big;
        keep[big] -= 1 - keep[little];
        if (keep[big] < 1) {
          larges--;
          small[smalls++] = big;
        }
      }
    }

    int rank(long bits) {
      int r = TickRandom.below(bits, keep.length);
      return (bits & 0xFFFF_FFFFL) * 0x1p-32 < keep[r] ? r : alias[r];
    }
  }
}
