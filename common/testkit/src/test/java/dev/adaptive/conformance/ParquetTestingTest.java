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

import dev.adaptive.error.AdaptiveException;
import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.io.InputFile;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.memory.MemoryBudgetExceededException;
import dev.adaptive.parquet.meta.FooterReader;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.testkit.DuckDb;
import dev.adaptive.testkit.ParquetJavaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The files of the parquet-testing repository, that the environment variable PARQUET_TEST_DATA
 * names ({@code .../parquet-testing/data}): value by value what DuckDB and parquet-java read, or
 * one clear error.
 */
class ParquetTestingTest {
  private static final String VARIABLE = "PARQUET_TEST_DATA";

  /** Files that parquet-java does not read. */
  private static final Map<String, String> NOT_BY_PARQUET_JAVA =
      Map.of(
          "nation.dict-malformed.parquet", "its column chunks are said to be shorter than they are",
          "non_hadoop_lz4_compressed.parquet",
              "its LZ4 blocks are not framed as Hadoop frames them");

  /** Files that DuckDB does not read, or reads wrong. */
  private static final Map<String, String> NOT_BY_DUCKDB =
      Map.of(
          "byte_stream_split_extended.gzip.parquet", "it has no BYTE_STREAM_SPLIT for byte strings",
          "int96_from_spark.parquet",
              "its timestamp of the year 290,000 is not the one that the file's description gives",
          "map_no_value.parquet", "it refuses maps without values",
          "ARROW-GH-41317.parquet", "it refuses the whole file for its geometry columns",
          "ARROW-GH-41321.parquet", "it refuses the whole file for its geometry columns");

  /** Files whose damage does not touch what is read. */
  private static final Set<String> HARMLESS = Set.of("ARROW-GH-43605.parquet");

  private static DuckDb duckDb;

  @BeforeAll
  static void openDatabase() {
    duckDb = DuckDb.open().threads(1);
  }

  @AfterAll
  static void closeDatabase() {
    duckDb.close();
  }

  @TestFactory
  Stream<DynamicTest> good_files() throws IOException {
    return files("data", this::checkGood);
  }

  @TestFactory
  Stream<DynamicTest> bad_files() throws IOException {
    return files("bad_data", this::checkBad);
  }

  private static Stream<DynamicTest> files(String directory, Consumer<Path> check)
      throws IOException {
    String data = System.getenv(VARIABLE);
    assumeTrue(
        data != null,
        VARIABLE
            + " is not set: point it at the directory 'data' of a clone of"
            + " github.com/apache/parquet-testing");
    try (Stream<Path> listed = Files.list(Path.of(data).resolveSibling(directory))) {
      List<Path> files =
          listed
              .filter(file -> file.getFileName().toString().matches(".*\\.parquet(\\.encrypted)?"))
              .sorted()
              .toList();
      assertThat(files).isNotEmpty();
      return files.stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(file.getFileName().toString(), () -> check.accept(file)));
    }
  }

  private void checkGood(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".encrypted")) {
      assertThatThrownBy(() -> Reading.rows(file))
          .isInstanceOf(UnsupportedFeatureException.class)
          .hasMessageContaining("encrypted");
      return;
    }
    if (name.equals("large_string_map.brotli.parquet")) {
      // a few kilobytes that decompress to pages of more than a gigabyte
      assertThatThrownBy(() -> Reading.rows(file))
          .isInstanceOf(MemoryBudgetExceededException.class)
          .hasMessageContainingAll("column arr.key_value.key", "memory.limit");
      return;
    }
    if (name.contains("-corrupt-checksum")) {
      assertThatThrownBy(() -> Reading.rows(file))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContainingAll(file.toString(), "checksum");
    }
    List<Object[]> rows =
        Reading.rows(
            file,
            read ->
                name.contains("-corrupt-checksum")
                    ? read.option("read.verify-checksums", "false")
                    : read);
    checkWithDuckDb(file, columns(file), rows);
    if (!NOT_BY_PARQUET_JAVA.containsKey(name)) {
      assertSameRowsInOrder(ParquetJavaReader.read(file), rows);
    }
  }

  /**
   * All columns together end in an error; each of them alone in the same error, or in the right
   * values.
   */
  private void checkBad(Path file) {
    if (HARMLESS.contains(file.getFileName().toString())) {
      assertSameRowsInOrder(duckDb.query("FROM " + DuckDb.parquet(file)), Reading.rows(file));
      return;
    }
    assertThatThrownBy(() -> Reading.rows(file))
        .isInstanceOf(AdaptiveException.class)
        .hasMessageContaining(file.toString());
    List<String> columns;
    try {
      columns = columns(file);
    } catch (CorruptFileException e) {
      assertThat(e).hasMessageContaining(file.toString());
      return;
    }
    for (String column : columns) {
      List<Object[]> rows;
      try {
        rows = Reading.rows(file, read -> read.columns(column));
      } catch (CorruptFileException | UnsupportedFeatureException e) {
        assertThat(e).hasMessageContainingAll(file.toString(), column);
        continue;
      }
      checkWithDuckDb(file, List.of(column), rows);
    }
  }

  private static void checkWithDuckDb(Path file, List<String> columns, List<Object[]> rows) {
    if (!NOT_BY_DUCKDB.containsKey(file.getFileName().toString())) {
      String list =
          columns.stream()
              .map(column -> '"' + column.replace("\"", "\"\"") + '"')
              .collect(Collectors.joining(", "));
      assertSameRowsInOrder(duckDb.query("SELECT " + list + " FROM " + DuckDb.parquet(file)), rows);
    }
  }

  private static List<String> columns(Path file) {
    try (LocalStorage storage = new LocalStorage(Mmap.AUTO);
        InputFile input = storage.open(storage.status(file.toString()).orElseThrow())) {
      return FooterReader.read(input, Unit.MICROS).schema().names();
    }
  }
}
