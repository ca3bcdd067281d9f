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
import dev.adaptive.ParallelReader;
import dev.adaptive.ParallelReader.Order;
import dev.adaptive.batch.BatchReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.error.CorruptFileException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads give the same rows as one, in order if asked to, and stop when told to. */
class ParallelReaderTest {
  private static final int ROWS = 60_000;

  @TempDir static Path directory;
  private static Path ticks;

  @BeforeAll
  static void generate() throws IOException {
    ticks =
        TickData.ensure(
                directory.resolve("ticks"),
                TickSpec.ofRows(ROWS).withSymbols(50).withRowsPerFile(2_500))
            .byTime();
  }

  private static AdaptiveReader.Builder read() {
    return AdaptiveReader.builder()
        .path(ticks.toString())
        .columns("trade_id", "symbol")
        .option("split.target-size", "1k")
        .option("batch.max-rows", "500");
  }

  private static List<Long> ids(BatchReader reader) {
    List<Long> ids = new ArrayList<>();
    reader.forEach(
        batch -> {
          for (int row = 0; row < batch.rows(); row++) {
            ids.add(batch.column(0).getLong(row));
          }
        });
    return ids;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void order_of_files_is_kept(int threads) {
    List<Long> expected;
    try (AdaptiveReader reader = read().build()) {
      expected = ids(reader);
    }
    assertThat(expected).hasSize(ROWS);
    try (ParallelReader reader = read().buildParallel(threads, Order.FILES)) {
      assertThat(reader.planReport().splits()).isGreaterThan(8);
      assertThat(ids(reader)).isEqualTo(expected);
      reader.close();
      assertThat(reader.memory().used()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void order_of_arrival_has_the_same_rows(int threads) {
    Predicate filter = Predicate.eq("symbol", "AAPL");
    List<Long> expected;
    try (AdaptiveReader reader = read().filter(filter).build()) {
      expected = ids(reader);
    }
    try (ParallelReader reader = read().filter(filter).buildParallel(threads, Order.ARRIVAL)) {
      assertThat(ids(reader)).containsExactlyInAnyOrderElementsOf(expected);
      reader.close();
      assertThat(reader.memory().used()).isZero();
    }
  }

  /** However many threads are asked for, no more read than the limit has room for. */
  @ParameterizedTest
  @CsvSource({"128, FILES", "128, ARRIVAL", "16, FILES", "16, ARRIVAL", "4, ARRIVAL"})
  void two_hundred_files_at_once_stay_within_the_limit(int megabytes, Order order)
      throws IOException {
    Path files =
        TickData.ensure(
                directory.resolve("many"),
                TickSpec.ofRows(400_000).withSymbols(50).withRowsPerFile(2_000))
            .byTime();
    long rows = 0;
    try (ParallelReader reader =
        AdaptiveReader.builder()
            .path(files.toString())
            .memoryLimit((long) megabytes << 20)
            .option("split.open-cost", "1GB")
            .buildParallel(200, order)) {
      assertThat(reader.planReport().splits()).isGreaterThanOrEqualTo(200);
      for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
        rows += batch.rows();
        batch.close();
      }
      assertThat(reader.memory().peak()).isBetween(1L << 17, (long) megabytes << 20);
      reader.close();
      assertThat(reader.memory().used()).isZero();
    }
    assertThat(rows).isEqualTo(400_000);
  }

  @Test
  void limit_cuts_the_last_batch() {
    try (ParallelReader reader = read().limit(1_234).buildParallel(3, Order.FILES)) {
      assertThat(ids(reader)).hasSize(1_234);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void closing_early_stops_the_threads_and_frees_the_memory(int batches) {
    ParallelReader reader = read().buildParallel(4, Order.FILES);
    for (int i = 0; i < batches; i++) {
      try (ColumnBatch batch = reader.next()) {
        assertThat(batch.rows()).isPositive();
      }
    }
    reader.close();
    assertThat(reader.memory().used()).isZero();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("adaptive-reader-") && thread.isAlive());
  }

  @Test
  void an_error_of_a_thread_is_the_consumers(@TempDir Path copy) throws IOException {
    Path last = null;
    try (var files = Files.list(ticks)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).sorted().toList()) {
        last = copy.resolve(file.getFileName().toString());
        Files.copy(file, last, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    byte[] bytes = Files.readAllBytes(last);
    // behind the magic number: the first page header of the first column
    Arrays.fill(bytes, 4, 200, (byte) 0xff);
    Files.write(last, bytes);
    try (ParallelReader reader =
        AdaptiveReader.builder().path(copy.toString()).buildParallel(3, Order.FILES)) {
      assertThatThrownBy(() -> reader.forEach(batch -> assertThat(batch.rows()).isPositive()))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining(last.getFileName().toString());
      reader.close();
      assertThat(reader.memory().used()).isZero();
    }
  }
}
