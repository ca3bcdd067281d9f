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
package dev.adaptive.flink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.error.NoDataException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.flink.AdaptiveSource;
import dev.adaptive.flink.DuckDb;
import dev.adaptive.flink.LocalCluster;
import dev.adaptive.flink.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said once and clearly, at the bottom of Flink's chain of causes. */
class BadInputIT {
  @RegisterExtension static final LocalCluster CLUSTER = new LocalCluster();

  @TempDir Path dir;

  private final Sql sql = Sql.batch(CLUSTER);

  private Path good() {
    return DuckDb.write(
        dir.resolve("good/a.parquet"),
        "SELECT i AS id, 'text' || i AS s FROM range(20000) t(i)",
        2048,
        ", COMPRESSION zstd");
  }

  private Throwable failure(
      Object path, String columns, Map<String, String> options, String query) {
    sql.adaptive("t", columns, path, options);
    Throwable error = catchThrowable(() -> sql.rows(query));
    assertThat(error).as("an error").isNotNull();
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return ours(error) == null ? root : ours(error);
  }

  private static Throwable ours(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getName().startsWith("dev.adaptive")) {
        return cause;
      }
    }
    return null;
  }

  private Throwable failure(Object path) {
    return failure(path, "id BIGINT, s STRING", Map.of(), "SELECT * FROM t");
  }

  @Test
  void aPathThatIsMissing() {
    Path missing = dir.resolve("nothing/here");
    assertThat(failure(missing))
        .isInstanceOf(NoDataException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void anEmptyDirectory() throws IOException {
    Path empty = Files.createDirectories(dir.resolve("empty"));
    Files.writeString(empty.resolve("_SUCCESS"), "");
    Files.writeString(empty.resolve(".hidden.parquet"), "x");
    assertThat(failure(empty)).isInstanceOf(NoDataException.class).hasMessageContaining("empty");
  }

  @Test
  void aGlobThatMatchesNothing() {
    good();
    assertThat(failure(dir.resolve("good/*.orc")))
        .isInstanceOf(NoDataException.class)
        .hasMessageContaining("*.orc");
  }

  @Test
  void filesThatDisagree() {
    DuckDb.write(dir.resolve("mixed/a.parquet"), "SELECT 1::BIGINT AS id, 'x' AS s", 2048);
    Path other = DuckDb.write(dir.resolve("mixed/b.parquet"), "SELECT 'one' AS id, 'x' AS s", 2048);
    assertThat(failure(dir.resolve("mixed")))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'id'")
        .hasMessageContaining(other.toString());
  }

  @Test
  void aFileThatIsNotParquet() throws IOException {
    Path text =
        Files.writeString(
            dir.resolve("text.parquet"), "just some text, long enough to hold a footer's length");
    assertThat(failure(text))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(text.toString());
    Path tiny = Files.writeString(dir.resolve("tiny.parquet"), "x");
    sql.execute("DROP TABLE t");
    assertThat(failure(tiny))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(tiny.toString());
  }

  @Test
  void aFileThatIsCutOff() throws IOException {
    byte[] bytes = Files.readAllBytes(good());
    Path cut = Files.write(dir.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length - 100));
    assertThat(failure(cut))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(cut.toString());
  }

  @Test
  void aPageThatIsDamaged() throws IOException {
    byte[] bytes = Files.readAllBytes(good());
    Arrays.fill(bytes, 2000, 12_000, (byte) 0);
    Path damaged = Files.write(dir.resolve("damaged.parquet"), bytes);
    assertThat(failure(damaged))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(damaged.toString())
        .hasMessageContaining("column");
  }

  @Test
  void theWrongMagic() throws IOException {
    byte[] bytes = Files.readAllBytes(good());
    System.arraycopy("PARX".getBytes(StandardCharsets.US_ASCII), 0, bytes, bytes.length - 4, 4);
    Path magic = Files.write(dir.resolve("magic.parquet"), bytes);
    assertThat(failure(magic))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(magic.toString());
  }

  @Test
  void aColumnThatIsNotThere() {
    assertThat(failure(good(), "id BIGINT, price DOUBLE, ss STRING", Map.of(), "SELECT id FROM t"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'price'")
        .hasMessageContaining("id, s");
    assertThatThrownBy(
            () -> AdaptiveSource.builder().path(good().toString()).columns("idd").build())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("did you mean 'id'");
  }

  @Test
  void aColumnOfAnotherType() {
    assertThat(failure(good(), "id INT, s STRING", Map.of(), "SELECT * FROM t"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'id' is declared INT")
        .hasMessageContaining("int64")
        .hasMessageContaining("BIGINT");
    sql.execute("DROP TABLE t");
    assertThat(failure(good(), "id BIGINT, s ARRAY<STRING>", Map.of(), "SELECT * FROM t"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'s' is declared ARRAY<STRING>");
  }

  @Test
  void aFilterOfTheWrongType() {
    assertThatThrownBy(
            () ->
                AdaptiveSource.builder()
                    .path(good().toString())
                    .filter(Predicate.gt("id", "abc"))
                    .build())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'id'")
        .hasMessageContaining("abc");
    assertThatThrownBy(
            () ->
                AdaptiveSource.builder()
                    .path(good().toString())
                    .filter(Predicate.gt("ID", 1))
                    .build())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("did you mean 'id'");
  }

  @Test
  void anOptionThatIsUnknown() {
    assertThat(failure(good(), "id BIGINT", Map.of("memory.limt", "1g"), "SELECT * FROM t"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'memory.limt'")
        .hasMessageContaining("did you mean 'memory.limit'");
    sql.execute("DROP TABLE t");
    assertThat(failure(good(), "id BIGINT", Map.of("memory.limit", "lots"), "SELECT * FROM t"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("lots");
    sql.execute("DROP TABLE t");
    sql.adaptive(
        "t",
        "id BIGINT",
        good(),
        Map.of(
            "recursiveFileLookup",
            "true",
            "source.path.regex-pattern",
            ".*a[.]parquet",
            "scan.parallelism",
            "1"));
    assertThat(sql.rows("SELECT COUNT(*) FROM t").get(0).getField(0)).isEqualTo(20_000L);
  }

  @Test
  void noPath() {
    sql.execute("CREATE TABLE t (id BIGINT) WITH ('connector' = 'adaptive')");
    assertThat(ours(catchThrowable(() -> sql.rows("SELECT * FROM t"))))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'path'");
    assertThatThrownBy(() -> AdaptiveSource.builder().build())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("path");
  }

  @Test
  void aLimitBelowZero() {
    sql.adaptive("t", "id BIGINT", good());
    assertThat(catchThrowable(() -> sql.rows("SELECT * FROM t LIMIT -1")))
        .hasMessageContaining("SQL parse failed");
    assertThatThrownBy(() -> AdaptiveSource.builder().enoughRows(-1))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void tooLittleMemory() {
    assertThat(
            failure(
                good(), "id BIGINT, s STRING", Map.of("memory.limit", "10KB"), "SELECT * FROM t"))
        .hasMessageContaining("memory.limit")
        .hasMessageContaining("10240");
  }
}
