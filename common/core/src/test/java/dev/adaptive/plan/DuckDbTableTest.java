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
package dev.adaptive.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.error.CorruptFileException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.PredicateParser;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.read.SplitReader;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tables of real Parquet files that DuckDB writes, planned and read here, compared with what DuckDB
 * holds.
 */
class DuckDbTableTest {
  private static final String MAX_SYMBOL_ROWS = "symbol-batch.max-rows";

  @TempDir Path dir;
  private final LocalStorage storage = new LocalStorage(Mmap.AUTO);
  private Connection duckdb;

  @BeforeEach
  void write() throws SQLException {
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    execute("SET threads = 1"); // one file per partition
    // symbols in order within each partition, names that need percent-encoding, a null partition
    execute(
        """
        CREATE TABLE t AS
        SELECT i AS id, format('S{:03d}', (i * 40) // 60000) AS symbol, (i * 7919 % 1000) / 8.0 AS price,
          CASE i % 3 WHEN 0 THEN DATE '2024-05-30' WHEN 1 THEN DATE '2024-05-31' ELSE NULL END AS day,
          CASE i % 2 WHEN 0 THEN 'a b/c=ü' ELSE 'N%Y' END AS venue
        FROM range(60000) r(i) ORDER BY symbol, i
        """);
    execute(
        "COPY (FROM t ORDER BY id) TO '"
            + dir
            + "/t' (FORMAT parquet, PARTITION_BY (day, venue), ROW_GROUP_SIZE 2048)");
  }

