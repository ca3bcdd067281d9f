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
package dev.adaptive.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.AdaptiveReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.error.NoDataException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.memory.MemoryBudgetExceededException;
import dev.adaptive.stats.BatchEvent;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.testkit.DuckDb;
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader as a library: what its builder takes, what it gives, and what it refuses. */
class AdaptiveReaderTest {
  private static final int ROWS = 100_000;

  @TempDir static Path directory;
  private static TickData ticks;
  private static Path file;

  @BeforeAll
  static void generate() throws IOException {
    ticks = TickData.ensure(directory.resolve("ticks"), TickSpec.ofRows(ROWS).withDays(2));
    try (var files = Files.list(ticks.byTime())) {
      file =
          files.filter(f -> f.toString().endsWith(".parquet")).sorted().findFirst().orElseThrow();
    }
  }

  private static AdaptiveReader.Builder read(Object path) {
    return AdaptiveReader.builder().path(path.toString());
  }

  @Test
  void file_directory_and_glob() {
    try (AdaptiveReader one = read(file).build();
        AdaptiveReader all = read(ticks.byTime()).build();
        AdaptiveReader glob = read(ticks.byTime() + "/ticks-*.parquet").build()) {
      assertThat(rows(one)).isPositive().isLessThan(ROWS);
      assertThat(rows(all)).isEqualTo(ROWS);
      assertThat(rows(glob)).isEqualTo(ROWS);
    }
  }

  @Test
  void collects_what_fits_and_frees_what_does_not() {
    try (AdaptiveReader reader =
        read(ticks.byTime()).columns("price", "symbol").limit(1_000).build()) {
      List<ColumnBatch> batches = reader.collect();
      assertThat(batches.stream().mapToInt(ColumnBatch::rows).sum()).isEqualTo(1_000);
      assertThat(batches.get(0).schema().names()).containsExactly("price", "symbol");
      batches.forEach(ColumnBatch::close);
      reader.close();
      assertThat(reader.memory().used()).isZero();
    }
    try (AdaptiveReader reader = read(ticks.byTime()).memoryLimit(3 << 20).build()) {
      assertThatThrownBy(reader::collect).isInstanceOf(MemoryBudgetExceededException.class);
      reader.close();
      assertThat(reader.memory().used()).isZero();
    }
  }

  @Test
  void a_flight_recording_shows_batches() throws IOException {
    Path dump = directory.resolve("batches.jfr");
    long rows;
    long batches;
    try (Recording recording = new Recording();
        AdaptiveReader reader = read(ticks.byTime()).columns("price").build()) {
      recording.enable(BatchEvent.class);
      recording.start();
      rows = rows(reader);
      batches = reader.stats().get(ReadStats.Counter.BATCHES);
      recording.stop();
      recording.dump(dump);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(dump).stream()
            .filter(event -> event.getEventType().getName().equals("dev.adaptive.Batch"))
            .toList();
    assertThat(events).hasSize((int) batches);
    assertThat(events.stream().mapToLong(event -> event.getInt("rows")).sum()).isEqualTo(rows);
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.getString("split")).isNotEmpty();
              assertThat(event.getLong("bytes")).isPositive();
              assertThat(event.getLong("reserved")).isGreaterThanOrEqualTo(event.getLong("bytes"));
            });
  }

  @Test
  void streams_within_the_limit_and_counts() {
    try (AdaptiveReader reader =
            read(ticks.byTime())
                .columns("ts", "price")
                .filter(Predicate.eq("symbol", "AAPL"))
                .memoryLimit(4 << 20)
                .build();
        DuckDb db = DuckDb.open()) {
      Object expected =
          db.queryOne(
              "select count(*) from "
                  + DuckDb.parquet(ticks.byTime().resolve("*.parquet"))
                  + " where symbol = 'AAPL'");
      assertThat(rows(reader)).isEqualTo(((Number) expected).longValue());
      assertThat(reader.memory().peak()).isLessThanOrEqualTo(4 << 20);
      assertThat(reader.stats().toString()).contains("rows returned " + expected);
    }
  }

  @Test
  void the_estimate_covers_the_peak() {
    for (String[] columns : new String[][] {{"price"}, {"symbol", "ts", "conditions"}}) {
      try (AdaptiveReader reader = read(ticks.byTime()).columns(columns).build()) {
        long estimate = reader.estimateMemory();
        rows(reader);
        assertThat(reader.memory().peak()).isLessThanOrEqualTo(estimate);
      }
    }
  }

  @Test
  void paths_without_data(@TempDir Path empty) {
    refused(() -> read(empty.resolve("nothing")).build(), NoDataException.class, "nothing");
    refused(() -> read(empty).build(), NoDataException.class, empty.toString());
    refused(() -> read(empty + "/*.parquet").build(), NoDataException.class, "*.parquet");
    refused(() -> AdaptiveReader.builder().build(), InvalidOptionException.class, "path");
  }

  @Test
  void files_that_are_not_whole(@TempDir Path copies) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Path text = Files.writeString(copies.resolve("text.parquet"), "symbol,price\nAAPL,1\n");
    refused(() -> read(text).build(), CorruptFileException.class, "not a Parquet file");
    Path footer =
        Files.write(copies.resolve("footer.parquet"), Arrays.copyOf(bytes, bytes.length - 20));
    refused(() -> read(footer).build(), CorruptFileException.class, "footer.parquet");
    byte[] wrongMagic = bytes.clone();
    wrongMagic[bytes.length - 1] = '2';
    Path magic = Files.write(copies.resolve("magic.parquet"), wrongMagic);
    refused(() -> read(magic).build(), CorruptFileException.class, "PAR1");
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, 4, 100, (byte) 0xff);
    Path page = Files.write(copies.resolve("page.parquet"), damaged);
    try (AdaptiveReader reader = read(page).build()) {
      refused(
          () -> rows(reader), CorruptFileException.class, "page.parquet", "column symbol", "page");
    }
  }

  @Test
  void files_that_disagree(@TempDir Path mixed) {
    try (DuckDb db = DuckDb.open()) {
      db.execute("copy (select 1 as a) to " + DuckDb.literal(mixed + "/1.parquet"));
      db.execute("copy (select 'x' as a) to " + DuckDb.literal(mixed + "/2.parquet"));
    }
    refused(() -> read(mixed).build(), SchemaException.class, "1.parquet", "2.parquet", "'a'");
  }

  @Test
  void wrong_columns_filters_options_and_limits() {
    refused(() -> read(file).columns("prise").build(), SchemaException.class, "'prise'", "'price'");
    refused(
        () -> read(file).filter(Predicate.gt("price", "high")).build(),
        SchemaException.class,
        "price",
        "double");
    refused(
        () -> read(file).filter(Predicate.isNull("sym")).build(), SchemaException.class, "'sym'");
    refused(
        () -> read(file).option("memory.limt", "1g").build(),
        InvalidOptionException.class,
        "'memory.limit'");
    refused(
        () -> read(file).option("memory.limit", "plenty").build(),
        InvalidOptionException.class,
        "plenty");
    refused(() -> read(file).limit(-1).build(), InvalidOptionException.class, "-1");
  }

  private static void refused(
      ThrowingCallable action, Class<? extends Exception> error, CharSequence... message) {
    assertThatThrownBy(action).isInstanceOf(error).hasMessageContainingAll(message);
  }

  private static long rows(AdaptiveReader reader) {
    long[] rows = {0};
    reader.forEach(batch -> rows[0] += batch.rows());
    return rows[0];
  }
}
