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

import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A file with one row group is work for as many tasks as Spark has. */
@ExtendWith(LocalSpark.class)
class LargeRowGroupTest {
  private static final int ROWS = 400_000;

  @TempDir Path directory;

  @Test
  void oneRowGroupIsReadByTwoTasks(SparkSession spark) {
    String path = directory.resolve("data").toString();
    spark
        .range(0, ROWS, 1, 1)
        .selectExpr("id", "concat('S', id % 50) AS s", "id * 0.5 AS x", "array(id, id + 1) AS a")
        .write()
        .option("parquet.block.size", 1 << 30)
        .parquet(path);
    Dataset<Row> rows =
        spark.read().format("adaptive").options(Map.of("split.open-cost", "64k")).load(path);
    assertThat(rows.rdd().getNumPartitions()).isEqualTo(2);
    List<Long> rowsPerTask =
        rows
            .selectExpr("spark_partition_id() AS task", "id", "x")
            .groupBy("task")
            .agg(sum("x"), countDistinct("id"))
            .collectAsList()
            .stream()
            .map(row -> row.getLong(2))
            .toList();
    assertThat(rowsPerTask)
        .hasSize(2)
        .allSatisfy(count -> assertThat(count).isBetween(ROWS * 4L / 10, ROWS * 6L / 10));
    assertThat(rows.except(spark.read().parquet(path)).count()).isZero();
    assertThat(rows.count()).isEqualTo(ROWS);
    Dataset<Row> few = rows.where("id >= 390000 AND s = 'S7'");
    assertThat(few.count()).isEqualTo(200);
  }

  @Test
  void splitsBySymbolHaveWholeSymbols(SparkSession spark) {
    String path = directory.resolve("symbols").toString();
    spark
        .range(0, ROWS, 1, 1)
        .selectExpr("IF(id % 11 = 0, NULL, concat('S', id % 50)) AS s", "id", "id * 0.5 AS x")
        .write()
        .parquet(path);
    Dataset<Row> rows =
        spark
            .read()
            .format("adaptive")
            .options(
                Map.of(
                    "split.mode", "symbol", "symbol-column", "s", "symbol-batch.max-rows", "50000"))
            .load(path);
    assertThat(rows.rdd().getNumPartitions()).isGreaterThanOrEqualTo(8);
    Dataset<Row> own = spark.read().parquet(path);
    assertThat(rows.count()).isEqualTo(ROWS);
    assertThat(LocalSpark.sorted(rows.groupBy("s").agg(sum("x"), countDistinct("id"))))
        .isEqualTo(LocalSpark.sorted(own.groupBy("s").agg(sum("x"), countDistinct("id"))));
    assertThat(
            rows.selectExpr("s", "spark_partition_id() AS task", "x")
                .where("s IS NOT NULL AND x >= 0")
                .groupBy("s")
                .agg(countDistinct("task"))
                .where("`count(DISTINCT task)` > 1")
                .count())
        .isZero();
    // how many rows a split has is an estimate here
    assertThat(rows.limit(ROWS - 1).collectAsList()).hasSize(ROWS - 1);
    assertThat(rows.where("s = 'S7' AND id < 1000").count())
        .isEqualTo(own.where("s = 'S7' AND id < 1000").count());
  }
}