  @AfterEach
  void close() throws SQLException {
    duckdb.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> expected(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private TableScan open(Schema schema, Map<String, String> options) {
    return TableScan.open(storage, List.of(dir + "/t"), schema, ReadOptions.of(options));
  }

  /** All rows, as texts 'id symbol day venue'. */
  private List<String> read(ScanPlan plan) {
    List<String> rows = new ArrayList<>();
    for (ScanSplit split : plan.splits()) {
      MemoryBudget budget = MemoryBudget.root("test", 64 << 20);
      ScanSplit travelled =
          ScanSplitSerializer.deserialize(ScanSplitSerializer.serialize(split, null)).split();
      try (SplitReader reader =
          new SplitReader(
              plan.spec(), travelled, ScanPosition.START, storage, budget, new ReadStats())) {
        for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
          for (int row = 0; row < batch.rows(); row++) {
            rows.add(
                batch.column(0).getLong(row)
                    + " "
                    + text(batch.column(1), row)
                    + " "
                    + day(batch.column(2), row)
                    + " "
                    + text(batch.column(3), row));
          }
          batch.close();
        }
      }
      assertThat(budget.used()).isZero();
    }
    return rows;
  }

  private static String text(ColumnVector vector, int row) {
    return new String(vector.getBytes(row), StandardCharsets.UTF_8);
  }

  private static String day(ColumnVector vector, int row) {
    return vector.isNull(row) ? "null" : LocalDate.ofEpochDay(vector.getInt(row)).toString();
  }

  private static final List<String> COLUMNS = List.of("id", "symbol", "day", "venue");

  @Test
  void the_schema_has_the_partition_columns_with_their_types() {
    assertThat(open(null, Map.of()).schema())
        .hasToString("(id int64, symbol string, price double, day date, venue string)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true",
        "day = '2024-05-30'",
        "day is null and venue = 'N%Y'",
        "venue = 'a b/c=ü' and id < 1000",
        "symbol = 'S007'",
        "symbol >= 'S038' or (day > '2024-05-30' and symbol = 'S001')",
        "not (day = '2024-05-30') and price < 3",
        "day is not null and venue in ('x', 'N%Y') and id between 30000 and 30100",
        "id < 0",
      })
  void every_row_that_passes_is_read_once(String where) throws SQLException {
    List<String> expected =
        expected(
            "SELECT concat_ws(' ', id, symbol, coalesce(day::varchar, 'null'), venue) FROM t WHERE "
                + where);
    Collections.sort(expected);
    Predicate filter = where.equals("true") ? null : PredicateParser.parse(where);
    for (Map<String, String> options :
        List.of(
            Map.<String, String>of(),
            Map.of("split.target-size", "64k", "split.open-cost", "1k"),
            Map.of("split.mode", "symbol", "symbol-column", "symbol", MAX_SYMBOL_ROWS, "5000"),
            Map.of("split.mode", "symbol", "symbol-column", "venue"))) {
      for (int minSplits : new int[] {1, 7}) {
        ScanPlan plan = open(null, options).plan(COLUMNS, filter, minSplits);
        List<String> rows = read(plan);
        Collections.sort(rows);
        assertThat(rows).as("%s, %s", options, plan.report().summary()).isEqualTo(expected);
      }
    }
  }

  @Test
  void partitions_and_row_groups_are_pruned() throws SQLException {
    ScanPlan plan =
        open(null, Map.of())
            .plan(
                List.of("price"),
                PredicateParser.parse("day = '2024-05-31' and symbol = 'S007'"),
                1);
    PlanReport report = plan.report();
    assertThat(report.files()).isEqualTo(6);
    assertThat(report.filesPruned()).isEqualTo(4);
    long rowGroups =
        Long.parseLong(
            expected(
                    "SELECT count(DISTINCT (file_name, row_group_id)) FROM parquet_metadata('"
                        + dir
                        + "/t/day=2024-05-31/*/*.parquet')")
                .get(0));
    assertThat(report.units())
        .as(report.summary())
        .isEqualTo((int) rowGroups)
        .isGreaterThanOrEqualTo(4);
    assertThat(report.unitsPruned()).isPositive();
    assertThat(report.rows()).isBetween(500L, 15_000L);
    assertThat(report.bytesSkipped()).isPositive();
  }

  @Test
  void no_symbol_is_in_two_splits() throws SQLException {
    ScanPlan plan =
        open(
                null,
                Map.of("split.mode", "symbol", "symbol-column", "symbol", MAX_SYMBOL_ROWS, "20000"))
            .plan(COLUMNS, null, 1);
    Map<String, String> owner = new HashMap<>();
    for (ScanSplit split : plan.splits()) {
      for (String row : read(new ScanPlan(plan.spec(), List.of(split), plan.report()))) {
        assertThat(owner.putIfAbsent(row.split(" ")[1], split.id())).isIn(null, split.id());
      }
    }
    assertThat(owner).hasSize(40);
  }

  @Test
  void a_partition_column_in_the_file_too_comes_from_the_path() throws Exception {
    Files.createDirectories(dir.resolve("u/k=5"));
    execute("COPY (SELECT 1 AS k, 2::BIGINT AS id) TO '" + dir + "/u/k=5/f.parquet'");
    TableScan scan = TableScan.open(storage, List.of(dir + "/u"), null, ReadOptions.defaults());
    assertThat(scan.schema()).hasToString("(id int64, k int32)");
    ScanPlan plan = scan.plan(null, Predicate.eq("k", 5), 1);
    try (SplitReader reader =
        new SplitReader(
            plan.spec(),
            plan.splits().get(0),
            ScanPosition.START,
            storage,
            MemoryBudget.root("test", 1 << 20),
            new ReadStats())) {
      ColumnBatch batch = reader.next();
      assertThat(batch.column(0).getLong(0)).isEqualTo(2);
      assertThat(batch.column(1).getInt(0)).isEqualTo(5);
      batch.close();
    }
    assertThat(scan.plan(null, Predicate.eq("k", 1), 1).splits()).isEmpty();
  }

  @Test
  void what_is_not_parquet_is_named() throws IOException {
    Path bad =
        Files.createDirectories(dir.resolve("t/day=2024-06-01/venue=X")).resolve("bad.parquet");
    for (String content : List.of("", "PAR1", "some text that is long enough to hold a footer")) {
      Files.writeString(bad, content);
      TableScan scan = open(new Schema(List.of(new Field("id", DataType.INT64, true))), Map.of());
      assertThatThrownBy(() -> scan.plan(null, null, 1))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("bad.parquet");
      assertThat(scan.plan(null, Predicate.eq("venue", "N%Y"), 1).splits())
          .as("the bad file is pruned")
          .isNotEmpty();
    }
  }
}
