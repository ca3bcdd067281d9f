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

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Writes the two copies of a tick data set; each by one thread, in memory that does not grow with
 * the rows.
 */
final class TickCopies {
  /**
   * Most events that the symbol-ordered copy holds at a time, 16 bytes each; a single symbol may
   * have more.
   */
  static final int EVENTS_PER_PASS = 6_000_000;

  private static final int PROGRESS_STEP = 1 << 16;

  private final TickSpec spec;
  private final List<String> symbols;
  private final LongConsumer progress;
  private final int eventsPerPass;
  private final AtomicLong written = new AtomicLong();

  /**
   * @param progress told the rows written so far, from both threads
   * @param eventsPerPass most events to hold, as {@link #EVENTS_PER_PASS} says
   */
  TickCopies(TickSpec spec, LongConsumer progress, int eventsPerPass) {
    this.spec = spec;
    this.symbols = TickSymbols.first(spec.symbols());
    this.progress = progress;
    this.eventsPerPass = eventsPerPass;
  }

  /** One or more files per day. */
  void writeByTime(Path directory) {
    TickEvents events = new TickEvents(spec);
    TickWalk walk = new TickWalk(spec);
    TickRow row = new TickRow();
    long[] rowsPerDay = TickEvents.rowsPerDay(spec);
    List<LocalDate> days = TickEvents.days(spec.days());
    for (int day = 0; day < rowsPerDay.length; day++) {
      try (Files files = new Files(directory, "ticks-" + days.get(day))) {
        for (long left = rowsPerDay[day]; left > 0; left--) {
          if (!events.next()) {
            throw new IllegalStateException("fewer events than rows");
          }
          row.id = events.id;
          row.micros = events.micros;
          row.symbol = events.symbol;
          walk.next(row);
          files.write(row);
        }
      }
    }
  }

  /**
   * Ordered by symbol, then by time. Replays the events once to count them, and once per range of
   * symbols.
   */
  void writeBySymbol(Path directory) {
    long[] counts = new long[symbols.size()];
    for (TickEvents events = new TickEvents(spec); events.next(); ) {
      counts[events.symbol]++;
    }
    // symbols are ASCII: the order of strings is the order of their bytes
    int[] alphabetical =
        IntStream.range(0, symbols.size())
            .boxed()
            .sorted((a, b) -> symbols.get(a).compareTo(symbols.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    TickWalk walk = new TickWalk(spec);
    try (Files files = new Files(directory, "ticks")) {
      int from = 0;
      while (from < alphabetical.length) {
        int to = from;
        long rows = 0;
        do {
          rows += counts[alphabetical[to++]];
        } while (to < alphabetical.length && rows + counts[alphabetical[to]] <= eventsPerPass);
        writeSymbols(alphabetical, from, to, counts, Math.toIntExact(rows), walk, files);
        from = to;
      }
    }
  }

  private void writeSymbols(
      int[] alphabetical, int from, int to, long[] counts, int rows, TickWalk walk, Files files) {
    int[] end = new int[symbols.size()];
    Arrays.fill(end, -1);
    int start = 0;
    for (int i = from; i < to; i++) {
      end[alphabetical[i]] = start;
      start += (int) counts[alphabetical[i]];
    }
    long[] micros = new long[rows];
    long[] ids = new long[rows];
    for (TickEvents events = new TickEvents(spec); events.next(); ) {
      int position = end[events.symbol];
      if (position >= 0) {
        micros[position] = events.micros;
        ids[position] = events.id;
        end[events.symbol] = position + 1;
      }
    }
    TickRow row = new TickRow();
    int position = 0;
    for (int i = from; i < to; i++) {
      row.symbol = alphabetical[i];
      for (; position < end[row.symbol]; position++) {
        row.micros = micros[position];
        row.id = ids[position];
        walk.next(row);
        files.write(row);
      }
    }
  }

  /** A sequence of files, each of up to {@link TickSpec#rowsPerFile()} rows. */
  private final class Files implements AutoCloseable {
    private final Path directory;
    private final String prefix;
    private TickFileWriter current;
    private long rowsInFile;
    private int number;
    private int unreported;

    Files(Path directory, String prefix) {
      this.directory = directory;
      this.prefix = prefix;
    }

    void write(TickRow row) {
      if (current == null || rowsInFile == spec.rowsPerFile()) {
        closeFile();
        Path file =
            directory.resolve(String.format(Locale.ROOT, "%s-%03d.parquet", prefix, number++));
        current = new TickFileWriter(file, spec, symbols);
        rowsInFile = 0;
      }
      current.write(row);
      rowsInFile++;
      if (++unreported == PROGRESS_STEP) {
        report();
      }
    }

    private void closeFile() {
      if (current != null) {
        TickFileWriter closing = current;
        current = null;
        closing.close();
      }
    }

    private void report() {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the other copy failed");
      }
      progress.accept(written.addAndGet(unreported));
      unreported = 0;
    }

    @Override
    public void close() {
      closeFile();
      report();
    }
  }
}
