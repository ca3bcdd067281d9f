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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ways to name data: paths, globs, partition directories, SQL views, catalog tables, given schemas,
 * options.
 */
@ExtendWith(LocalSpark.class)
class TableTest {
  @TempDir static Path directory;

  private static String path(String name) {
    return directory.resolve(name).toString();
  }

  @BeforeAll
  static void write(SparkSession spark) {
    Dataset<Row> rows =
        spark
            .range(0, 300, 1, 1)
            .selectExpr(
                "id",
                "cast(id * 2 AS int) AS n",
                "concat('v', cast(id AS string)) AS s",
                "date_add(DATE'2024-01-01', cast(id % 3 AS int)) AS day",
                "if(id % 4 = 0, null, concat('ex/', cast(id % 4 AS string))) AS exchange");
    rows.write().partitionBy("day", "exchange").parquet(path("partitioned"));
    rows.where("id < 100").coalesce(1).write().parquet(path("many/a"));
    rows.where("id >= 100 AND id < 200").coalesce(1).write().parquet(path("many/b"));
    rows.where("id >= 200").coalesce(1).write().parquet(path("many/c"));
    spark
        .range(10)
        .selectExpr("id AS Id", "cast(id AS string) AS ID2")
        .coalesce(1)
        .write()
        .parquet(path("case"));
  }

  private static Dataset<Row> adaptive(SparkSession spark, String... paths) {
    return spark.read().format("adaptive").load(paths);
  }

  @Test
  void partitionDirectoriesAreColumns(SparkSession spark) {
    Dataset<Row> expected = spark.read().parquet(path("partitioned"));
    Dataset<Row> actual = adaptive(spark, path("partitioned"));
    assertThat(actual.schema()).isEqualTo(expected.schema());
    assertThat(LocalSpark.sorted(actual)).isEqualTo(LocalSpark.sorted(expected));
    for (String condition :
        List.of(
            "day = DATE'2024-01-02'",
            "day > DATE'2024-01-01' AND exchange = 'ex/1'",
            "exchange IS NULL",
            "exchange IS NULL OR day = DATE'2024-01-03'",
            "exchange NOT IN ('ex/1')",
            "exchange LIKE 'ex/%' AND n > 100",
            "day = DATE'2030-01-01'")) {
      assertThat(LocalSpark.sorted(actual.where(condition)))
          .as(condition)
          .isEqualTo(LocalSpark.sorted(expected.where(condition)));
      assertThat(actual.where(condition).queryExecution().executedPlan().toString())
          .as(condition)
          .doesNotContain("Filter (");
    }
    assertThat(LocalSpark.sorted(actual.select("exchange", "id")))
        .isEqualTo(LocalSpark.sorted(expected.select("exchange", "id")));
    assertThat(LocalSpark.sorted(actual.select("day").distinct()))
        .isEqualTo(LocalSpark.sorted(expected.select("day").distinct()));
    assertThat(LocalSpark.sorted(actual.groupBy("day", "exchange").count()))
        .isEqualTo(LocalSpark.sorted(expected.groupBy("day", "exchange").count()));
  }

  @Test
  void partitionsThatAFilterRulesOutAreNotPlanned(SparkSession spark) {
    String plan =
        adaptive(spark, path("partitioned"))
            .where("day = DATE'2024-01-02'")
            .queryExecution()
            .executedPlan()
            .toString();
    assertThat(plan)
        .contains("filter: day IS NOT NULL AND day = '2024-01-02'")
        .contains("files=4/12")
        .contains("row groups=4/4");
  }

  @Test
  void severalPathsGlobsAndUris(SparkSession spark) {
    assertThat(adaptive(spark, path("many/a"), path("many/b")).count()).isEqualTo(200);
    assertThat(adaptive(spark, path("many/*")).count()).isEqualTo(300);
    assertThat(adaptive(spark, path("many/{a,c}")).count()).isEqualTo(200);
    assertThat(adaptive(spark, path("many/[ab]/*.parquet")).count()).isEqualTo(200);
    assertThat(adaptive(spark, directory.resolve("many/a").toUri().toString()).count())
        .isEqualTo(100);
    assertThat(adaptive(spark, "file:" + path("many/a")).count()).isEqualTo(100);
    assertThat(spark.read().format("adaptive").option("path", path("many/b")).load().count())
        .isEqualTo(100);
    assertThat(
            spark
                .read()
                .format("adaptive")
                .option("recursiveFileLookup", "true")
                .load(path("many"))
                .count())
        .isEqualTo(300);
    assertThat(
            spark
                .read()
                .format("adaptive")
                .option("pathGlobFilter", "*.parquet")
                .load(path("many/a"))
                .count())
        .isEqualTo(100);
    assertThat(
            spark
                .read()
                .format("adaptive")
                .option("mergeSchema", "true")
                .load(path("many/*"))
                .count())
        .isEqualTo(300);
  }

