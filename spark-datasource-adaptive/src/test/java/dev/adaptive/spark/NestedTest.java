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

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Structs, arrays and maps: what Spark's own source reads. */
@ExtendWith(LocalSpark.class)
class NestedTest {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "if(id % 5 = 0, null, named_struct('a', cast(id AS int), 'b', if(id % 3 = 0, null,"
              + " concat('text ', id % 20)), 'c', named_struct('d', id / 3, 'e', array(id, null, id"
              + " + 1)))) AS s",
          "CASE id % 6 WHEN 0 THEN null WHEN 1 THEN array() ELSE transform(sequence(1, id % 6),"
              + " x -> if(x = 2, null, concat(id % 7, '-', x))) END AS strings",
          "transform(sequence(0, id % 4), x -> if(x = 3, null, sequence(x, x + id % 3))) AS lists",
          "transform(sequence(0, id % 4), x -> named_struct('x', x, 'y', if(x = 1, null, cast(x +"
              + " id AS decimal(20,3))), 'z', timestamp_micros(id * 1000 + x))) AS structs",
          "if(id % 4 = 0, null, map_from_arrays(sequence(0, id % 3), transform(sequence(0, id % 3),"
              + " x -> if(x = 1, null, array(id, x))))) AS lists_by_number",
          "map(cast(id AS string), named_struct('v', id, 'day', date_add(DATE'2020-01-01', cast(id"
              + " % 1000 AS int)))) AS structs_by_text",
          "named_struct('only', if(id % 2 = 0, cast(cast(id AS string) AS binary), null)) AS"
              + " required");

  @TempDir Path directory;
  private Dataset<Row> ours;
  private Dataset<Row> theirs;

  @BeforeEach
  void write(SparkSession spark) {
    String path = directory.resolve("data").toString();
    spark
        .range(0, 20_000, 1, 2)
        .selectExpr(COLUMNS.toArray(String[]::new))
        .write()
        .option("parquet.page.size", 5_000)
        .option("parquet.block.size", 400_000)
        .parquet(path);
    theirs = spark.read().parquet(path);
    ours = spark.read().format("adaptive").option("batch.max-rows", "1000").load(path);
  }

  @Test
  void theSameTypes() {
    assertThat(ours.schema()).isEqualTo(theirs.schema());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM t",
        "SELECT * FROM t WHERE id % 100 < 3",
        "SELECT * FROM t WHERE id BETWEEN 7000 AND 7100",
        "SELECT id, s.a FROM t",
        "SELECT s.c.e, s.b FROM t WHERE id > 15000",
        "SELECT s.c FROM t WHERE s IS NULL OR s.a > 19000",
        "SELECT structs.y, structs_by_text FROM t",
        "SELECT count(*), sum(s.c.d), max(s.b), sum(size(strings)) FROM t",
        "SELECT id, e FROM t LATERAL VIEW explode(strings) x AS e",
        "SELECT id, k, v.day FROM t LATERAL VIEW explode(structs_by_text) x AS k, v",
        "SELECT get(get(lists, 1), 0), try_element_at(lists_by_number, 2), required.only FROM t",
        "SELECT strings, count(*), max(id) FROM t GROUP BY strings",
        "SELECT a.id, b.s FROM t a JOIN t b ON a.s.a = b.id"
      })
  void theSameRows(String query) {
    assertThat(rows(ours, query))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(rows(theirs, query));
  }

  private static List<String> rows(Dataset<Row> data, String query) {
    data.createOrReplaceTempView("t");
    return data.sparkSession().sql(query).toJSON().collectAsList();
  }

  @Test
  void onlyFieldsThatAreAskedForAreRead() {
    Dataset<Row> some = ours.selectExpr("s.c.d", "structs.x");
    long part = some.queryExecution().optimizedPlan().stats().sizeInBytes().toLong();
    long all =
        ours.selectExpr("s", "structs")
            .queryExecution()
            .optimizedPlan()
            .stats()
            .sizeInBytes()
            .toLong();
    assertThat(part).isLessThan(all / 2);
  }

  @Test
  void aSchemaWithMoreAndFewerFields(SparkSession spark) {
    String schema =
        "id BIGINT, s STRUCT<b: STRING, extra: ARRAY<INT>, c: STRUCT<missing: INT>>, structs"
            + " ARRAY<STRUCT<x: BIGINT>>";
    String path = directory.resolve("data").toString();
    Dataset<Row> given = spark.read().schema(schema).format("adaptive").load(path);
    Dataset<Row> expected = spark.read().schema(schema).parquet(path);
    String query = "SELECT * FROM t";
    assertThat(rows(given, query)).containsExactlyInAnyOrderElementsOf(rows(expected, query));
  }
}
