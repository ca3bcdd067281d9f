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

import static dev.adaptive.expr.Predicate.and;
import static dev.adaptive.expr.Predicate.eq;
import static dev.adaptive.expr.Predicate.gt;
import static dev.adaptive.expr.Predicate.isNull;
import static dev.adaptive.expr.Predicate.lt;
import static dev.adaptive.expr.Predicate.or;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.error.NoDataException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.error.StorageException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Decimal;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableScanTest {
  private static final String TRADES = "symbol:string! price:double qty:int32";

  @TempDir Path dir;
  private final RecordingStorage storage = new RecordingStorage();

  @AfterEach
  void every_file_that_was_opened_is_closed() {
    assertThat(storage.open).hasValue(0);
  }

  private void file(String path, String... lines) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "FAKE\n" + String.join("\n", lines) + "\n");
  }

  private TableScan open(Schema schema, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("format", "fake");
    return TableScan.open(storage, List.of(dir.toString()), schema, ReadOptions.of(all));
  }

  private TableScan open() {
    return open(null, Map.of());
  }

  private static List<String> units(ScanPlan plan) {
    return plan.splits().stream()
        .flatMap(split -> split.units().stream())
        .map(u -> Path.of(u.path()).getFileName() + "#" + u.unit())
        .toList();
  }

  private static Field field(String name, DataType type) {
    return new Field(name, type, true);
  }

  // schemas

  @Test
  void the_schema_is_the_first_files_and_only_its_footer_is_read() throws IOException {
    file("b", "x:string", "1");
    file("a", TRADES, "1");
    file("_meta", "y:string", "1");
    assertThat(open().schema()).hasToString("(symbol string, price double, qty int32)");
    assertThat(storage.opened).containsExactly("a");
  }

  @Test
  void partition_columns_follow_and_replace_columns_of_the_files() throws IOException {
    file("Day=2024-05-31/price=7/a", TRADES + " day:string", "1");
    file("Day=2024-06-01/price=8/a", TRADES + " day:string", "1");
    TableScan scan = open();
    assertThat(scan.schema()).hasToString("(symbol string, qty int32, Day date, price int32)");
    assertThat(scan.partitionColumns()).containsExactly("Day", "price");
    assertThat(open(null, Map.of("case-sensitive", "true")).schema())
        .hasToString("(symbol string, qty int32, day string, Day date, price int32)");
  }

  @Test
  void a_users_schema_is_taken_with_its_types_and_no_footer_is_read() throws IOException {
    file("day=1/venue=A/a", TRADES, "1");
    Schema user =
        new Schema(
            List.of(
                field("DAY", DataType.STRING),
                field("qty", DataType.INT64),
                field("nowhere", DataType.DATE)));
    TableScan scan = open(user, Map.of());
    assertThat(scan.schema()).hasToString("(qty int64, nowhere date, DAY string, venue string)");
    assertThat(scan.partitionColumns()).containsExactly("DAY", "venue");
    assertThat(storage.opened).isEmpty();

    ScanPlan plan = scan.plan(null, null, 1);
    assertThat(plan.spec().columns()).containsExactly("qty", "nowhere", "DAY", "venue");
    assertThat(plan.splits().get(0).units().get(0).partitionValues())
        .isEqualTo(Map.of("DAY", "1", "venue", "A"));
  }

  @Test
  void a_users_type_that_partition_values_do_not_fit_is_an_error_that_names_the_path()
      throws IOException {
    file("day=1/a", TRADES, "1");
    file("day=x/a", TRADES, "1");
    assertThatThrownBy(() -> open(new Schema(List.of(field("day", DataType.INT32))), Map.of()))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("day=x/a]")
        .hasMessageContaining("partition value 'x' of column 'day' is no int32");
  }

  @Test
  void different_partition_columns_name_two_paths() throws IOException {
    file("day=1/a", TRADES, "1");
    file("hour=1/a", TRADES, "1");
    assertThatThrownBy(this::open)
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("day=1/a has (day)")
        .hasMessageContaining("hour=1/a has (hour)");
    Files.delete(dir.resolve("hour=1/a"));
    file("stray", TRADES, "1");
    assertThatThrownBy(this::open)
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("stray has none");
  }

  @Test
  void files_that_disagree_on_a_type_are_one_clear_error() throws IOException {
    file("a", TRADES, "1");
    file("b", "symbol:string price:string qty:int32", "1");
    TableScan scan = open();
    assertThatThrownBy(() -> scan.plan(null, null, 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("disagree on column 'price'")
        .hasMessageContaining("double in " + dir + "/a")
        .hasMessageContaining("string in " + dir + "/b");
    assertThatThrownBy(() -> open(null, Map.of("mergeSchema", "true")))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("disagree on column 'price'");
    assertThatThrownBy(
            () ->
                open(new Schema(List.of(field("PRICE", DataType.DOUBLE))), Map.of())
                    .plan(null, null, 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining(
            "[" + dir + "/b] column 'price' is string, which cannot be read as double");
  }

  @Test
  void a_users_type_may_be_wider_than_the_files() throws IOException {
    file("a", "f:float q:int32", "10 f=1..2 q=5..6,nulls=0");
    file("b", "f:double q:int64", "10 f=1..2 q=5..6,nulls=0");
    Schema user = new Schema(List.of(field("f", DataType.DOUBLE), field("q", DataType.INT64)));
    assertThat(units(open(user, Map.of()).plan(null, null, 1))).containsExactly("a#0", "b#0");
    // bounds of a column that is converted are not used, counts of nulls are
    assertThat(units(open(user, Map.of()).plan(null, gt("q", 100), 1))).containsExactly("a#0");
    assertThat(units(open(user, Map.of()).plan(null, isNull("q"), 1))).isEmpty();
    assertThatThrownBy(
            () ->
                open(new Schema(List.of(field("q", DataType.INT32))), Map.of()).plan(null, null, 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("/b] column 'q' is int64, which cannot be read as int32");
  }

  @Test
  void merge_schema_unites_the_columns_of_all_files() throws IOException {
    file("a", "x:string", "1");
    file("b", "y:int32 X:string", "1");
    file("c", "y:int32 z:date!", "1");
    assertThat(open(null, Map.of("mergeSchema", "true")).schema())
        .hasToString("(x string, y int32, z date)");
    assertThat(open(null, Map.of("mergeSchema", "true", "case-sensitive", "true")).schema())
        .hasToString("(x string, y int32, X string, z date)");
  }

  @Test
  void a_column_that_a_file_lacks_is_null_unless_it_may_not_be() throws IOException {
    file("a", "x:string y:int32", "10");
    file("b", "x:string", "10");
    assertThat(units(open().plan(null, isNull("y"), 1))).containsExactly("a#0", "b#0");
    assertThat(units(open().plan(null, eq("y", 1), 1))).containsExactly("a#0");
    Schema user =
        new Schema(List.of(field("x", DataType.STRING), new Field("y", DataType.INT32, false)));
    assertThatThrownBy(() -> open(user, Map.of()).plan(null, null, 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("/b] has no column 'y', which is not null in the schema");
  }

  @Test
  void names_that_differ_in_case_meet_unless_told_otherwise() throws IOException {
    file("a", "price:double", "10 price=1..2,nulls=0");
    file("b", "PRICE:double", "10 PRICE=3..4,nulls=0");
    assertThat(units(open().plan(null, gt("price", 2.5), 1))).containsExactly("b#0");
    assertThat(units(open(null, Map.of("case-sensitive", "true")).plan(null, gt("price", 0), 1)))
        .containsExactly("a#0");
  }

  @Test
  void a_name_that_two_columns_of_a_file_could_be_is_an_error() throws IOException {
    file("a", "price:double PRICE:double", "1");
    Schema user = new Schema(List.of(field("Price", DataType.DOUBLE)));
    assertThatThrownBy(() -> open(user, Map.of()).plan(null, null, 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("ambiguous");
    assertThat(open().schema()).hasToString("(price double, PRICE double)");
  }

  // planning

  @Test
  void units_are_planned_in_the_order_of_paths_with_their_rows_and_projected_bytes()
      throws IOException {
    file("b", TRADES, "7", "8");
    file("a", TRADES, "5");
    ScanPlan plan = open().plan(List.of("qty", "symbol"), gt("price", 0), 1);
    assertThat(units(plan)).containsExactly("a#0", "b#0", "b#1");
    SplitUnit unit = plan.splits().get(0).units().get(1);
    assertThat(unit.path()).isEqualTo(dir + "/b");
    assertThat(unit.fileLength()).isEqualTo(Files.size(dir.resolve("b")));
    assertThat(unit.modifiedMillis())
        .isEqualTo(Files.getLastModifiedTime(dir.resolve("b")).toMillis());
    assertThat(unit.rows()).isEqualTo(7);
    assertThat(unit.bytes())
        .as("three columns are read, two of them delivered")
        .isEqualTo(7 * 3 * 20);
    assertThat(plan.spec().outputSchema().names()).containsExactly("qty", "symbol");
    assertThat(open().plan(List.of(), null, 1).report().bytes()).isZero();
  }

  @Test
  void units_are_pruned_by_statistics_and_reported() throws IOException {
    file("a", TRADES, "10 symbol=A..C price=1..2", "20 symbol=D..F price=1..2", "40 symbol=G..H");
    ScanPlan plan = open().plan(List.of("price"), eq("symbol", "E"), 1);
    assertThat(units(plan)).containsExactly("a#1");
    assertThat(plan.report())
        .isEqualTo(
            new PlanReport(1, 0, 3, 2, 20, 20 * 2 * 20, 50 * 2 * 10, 1, plan.report().splitMode()));
    assertThat(plan.report().splitMode()).startsWith("by size");
    assertThat(units(open().plan(null, or(eq("symbol", "B"), eq("symbol", "H")), 1)))
        .containsExactly("a#0", "a#2");
    assertThat(open().plan(null, eq("symbol", "Z"), 1).splits()).isEmpty();
  }

  @Test
  void units_without_rows_are_left_out() throws IOException {
    file("a", TRADES, "0", "3", "0");
    assertThat(units(open().plan(null, null, 1))).containsExactly("a#1");
  }

  @Test
  void partitions_are_pruned_before_footers_are_read() throws IOException {
    for (int day = 1; day <= 9; day++) {
      file("day=2024-05-0" + day + "/f" + day, TRADES, "10");
    }
    file("day=__HIVE_DEFAULT_PARTITION__/f0", TRADES, "10");
    TableScan scan = open();
    storage.opened.clear();
    ScanPlan plan =
        scan.plan(null, and(gt("day", LocalDate.of(2024, 5, 3)), lt("day", "2024-05-06")), 1);
    assertThat(units(plan)).containsExactly("f4#0", "f5#0");
    assertThat(storage.opened).containsExactlyInAnyOrder("f4", "f5");
    assertThat(plan.report().files()).isEqualTo(10);
    assertThat(plan.report().filesPruned()).isEqualTo(8);
    assertThat(plan.report().units()).isEqualTo(2);
    assertThat(units(scan.plan(null, isNull("day"), 1))).containsExactly("f0#0");
    assertThat(
            units(
                scan.plan(null, or(isNull("day"), and(eq("day", "2024-05-01"), eq("qty", 1))), 1)))
        .containsExactly("f1#0", "f0#0");
    assertThat(scan.plan(null, new Predicate.Constant(false), 1).report().filesPruned())
        .isEqualTo(10);
    // with the null partition the first conjunct is unknown, which is not true either
    assertThat(
            scan.plan(null, and(eq("day", "2024-05-01"), eq("qty", 1)), 1).report().filesPruned())
        .isEqualTo(9);
  }

  @Test
  void partition_columns_of_every_type_prune() throws IOException {
    file("k=1/a", "x:string", "1");
    file("k=2/b", "x:string", "1");
    for (DataType type :
        List.of(
            DataType.INT8,
            DataType.INT16,
            DataType.INT32,
            DataType.INT64,
            DataType.FLOAT,
            DataType.DOUBLE,
            new Decimal(5, 2),
            new Decimal(30, 2))) {
      assertThat(
              units(
                  open(new Schema(List.of(field("k", type))), Map.of()).plan(null, eq("k", 2), 1)))
          .as("%s", type)
          .containsExactly("b#0");
    }
    assertThat(
            units(
                open(new Schema(List.of(field("k", DataType.STRING))), Map.of())
                    .plan(null, eq("k", "2"), 1)))
        .containsExactly("b#0");
    assertThat(
            units(
                open(new Schema(List.of(field("k", DataType.BINARY))), Map.of())
                    .plan(null, eq("k", new byte[] {'2'}), 1)))
        .containsExactly("b#0");
  }

  @Test
  void mistakes_in_the_query_are_errors_even_if_no_file_is_left() throws IOException {
    file("k=1/a", TRADES, "1");
    TableScan scan = open();
    Predicate nothing = eq("k", 2);
    assertThatThrownBy(() -> scan.plan(List.of("prize"), nothing, 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("did you mean 'price'?");
    assertThatThrownBy(() -> scan.plan(null, and(nothing, eq("sumbol", "A")), 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("did you mean 'symbol'?");
    assertThatThrownBy(() -> scan.plan(null, and(nothing, eq("price", "A")), 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("price");
    assertThatThrownBy(() -> scan.plan(List.of("price", "price"), null, 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("twice");
  }

  // footers

  @Test
  void each_footer_is_read_once_and_by_threads_that_are_gone_afterwards() throws IOException {
    for (int i = 0; i < 50; i++) {
      file("f" + (100 + i), TRADES, "10");
    }
    TableScan scan = open();
    ScanPlan plan = scan.plan(null, null, 1);
    scan.plan(null, eq("symbol", "A"), 1);
    assertThat(plan.report().units()).isEqualTo(50);
    assertThat(storage.opened).hasSize(50).doesNotHaveDuplicates();
    assertThat(storage.threads.subList(1, 50))
        .allMatch(name -> name.startsWith("adaptive-metadata-"));
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("adaptive-metadata-"));
  }

  @Test
  void the_first_bad_file_ends_planning() throws IOException {
    file("a", TRADES, "10");
    for (int i = 0; i < 20; i++) {
      Files.writeString(dir.resolve("b" + i), "no fake");
    }
    TableScan scan = open();
    // the first bad file has to interrupt the threads that wait for others
    storage.most = 10;
    assertThatThrownBy(() -> scan.plan(null, null, 1))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("is not a fake file");
    assertThat(storage.opened).as("files opened after the error").hasSizeLessThan(21);
    storage.most = Integer.MAX_VALUE;
    Files.writeString(dir.resolve("A"), "");
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("/A] is not a fake file");
  }

  @Test
  void a_file_that_is_gone_is_an_error_unless_missing_files_are_ignored() throws IOException {
    file("a", TRADES, "10");
    file("b", TRADES, "10");
    TableScan strict = open();
    TableScan lenient = open(null, Map.of("ignoreMissingFiles", "true"));
    Files.delete(dir.resolve("b"));
    assertThatThrownBy(() -> strict.plan(null, null, 1))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("/b: it does not exist");
    assertThat(units(lenient.plan(null, null, 1))).containsExactly("a#0");
  }

  @Test
  void a_file_that_changed_after_listing_is_an_error() throws IOException {
    file("a", TRADES, "10");
    file("b", TRADES, "10");
    TableScan scan = open();
    file("b", TRADES, "10", "20");
    assertThatThrownBy(() -> scan.plan(null, null, 1))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("has changed since it was planned");
  }

  @Test
  void waiting_for_footers_can_be_interrupted() throws Exception {
    file("a", TRADES, "10");
    file("b", TRADES, "10");
    CountDownLatch reading = new CountDownLatch(1);
    RecordingStorage slow =
        new RecordingStorage() {
          @Override
          public dev.adaptive.io.InputFile open(FileStatus expected) {
            if (Thread.currentThread().getName().startsWith("adaptive-metadata-")) {
              reading.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new StorageException("interrupted", e);
              }
            }
            return super.open(expected);
          }
        };
    file("c", TRADES, "10");
    TableScan scan =
        TableScan.open(
            slow, List.of(dir.toString()), null, ReadOptions.of(Map.of("format", "fake")));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread planning =
        new Thread(
            () -> {
              try {
                scan.plan(null, null, 1);
              } catch (RuntimeException e) {
                thrown.set(e);
                flag.set(Thread.currentThread().isInterrupted());
              }
            });
    planning.start();
    assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
    planning.interrupt();
    planning.join(30_000);
    assertThat(thrown.get())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("interrupted");
    assertThat(flag).hasValue(true);
  }

  // bad inputs

  @Test
  void nothing_to_read_is_an_error() {
    assertThatThrownBy(this::open)
        .isInstanceOf(NoDataException.class)
        .hasMessageContaining("there is no data file in '" + dir + "'");
    assertThatThrownBy(
            () ->
                TableScan.open(
                    storage,
                    List.of(dir + "/nope"),
                    null,
                    ReadOptions.of(Map.of("format", "fake"))))
        .isInstanceOf(NoDataException.class)
        .hasMessageContaining("path does not exist");
    assertThatThrownBy(
            () ->
                TableScan.open(
                    storage,
                    List.of(dir + "/*.parquet"),
                    null,
                    ReadOptions.of(Map.of("format", "fake"))))
        .isInstanceOf(NoDataException.class)
        .hasMessageContaining("nothing matches");
  }

  @Test
  void an_unknown_format_names_those_there_are() {
    assertThatThrownBy(() -> open(null, Map.of()).plan(null, null, 1))
        .isInstanceOf(NoDataException.class);
    assertThatThrownBy(
            () ->
                TableScan.open(
                    storage,
                    List.of(dir.toString()),
                    null,
                    ReadOptions.of(Map.of("format", "orc"))))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("no format 'orc'. Available:")
        .hasMessageContaining("fake");
  }

  // splits by symbol

  @Test
  void symbol_mode_needs_a_symbol_column_that_exists() throws IOException {
    file("a", TRADES, "1");
    assertThatThrownBy(() -> open(null, Map.of("split.mode", "symbol")).plan(null, null, 1))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("needs the option 'symbol-column'");
    assertThatThrownBy(
            () ->
                open(null, Map.of("split.mode", "symbol", "symbol-column", "symbl"))
                    .plan(null, null, 1))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("no column 'symbl'")
        .hasMessageContaining("did you mean 'symbol'?");
  }

  @Test
  void symbol_mode_keeps_a_symbols_row_groups_together() throws IOException {
    file("a", TRADES, "10 symbol=A..C", "10 symbol=C..D", "10 symbol=E..F");
    file("b", TRADES, "10 symbol=F..G", "10 symbol=H..H");
    Map<String, String> options =
        Map.of(
            "split.mode",
            "symbol",
            "symbol-column",
            "SYMBOL",
            "symbol-batch.max-rows",
            "20",
            "symbol.estimate",
            "metadata");
    ScanPlan plan = open(null, options).plan(List.of("price"), null, 1);
    assertThat(
            plan.splits().stream()
                .map(
                    split ->
                        split.keys().ranges()
                            + " "
                            + split.units().stream()
                                .map(u -> Path.of(u.path()).getFileName() + "#" + u.unit())
                                .toList()))
        .containsExactly("[[ .. E)] [a#0, a#1]", "[[E .. H)] [a#2, b#0]", "[[H .. )] [b#1]");
    assertThat(plan.report().rows()).isEqualTo(50);
    assertThat(plan.report().splitMode()).contains("'symbol'", "20 rows", "from metadata");
  }

  @Test
  void a_symbol_may_be_a_partition() throws IOException {
    file("sym=A/day=1/a", "x:string", "10");
    file("sym=A/day=2/b", "x:string", "10");
    file("sym=B/day=1/c", "x:string", "10");
    ScanPlan plan =
        open(
                null,
                Map.of(
                    "split.mode", "symbol", "symbol-column", "sym", "symbol-batch.max-rows", "20"))
            .plan(null, null, 1);
    assertThat(plan.splits()).hasSize(2);
    assertThat(units(plan)).containsExactly("a#0", "b#0", "c#0");
  }
}