  @Test
  void aViewInSql(SparkSession spark) {
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW trades USING adaptive OPTIONS (path '"
            + path("partitioned")
            + "', 'memory.limit' '64MB')");
    assertThat(
            spark
                .sql("SELECT count(*), sum(n), min(s) FROM trades WHERE day = '2024-01-02'")
                .first()
                .getLong(0))
        .isEqualTo(100);
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW typed (id BIGINT, s STRING) USING adaptive OPTIONS (path"
            + " '"
            + path("many/a")
            + "')");
    assertThat(spark.table("typed").schema())
        .isEqualTo(new StructType().add("id", "bigint").add("s", "string"));
    assertThat(spark.sql("SELECT sum(id) FROM typed WHERE s <> 'v99'").first().getLong(0))
        .isEqualTo(99 * 98 / 2);
    assertThat(
            spark
                .sql(
                    "SELECT count(*) FROM parquet.`" + path("many/a") + "` p JOIN typed USING (id)")
                .first()
                .getLong(0))
        .isEqualTo(100);
  }

  @Test
  void aTableInTheCatalog(SparkSession spark) {
    spark.sql("DROP TABLE IF EXISTS stored");
    spark.sql(
        "CREATE TABLE stored USING adaptive OPTIONS ('batch.max-rows' '50') LOCATION '"
            + path("many/a")
            + "'");
    try {
      assertThat(spark.sql("SELECT count(*) FROM stored WHERE n >= 100").first().getLong(0))
          .isEqualTo(50);
      assertThat(spark.table("stored").schema().fieldNames())
          .containsExactly("id", "n", "s", "day", "exchange");
    } finally {
      spark.sql("DROP TABLE stored");
    }
  }

  @Test
  void explainShowsWhatIsRead(SparkSession spark) {
    String plan =
        adaptive(spark, path("many/*"))
            .where("n >= 100 AND s LIKE 'v1%'")
            .select("id")
            .queryExecution()
            .executedPlan()
            .toString();
    assertThat(plan)
        .contains("BatchScan adaptive " + path("many/*") + "[id#")
        .contains("filter: n IS NOT NULL AND s IS NOT NULL AND n >= 100 AND s LIKE 'v1%'")
        .contains("files=3/3, row groups=2/3")
        .doesNotContain("Filter (");
  }

  @Test
  void aGivenSchemaChoosesAndWidensColumns(SparkSession spark) {
    Dataset<Row> data =
        spark
            .read()
            .schema("s STRING, n BIGINT, extra DOUBLE")
            .format("adaptive")
            .load(path("many/a"));
    assertThat(data.schema())
        .isEqualTo(new StructType().add("s", "string").add("n", "bigint").add("extra", "double"));
    assertThat(data.where("n = 20").first().toString()).isEqualTo("[v10,20,null]");
    assertThat(data.where("extra IS NULL").count()).isEqualTo(100);
    assertThat(data.where("extra > 0").count()).isZero();
  }

  @Test
  void aGivenSchemaSetsTheTypesOfPartitions(SparkSession spark) {
    Dataset<Row> data =
        spark.read().schema("id BIGINT, day STRING").format("adaptive").load(path("partitioned"));
    assertThat(data.schema().simpleString())
        .isEqualTo("struct<id:bigint,day:string,exchange:string>");
    assertThat(data.where("day = '2024-01-02'").count()).isEqualTo(100);
    assertThat(data.where("exchange = 'ex/1'").count()).isEqualTo(75);
  }

  @Test
  void namesMatchAsTheSessionSays(SparkSession spark) {
    Dataset<Row> data = spark.read().schema("iD BIGINT").format("adaptive").load(path("case"));
    assertThat(data.where("ID > 4").select("id").count()).isEqualTo(5);
    spark.conf().set("spark.sql.caseSensitive", "true");
    try {
      Dataset<Row> exact = spark.read().schema("iD BIGINT").format("adaptive").load(path("case"));
      assertThat(exact.where("iD IS NULL").count()).isEqualTo(10);
    } finally {
      spark.conf().unset("spark.sql.caseSensitive");
    }
  }

  @Test
  void optionsOfTheSessionCount(SparkSession spark) {
    spark.conf().set("spark.datasource.adaptive.file-glob", "*.none");
    try {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> adaptive(spark, path("many/a")))
          .hasMessageContaining("*.none");
      assertThat(
              spark
                  .read()
                  .format("adaptive")
                  .option("file-glob", "*.parquet")
                  .load(path("many/a"))
                  .count())
          .isEqualTo(100);
    } finally {
      spark.conf().unset("spark.datasource.adaptive.file-glob");
    }
  }

  @Test
  void hiddenFilesAreIgnored(SparkSession spark) throws Exception {
    Path copy = directory.resolve("hidden");
    spark.range(5).coalesce(1).write().parquet(copy.toString());
    Files.writeString(copy.resolve("_temporary.parquet"), "no parquet");
    Files.writeString(copy.resolve(".part.parquet"), "no parquet");
    assertThat(adaptive(spark, copy.toString()).count()).isEqualTo(5);
  }
}
