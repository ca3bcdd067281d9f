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

import static dev.adaptive.testkit.RowComparison.assertSameRowsInOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adaptive.AdaptiveReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.conformance.TestColumn.Nulls;
import dev.adaptive.conformance.TestColumn.Spread;
import dev.adaptive.conformance.TestFile.Encodings;
import dev.adaptive.conformance.TestFile.Layout;
import dev.adaptive.conformance.TestTypes.TestType;
import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.memory.MemoryBudgetExceededException;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.TableScan;
import dev.adaptive.read.SplitReader;
import dev.adaptive.stats.ReadStats;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory, mappings and file handles are given back, however a read ends. */
class ResourcesTest {
  private static final Predicate FILTER =
      Predicate.and(Predicate.gt("int32", 0), Predicate.isNotNull("string"));

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void writeFile() {
    file = write(CompressionCodecName.SNAPPY, Encodings.V1, 1 << 16);
  }

  private Path write(CompressionCodecName codec, Encodings encodings, int dictionaryBytes) {
    List<TestColumn> columns = new ArrayList<>();
    for (TestType type : TestTypes.all()) {
      columns.add(type.column(type.name(), Nulls.values()[columns.size() % 4], Spread.GROWING));
    }
    return TestFile.write(
        directory.resolve("f.parquet"),
        columns,
        new Layout(codec, 1, encodings, dictionaryBytes, 4000, 2000),
        5,
        500,
        300);
  }

  @Test
  void closing_early_frees_everything() {
    int batches = 0;
    for (int closeAfter = 0; batches >= closeAfter - 1; closeAfter++) {
      batches = 0;
      AdaptiveReader reader =
          AdaptiveReader.builder()
              .path(file.toString())
              .filter(closeAfter % 2 == 0 ? null : FILTER)
              .option("batch.max-rows", "90")
              .build();
      try (reader) {
        for (ColumnBatch batch = null;
            batches < closeAfter && (batch = reader.next()) != null;
            batches++) {
          batch.close();
        }
      }
      assertThat(reader.memory().used()).as("after %s batches", batches).isZero();
    }
    assertThat(batches).isGreaterThan(5);
  }

  /** A batch is its consumer's: it can be read and closed after its reader, by anyone. */
  @Test
  void batches_outlive_the_reader() throws InterruptedException {
    List<Object[]> expected = Reading.rows(file);
    AdaptiveReader reader =
        AdaptiveReader.builder().path(file.toString()).option("batch.max-rows", "90").build();
    List<ColumnBatch> batches;
    try (reader) {
      batches = reader.collect();
    }
    List<Object[]> rows = new ArrayList<>();
    batches.forEach(batch -> Reading.append(batch, rows));
    Thread other = new Thread(() -> batches.forEach(ColumnBatch::close));
    other.start();
    other.join();
    assertSameRowsInOrder(expected, rows);
    assertThat(reader.memory().used()).isZero();
    batches.forEach(ColumnBatch::close);
    assertThat(reader.memory().used()).isZero();
  }

