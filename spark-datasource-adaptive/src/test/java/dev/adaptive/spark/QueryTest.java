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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole queries over many small batches, some of which keep values longer than the batch they came
 * in.
 */
@ExtendWith(LocalSpark.class)
class QueryTest {
  @TempDir static Path directory;

  private static String file(String name) {
    return directory.resolve(name).toString();
  }

  @BeforeAll
  static void write(SparkSession spark) {
    Dataset<Row> rows =
        spark
            .range(0, 20_000, 1, 3)
            .selectExpr(
                "id",
                "cast(id % 7 AS int) AS k",
                "if(id % 11 = 0, null, sha2(cast(id AS string), 256)) AS s",
                "concat('sym', cast(id % 40 AS string)) AS symbol",
                "cast(sha2(cast(id AS string), 224) AS binary) AS bin",
                "cast(id * 31 % 10007 AS decimal(30,3)) AS wide",
                "timestamp_micros(id * 1000000) AS ts");
    rows.write()
        .option("parquet.block.size", 100_000)
        .option("parquet.page.size", 4_000)
        .parquet(file("dictionary"));
    rows.write()
        .option("parquet.enable.dictionary", "false")
        .option("parquet.block.size", 100_000)
        .parquet(file("plain"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT max(s), min(s), max(symbol), min(symbol) FROM t",
        "SELECT max(bin), min(bin), max(wide), min(wide) FROM t",
        "SELECT first(s), last(s) FROM t WHERE id > 19000",
        "SELECT max(s) FROM t WHERE s < '8'",
        "SELECT k, max(s), min(s), count(DISTINCT symbol), sum(wide), avg(id) FROM t GROUP BY k",
        "SELECT symbol, max_by(s, id), min_by(s, id), collect_set(k) FROM t GROUP BY symbol",
        "SELECT max_by(s, id), max(struct(symbol, s)), approx_count_distinct(s) FROM t",
        "SELECT symbol, window(ts, '5 minutes').start AS w, count(*), sum(id) FROM t GROUP BY 1, 2",
        "SELECT id, s, lag(s) OVER (PARTITION BY symbol ORDER BY id) AS before FROM t",
        "SELECT a.id, a.s, b.symbol FROM t a JOIN t b ON a.s = b.s WHERE b.k = 3",
        "SELECT a.id, a.s, b.symbol FROM t a LEFT JOIN (SELECT * FROM t WHERE k = 1) b ON a.id ="
            + " b.id + 1",
        "SELECT /*+ MERGE(a) */ a.id, a.s, b.symbol FROM t a JOIN t b ON a.s = b.s AND b.k < 3",
        "SELECT s FROM t WHERE k = 2 UNION SELECT symbol FROM t",
        "SELECT s, id FROM t ORDER BY s DESC NULLS LAST LIMIT 100",
        "SELECT symbol, s FROM t WHERE id IN (SELECT id * 2 FROM t WHERE k = 5)",
        "SELECT count(*), count(s), count(DISTINCT k) FROM t",
        "SELECT count(*) FROM t WHERE k = 99",
        "SELECT * FROM t WHERE k = 99",
        "SELECT sum(id) FROM t WHERE symbol = 'sym7' AND ts >= TIMESTAMP'1970-01-01 01:00:00Z'"
      })
  void givesWhatSparksOwnSourceGives(String query, SparkSession spark) {
    for (String form : new String[] {"dictionary", "plain"}) {
      spark.read().parquet(file(form)).createOrReplaceTempView("t");
      var expected = LocalSpark.sorted(spark.sql(query));
      spark
          .read()
          .format("adaptive")
          .option("batch.max-rows", 512)
          .load(file(form))
          .createOrReplaceTempView("t");
      assertThat(LocalSpark.sorted(spark.sql(query))).isEqualTo(expected);
    }
  }

  @Test
  void aLimitStopsTheTasks(SparkSession spark) {
    Dataset<Row> data = spark.read().format("adaptive").load(file("plain"));
    assertThat(data.limit(5).collectAsList()).hasSize(5);
    assertThat(data.limit(0).collectAsList()).isEmpty();
    assertThat(data.limit(100_000).count()).isEqualTo(20_000);
    assertThat(data.where("k = 3").limit(7).collectAsList())
        .hasSize(7)
        .allMatch(row -> row.getInt(1) == 3);
    assertThat(data.limit(5).queryExecution().executedPlan().toString())
        .contains("limit per task: 5");
  }

  @Test
  void aCachedTableIsReadOnce(SparkSession spark) {
    Dataset<Row> data = spark.read().format("adaptive").load(file("plain")).cache();
    try {
      assertThat(LocalSpark.sorted(data))
          .isEqualTo(LocalSpark.sorted(spark.read().parquet(file("plain"))));
      assertThat(data.select("s").distinct().count())
          .isEqualTo(spark.read().parquet(file("plain")).select("s").distinct().count());
    } finally {
      data.unpersist();
    }
  }

  @Test
  void theSameReadOfTwoLoadsIsDoneOnce(SparkSession spark) {
    String join =
        "SELECT * FROM (SELECT k, sum(id) AS a FROM x GROUP BY k) JOIN (SELECT k, sum(id) AS b FROM"
            + " y GROUP BY k) USING (k)";
    spark.read().format("adaptive").load(file("plain")).createOrReplaceTempView("x");
    spark.read().format("adaptive").load(file("plain")).createOrReplaceTempView("y");
    Dataset<Row> rows = spark.sql(join);
    assertThat(rows.collectAsList()).hasSize(7).allMatch(row -> row.getLong(1) == row.getLong(2));
    assertThat(rows.queryExecution().executedPlan().toString()).contains("Reused");
  }

  @Test
  void rddsAndBothPlansOfExecutionWork(SparkSession spark) {
    Dataset<Row> data =
        spark.read().format("adaptive").option("batch.max-rows", 100).load(file("dictionary"));
    var expected = LocalSpark.sorted(spark.read().parquet(file("dictionary")));
    spark.conf().set("spark.sql.codegen.wholeStage", "false");
    try {
      assertThat(LocalSpark.sorted(data)).isEqualTo(expected);
    } finally {
      spark.conf().unset("spark.sql.codegen.wholeStage");
    }
    assertThat(data.javaRDD().map(row -> row.getLong(0)).reduce(Long::sum))
        .isEqualTo(20_000L * 19_999 / 2);
    assertThat(data.coalesce(1).agg(java.util.Map.of("s", "max")).first())
        .isEqualTo(spark.read().parquet(file("plain")).agg(java.util.Map.of("s", "max")).first());
  }
}
