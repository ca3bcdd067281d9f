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

import dev.adaptive.AdaptiveReader;
import dev.adaptive.conformance.RandomFilter.Condition;
import dev.adaptive.conformance.TestFile.Encodings;
import dev.adaptive.conformance.TestFile.Layout;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.testkit.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A random table, written in a random way by parquet-java or by DuckDB, and read with random
 * columns, filters and limits: always the rows that DuckDB finds, in their order. DuckDB reads the
 * table from a plain file of its own, so that it judges values and filters, not encodings.
 *
 * <p>A failure names its seed. With {@code -Dadaptive.seed} only that one is run, with {@code
 * -Dadaptive.rows} its table is cut to so many rows; the file stays in the build directory.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialTest {
  private static final int READS = 5;
  private static final int SEEDS = Integer.getInteger("adaptive.seeds", 220);
  private static final long FIRST_SEED = Long.getLong("adaptive.first-seed", 0);
  private static final Long ONE_SEED = Long.getLong("adaptive.seed");
  private static final int MOST_ROWS = Integer.getInteger("adaptive.rows", Integer.MAX_VALUE);

  private static final Layout PLAIN =
      new Layout(CompressionCodecName.UNCOMPRESSED, 1, Encodings.V1, 0, 1 << 20, 20_000);

  @TempDir Path directory;

  private DuckDb db;

  static LongStream seeds() {
    return ONE_SEED == null
        ? LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
        : LongStream.of(ONE_SEED);
  }

  @BeforeAll
  void openDuckDb() {
    db = DuckDb.open().threads(1);
  }

  @AfterAll
  void closeDuckDb() {
    db.close();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_rows_of_duckdb(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    // readers look at windows of 8192 rows and decode 4096 at once
    int rows =
        random.nextInt(12) == 0
            ? 25_000
            : new int[] {0, 1, 70, 300, 300, 1000, 2500}[random.nextInt(7)];
    RandomTable table = RandomTable.of(random.split(), Math.min(rows, MOST_ROWS));
    Path plain = directory.resolve("plain.parquet");
    TestFile.write(plain, table.schema(), PLAIN, table.rowGroups(new SplittableRandom(0)));
    Path file = directory.resolve("file.parquet");
    String how = write(table, plain, file, random.split());
    String read = "all rows";
    try {
      Schema schema = Reading.schema(plain);
      DuckDbTable oracle = DuckDbTable.load(db, plain, schema);
      List<List<Object>> expected = oracle.rows();
      List<Object[]> all = Reading.rows(file);
      assertSameRowsInOrder(expected, NormalForm.of(all, Reading.schema(file)));
      for (int i = 0; i < READS; i++) {
        SplittableRandom each = random.split();
        Condition filter =
            each.nextInt(5) == 0 ? null : new RandomFilter(each, schema, expected).next(3);
        read = "read " + i + (filter == null ? "" : ", WHERE " + filter.sql());
        int[] rowNumbers =
            filter == null ? IntStream.range(0, all.size()).toArray() : oracle.matching(filter);
        readSome(file, all, filter, rowNumbers, each);
      }
    } catch (AssertionError | RuntimeException e) {
      Path kept = Path.of("target", "differential-" + seed + ".parquet");
      Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
      throw new AssertionError(
          String.format(
              "seed %d (run it with -Dadaptive.seed=%d), %s%n%s%n%s%n%s%n%s",
              seed, seed, kept.toAbsolutePath(), how, table.schema(), read, e.getMessage()),
          e);
    }
  }

  private String write(RandomTable table, Path plain, Path file, SplittableRandom random) {
    if (random.nextInt(3) > 0) {
      CompressionCodecName[] codecs = {
        CompressionCodecName.UNCOMPRESSED,
        CompressionCodecName.SNAPPY,
        CompressionCodecName.GZIP,
        CompressionCodecName.ZSTD,
        CompressionCodecName.LZ4_RAW,
        CompressionCodecName.LZ4
      };
      Layout layout =
          new Layout(
              codecs[random.nextInt(codecs.length)],
              random.nextInt(1, 3),
              Encodings.values()[random.nextInt(3)],
              new int[] {0, 500, 1 << 20}[random.nextInt(3)],
              100 + random.nextInt(random.nextBoolean() ? 1000 : 100_000),
              1 + random.nextInt(random.nextBoolean() ? 50 : 12_000),
              random.nextBoolean(),
              random.nextInt(4) == 0);
      TestFile.write(file, table.schema(), layout, table.rowGroups(random));
      return "parquet-java, " + layout;
    }
    String[] codecs = {"uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli"};
    String options =
        "FORMAT parquet, PARQUET_VERSION V"
            + random.nextInt(1, 3)
            + ", CODEC "
            + codecs[random.nextInt(codecs.length)]
            + ", ROW_GROUP_SIZE "
            + (random.nextBoolean() ? 2048 : 122_880)
            + (random.nextInt(3) == 0 ? ", DICTIONARY_SIZE_LIMIT 1" : "");
    db.execute(
        "COPY (FROM "
            + DuckDb.parquet(plain)
            + ") TO "
            + DuckDb.literal(file.toString())
            + " ("
            + options
            + ")");
    return "DuckDB, " + options;
  }

  private static void readSome(
      Path file, List<Object[]> all, Condition filter, int[] rowNumbers, SplittableRandom random) {
    Schema inFile = Reading.schema(file);
    List<Field> fields = new ArrayList<>(inFile.fields());
    if (random.nextBoolean()) {
      Collections.shuffle(fields, new java.util.Random(random.nextLong()));
      fields = fields.subList(0, random.nextInt(fields.size() + 1));
    }
    boolean narrowed = random.nextInt(3) == 0;
    // a filter needs its columns in the schema that is asked for
    Schema asked =
        narrowed
            ? new Schema(
                inFile.fields().stream()
                    .map(field -> new Field(field.name(), Narrowing.of(field.type(), random), true))
                    .toList())
            : inFile;
    List<String> names = fields.stream().map(Field::name).toList();
    long limit = random.nextInt(5) == 0 ? random.nextInt(all.size() + 2) : Long.MAX_VALUE;
    int batchRows = random.nextInt(1, random.nextBoolean() ? 100 : 5000);
    boolean parallel = random.nextInt(4) == 0;
    String mmap = random.nextBoolean() ? "on" : "off";
    UnaryOperator<AdaptiveReader.Builder> settings =
        read -> {
          read.columns(names)
              .limit(limit)
              .option("batch.max-rows", Integer.toString(batchRows))
              .option("read.mmap", mmap);
          if (narrowed) {
            read.schema(asked);
          }
          return filter == null ? read : read.filter(filter.predicate());
        };
    List<Object[]> expected = new ArrayList<>();
    for (int row : rowNumbers) {
      if (expected.size() < limit) {
        expected.add(
            names.stream()
                .map(inFile::indexOf)
                .map(i -> Narrowing.of(all.get(row)[i], asked.field(i).type()))
                .toArray());
      }
    }
    List<Object[]> actual =
        parallel ? Reading.rowsInParallel(file, settings) : Reading.rows(file, settings);
    try {
      assertSameRowsInOrder(expected, actual);
    } catch (AssertionError e) {
      throw new AssertionError(
          String.format(
              "columns %s of %s, at most %d rows, batches of %d, mmap %s%s%n%s",
              names,
              asked,
              limit,
              batchRows,
              mmap,
              parallel ? ", in parallel" : "",
              e.getMessage()),
          e);
    }
  }
}