  /** Whatever the limit, a read succeeds or says that it was too low, and leaves nothing behind. */
  @ParameterizedTest
  @EnumSource(Encodings.class)
  void every_limit_of_memory(Encodings encodings) {
    write(CompressionCodecName.ZSTD, encodings, encodings == Encodings.V2 ? 0 : 1 << 16);
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      for (Predicate filter : new Predicate[] {null, FILTER}) {
        ScanPlan plan =
            TableScan.open(
                    storage,
                    List.of(file.toString()),
                    null,
                    ReadOptions.of(Map.of("batch.max-rows", "250")))
                .plan(null, filter, 1);
        MemoryBudget plenty = MemoryBudget.root("plenty", Reading.MEMORY_LIMIT);
        int rows = read(plan, storage, plenty, true);
        // limits close to each other where single requests fail, and up to where the read has all
        // it wants
        int failures = 0;
        int successes = 0;
        for (long limit = 64;
            limit < plenty.peak() * 2;
            limit += limit < 10_000 ? 997 : plenty.peak() / 40) {
          for (boolean keep : new boolean[] {false, true}) {
            MemoryBudget budget = MemoryBudget.root("limited", limit);
            try {
              assertThat(read(plan, storage, budget, keep)).isEqualTo(rows);
              successes++;
            } catch (MemoryBudgetExceededException e) {
              assertThat(e).hasMessageContaining("limited");
              failures++;
            }
            assertThat(budget.used()).as("after a limit of %s", limit).isZero();
          }
        }
        assertThat(successes).isPositive();
        assertThat(failures).isPositive();
      }
    }
  }

  private static int read(
      ScanPlan plan, Storage storage, MemoryBudget budget, boolean keepBatches) {
    int rows = 0;
    List<ColumnBatch> kept = new ArrayList<>();
    try (SplitReader reader =
        new SplitReader(
            plan.spec(),
            plan.splits().get(0),
            ScanPosition.START,
            storage,
            budget,
            new ReadStats())) {
      for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
        rows += batch.rows();
        if (keepBatches) {
          kept.add(batch);
        } else {
          batch.close();
        }
      }
    } finally {
      kept.forEach(ColumnBatch::close);
    }
    return rows;
  }

  /** After an error a reader can be closed, and closed again; it frees all. */
  @Test
  void errors_free_everything() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4; i < 50_000; i += 37) {
      bytes[i] = -1;
    }
    Files.write(file, bytes);
    AdaptiveReader reader = AdaptiveReader.builder().path(file.toString()).build();
    assertThatThrownBy(() -> Reading.drain(reader))
        .isInstanceOfAny(CorruptFileException.class, UnsupportedFeatureException.class);
    reader.close();
    reader.close();
    assertThat(reader.memory().used()).isZero();
    assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_thousand_reads_leak_no_handles_no_mappings_and_no_memory() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors), "there is no /proc here to count open files with");
    Path small =
        new RawFile(Type.INT32, false, CompressionCodec.UNCOMPRESSED, 3)
            .page(3, Encoding.PLAIN, RawFile.ints(1, 2, 3))
            .write(directory.resolve("small.parquet"));
    Path broken =
        new RawFile(Type.INT32, false, CompressionCodec.ZSTD, 3)
            .page(3, Encoding.PLAIN, RawFile.ints(1, 2, 3))
            .write(directory.resolve("broken.parquet"));
    Path noParquet =
        Files.writeString(directory.resolve("text.parquet"), "this is no Parquet file");
    Reading.rows(small);
    long direct = used("direct");
    long mapped = used("mapped");
    int before = count(descriptors);
    for (int i = 0; i < 1000; i++) {
      String mmap = i % 2 == 0 ? "on" : "off";
      assertThat(Reading.rows(small, read -> read.option("read.mmap", mmap))).hasSize(3);
      assertThatThrownBy(() -> Reading.rows(broken)).isInstanceOf(CorruptFileException.class);
      assertThatThrownBy(() -> Reading.rows(noParquet)).isInstanceOf(CorruptFileException.class);
      // built, but never read
      AdaptiveReader.builder().path(small.toString()).build().close();
    }
    assertThat(count(descriptors)).as("open files").isLessThanOrEqualTo(before + 3);
    assertThat(used("direct")).as("direct memory").isLessThanOrEqualTo(direct);
    assertThat(used("mapped")).as("mapped memory").isLessThanOrEqualTo(mapped);
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      assertThat(maps.filter(line -> line.contains(directory.toString()))).isEmpty();
    }
  }

  /** Touching mapped memory behind the end of a file must not kill the JVM. */
  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void a_file_that_becomes_shorter_while_it_is_read(CompressionCodecName codec) throws IOException {
    List<TestColumn> columns = new ArrayList<>();
    for (TestType type : TestTypes.all()) {
      if (List.of("int64", "string", "fixed20", "double").contains(type.name())) {
        columns.add(type.column(type.name(), Nulls.REQUIRED, Spread.MANY));
      }
    }
    // often, since what a fault does depends on what the JVM has compiled by then
    for (int i = 0; i < 20; i++) {
      int pageBytes = i % 2 == 0 ? 4000 : 10_000_000;
      TestFile.write(
          file, columns, new Layout(codec, 1, Encodings.V1, 0, pageBytes, 1_000_000), 5, 40_000);
      AdaptiveReader reader =
          AdaptiveReader.builder()
              .path(file.toString())
              .option("batch.max-rows", "1000")
              .option("read.mmap", i % 4 < 2 ? "on" : "off")
              .build();
      try (reader) {
        reader.next().close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(4096);
        }
        // what has been copied from the file already may still come
        assertThatThrownBy(
                () -> {
                  Reading.drain(reader);
                  throw new CorruptFileException("all rows came");
                })
            .isInstanceOf(CorruptFileException.class)
            .hasMessageMatching("(?s).*(truncated|shorter|all rows came).*");
      }
      assertThat(reader.memory().used()).isZero();
    }
  }

  private static int count(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return (int) files.count();
    }
  }

  private static long used(String pool) {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(bean -> bean.getName().equals(pool))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
