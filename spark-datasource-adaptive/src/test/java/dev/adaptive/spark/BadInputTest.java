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
package dev.adaptive.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.adaptive.error.AdaptiveException;
import dev.adaptive.memory.MemoryBudgetExceededException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read ends in one error that names the place and says what to do. */
@ExtendWith(LocalSpark.class)
class BadInputTest {
  @TempDir Path directory;

  private String write(SparkSession spark, String name, String... columns) {
    String path = directory.resolve(name).toString();
    spark
        .range(0, 1_000, 1, 1)
        .selectExpr(columns)
        .write()
        .mode("append")
        .option("compression", "zstd")
        .parquet(path);
    return path;
  }

  private static Path onlyFile(String path) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(path))) {
      return files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  private static Dataset<Row> load(SparkSession spark, String path) {
    return spark.read().format("adaptive").load(path);
  }

  /** The error as the user sees it: of the driver, or the cause of a failed task. */
  private static void assertError(ThrowingCallable action, String... parts) {
    Throwable error = catchThrowable(action);
    assertThat(error).isNotNull();
    Throwable own = error;
    while (own != null
        && !(own instanceof AdaptiveException)
        && !(own instanceof MemoryBudgetExceededException)) {
      own = own.getCause();
    }
    assertThat(own).as("cause of %s", error).isNotNull();
    assertThat(own.getMessage()).contains(parts);
    assertThat(error.getMessage()).contains(own.getMessage());
  }

  @Test
  void noPath(SparkSession spark) {
    assertError(
        () -> spark.read().format("adaptive").load(), "no path is given", "OPTIONS (path '");
    assertError(
        () -> spark.sql("CREATE TEMPORARY VIEW v USING adaptive OPTIONS (pth '/data')"),
        "'pth'",
        "'path'");
  }

  @Test
  void aMissingPath(SparkSession spark) {
    assertError(
        () -> load(spark, directory.resolve("nothing").toString()),
        directory.resolve("nothing").toString());
  }

  @Test
  void anEmptyDirectory(SparkSession spark) {
    assertError(() -> load(spark, directory.toString()), directory.toString());
  }

  @Test
  void noMatchingFile(SparkSession spark) {
    write(spark, "data", "id");
    assertError(() -> load(spark, directory.resolve("data/*.orc").toString()), "*.orc");
    assertError(
        () ->
            spark
                .read()
                .format("adaptive")
                .option("pathGlobFilter", "*.orc")
                .load(directory.resolve("data").toString()),
        "*.orc");
  }

  @Test
  void aDirectoryWithMixedSchemas(SparkSession spark) {
    String path = write(spark, "mixed", "id", "cast(id AS string) AS value");
    write(spark, "mixed", "id", "id AS value");
    assertError(() -> load(spark, path).collectAsList(), "'value'", "string", "int64", path);
  }

  @Test
  void aFileThatIsNotParquet(SparkSession spark) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("notes.parquet"),
            "a text that is long enough to look for a footer in it");
    assertError(() -> load(spark, file.toString()), file.toString(), "PAR1");
    Files.writeString(file, "x");
    assertError(() -> load(spark, file.toString()), file.toString());
    Files.writeString(file, "");
    assertError(() -> load(spark, file.toString()), file.toString());
  }

  @Test
  void aFileThatIsTruncated(SparkSession spark) throws IOException {
    String path = write(spark, "short", "id", "cast(id AS string) AS value");
    Path file = onlyFile(path);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 10);
    }
    assertError(() -> load(spark, path), file.getFileName().toString());
  }

  @Test
  void aFileThatIsTruncatedAfterPlanning(SparkSession spark) throws IOException {
    String path = write(spark, "shrinking", "id", "cast(id AS string) AS value");
    Dataset<Row> data = load(spark, path);
    data.queryExecution().executedPlan();
    Path file = onlyFile(path);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(100);
    }
    assertError(() -> data.collectAsList(), file.getFileName().toString());
  }

  @Test
  void aBrokenPage(SparkSession spark) throws IOException {
    String path = write(spark, "broken", "id", "sha2(cast(id AS string), 256) AS value");
    Path file = onlyFile(path);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4, 60, (byte) 0xff);
    Files.write(file, bytes);
    assertError(() -> load(spark, path).collectAsList(), file.getFileName().toString(), "column");
  }

  @Test
  void aColumnThatIsNotThere(SparkSession spark) {
    String path = write(spark, "data", "id AS trade_id");
    assertThatThrownBy(() -> load(spark, path).select("trade_ids"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("`trade_id`");
    assertThat(
            spark
                .read()
                .schema("other STRING")
                .format("adaptive")
                .load(path)
                .where("other IS NULL")
                .count())
        .isEqualTo(1_000);
  }

  @Test
  void aFilterOfTheWrongType(SparkSession spark) {
    String path = write(spark, "data", "id", "array(id) AS list");
    assertThatThrownBy(() -> load(spark, path).select("id").where("id = array(1)"))
        .isInstanceOf(AnalysisException.class);
    String numbers = write(spark, "numbers", "id");
    assertThatThrownBy(() -> load(spark, numbers).where("id = 'abc'").collectAsList())
        .hasMessageContaining("abc");
  }

  @Test
  void aColumnThatCannotBeRead(SparkSession spark) throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required int64 id; optional fixed_len_byte_array(20) wide (DECIMAL(45,2));"
                + " }");
    Path file = directory.resolve("wide.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(schema).build()) {
      for (long id = 0; id < 1_000; id++) {
        writer.write(new SimpleGroupFactory(schema).newGroup().append("id", id));
      }
    }
    Dataset<Row> data = load(spark, file.toString());
    assertThat(data.schema().fieldNames()).containsExactly("id", "wide");
    assertThat(data.schema().apply("wide").getComment().get()).contains("'wide'", "cannot be read");
    assertThat(data.where("id > 10").select("id").count()).isEqualTo(989);
    assertError(() -> data.collectAsList(), "'wide'", file.toString());
    assertError(() -> data.where("wide IS NULL").count(), "'wide'", file.toString());
  }

  @Test
  void aSchemaThatDoesNotFit(SparkSession spark) {
    String path = write(spark, "data", "id", "cast(id AS string) AS s");
    assertError(
        () -> spark.read().schema("s INT").format("adaptive").load(path).collectAsList(),
        "'s'",
        "string",
        "int32");
    assertError(
        () -> spark.read().schema("s ARRAY<INT>").format("adaptive").load(path).collectAsList(),
        "'s'",
        "list<int32>");
  }

  @Test
  void anUnknownOption(SparkSession spark) {
    String path = write(spark, "data", "id");
    assertError(
        () -> spark.read().format("adaptive").option("memory.limt", "1g").load(path),
        "'memory.limt'",
        "did you mean 'memory.limit'");
    assertError(
        () -> spark.read().format("adaptive").option("mergeSchemas", "true").load(path),
        "'mergeSchema'");
    assertError(
        () -> spark.read().format("adaptive").option("memory.limit", "much").load(path),
        "'memory.limit'",
        "much");
    assertThat(
            spark.read().format("adaptive").option("ignoreMissingFiles", "true").load(path).count())
        .isEqualTo(1_000);
  }

  @Test
  void aNegativeLimit(SparkSession spark) {
    String path = write(spark, "data", "id");
    assertThatThrownBy(() -> load(spark, path).limit(-1).collectAsList())
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void tooLittleMemory(SparkSession spark) {
    String path = write(spark, "data", "id", "sha2(cast(id AS string), 256) AS value");
    assertError(
        () ->
            spark.read().format("adaptive").option("memory.limit", "4k").load(path).collectAsList(),
        "memory budget",
        "'memory.limit'");
  }

  @Test
  void writing(SparkSession spark) {
    assertThatThrownBy(
            () ->
                spark.range(5).write().format("adaptive").save(directory.resolve("out").toString()))
        .hasMessageContaining("adaptive");
  }
}
