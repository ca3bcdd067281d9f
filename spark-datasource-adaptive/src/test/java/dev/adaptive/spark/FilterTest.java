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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters keep the rows that they keep over Spark's own Parquet source, whoever evaluates them. */
@ExtendWith(LocalSpark.class)
class FilterTest {
  @TempDir static Path directory;

  private static String file() {
    return directory.resolve("data").toString();
  }

  @BeforeAll
  static void write(SparkSession spark) {
    spark
        .range(0, 2_000, 1, 2)
        .selectExpr(
            "id",
            "if(id % 5 = 0, null, cast(id % 20 AS int)) AS n",
            "cast(CASE id % 11 WHEN 0 THEN null WHEN 1 THEN 'NaN' WHEN 2 THEN '-0.0' WHEN 3 THEN"
                + " '0.0' WHEN 4 THEN '-Infinity' ELSE cast(id % 40 - 20 AS string) END AS double)"
                + " AS d",
            "cast(CASE id % 11 WHEN 0 THEN null WHEN 1 THEN 'NaN' WHEN 2 THEN '-0.0' ELSE cast(id %"
                + " 40 - 20 AS string) END AS float) AS f",
            "if(id % 7 = 0, null, concat(cast(id % 30 AS string), 'é', if(id % 2 = 0, 'x', ''))) AS"
                + " s",
            "if(id % 6 = 0, null, id % 2 = 0) AS b",
            "if(id % 9 = 0, null, cast(id % 100 AS decimal(7,2)) / 4) AS dec",
            "if(id % 9 = 0, null, cast(id % 100 AS decimal(30,2)) / 4) AS wide",
            "if(id % 4 = 0, null, date_add(DATE'1969-12-01', cast(id % 60 AS int))) AS day",
            "if(id % 4 = 0, null, timestamp_micros((id - 1000) * 1000001)) AS ts",
            "if(id % 4 = 0, null, timestamp_micros((id - 1000) * 1000001)::timestamp_ntz) AS ntz",
            "cast(cast(id % 16 AS string) AS binary) AS bin")
        .write()
        .option("parquet.block.size", 20_000)
        .parquet(file());
  }

  /** Those that the reader evaluates alone, so that nothing is left to filter above the scan. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "n = 7",
        "n <> 7",
        "n < 7",
        "n >= 7 AND n < 12",
        "7 < n",
        "n <=> 7",
        "n <=> null",
        "NOT (n <=> 7)",
        "n IN (1, 2, 3)",
        "n NOT IN (1, 2, 3)",
        "n IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)",
        "n NOT IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)",
        "n IN (1, null)",
        "n NOT IN (1, null)",
        "NOT (n > 5 AND id < 1000)",
        "n > 5 OR s IS NULL",
        "NOT (n > 5 OR s IS NULL)",
        "id < 0",
        "id IS NULL",
        "d = cast('NaN' AS double)",
        "d <> cast('NaN' AS double)",
        "d > 5",
        "d >= cast('NaN' AS double)",
        "d < cast('NaN' AS double)",
        "d = 0",
        "d = -0.0D",
        "d < 0",
        "d <= 0",
        "NOT (d > 5)",
        "d IN (5D, cast('NaN' AS double))",
        "d NOT IN (5D, 6D)",
        "f = cast('NaN' AS float)",
        "f < cast(0 AS float)",
        "f >= cast(-0.0 AS float)",
        "d = cast('-Infinity' AS double)",
        "s = '8éx'",
        "s < '2'",
        "s > 'é'",
        "s LIKE '1%'",
        "s LIKE '%x'",
        "s LIKE '%é%'",
        "s NOT LIKE '1%'",
        "s IN ('8éx', '7é', '')",
        "s = ''",
        "b",
        "NOT b",
        "b = false",
        "b <=> null",
        "dec = 2.25",
        "dec > 10",
        "dec IN (1.25, 2.50)",
        "wide = 2.25",
        "wide <= 10.00",
        "day = DATE'1970-01-01'",
        "day < DATE'1969-12-31'",
        "day IN (DATE'1969-12-05', DATE'1970-01-02')",
        "ts = TIMESTAMP'1970-01-01 00:00:00Z'",
        "ts < TIMESTAMP'1969-12-31 19:00:00.5'",
        "ts > TIMESTAMP'9999-12-31 00:00:00'",
        "ntz >= TIMESTAMP_NTZ'1970-01-01 00:00:00'",
        "ntz < TIMESTAMP_NTZ'0001-01-01 00:00:00'",
        "bin = X'31'",
        "bin > X'3130'",
        "n = 7 AND d > 0 AND s LIKE '%x' AND day IS NOT NULL"
      })
  void isEvaluatedByTheReader(String condition, SparkSession spark) {
    Dataset<Row> actual = spark.read().format("adaptive").load(file()).where(condition);
    assertThat(LocalSpark.sorted(actual))
        .isEqualTo(LocalSpark.sorted(spark.read().parquet(file()).where(condition)));
    assertThat(actual.queryExecution().executedPlan().toString()).doesNotContain("Filter (");
  }

  /** Those that Spark evaluates, if only in part. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "d IN (0D, 1D, 2D)",
        "d IN (0D, 1D, 2D, 3D, 4D, 5D, 6D, 7D, 8D, 9D, 10D, -1D)",
        "d NOT IN (0D, 1D)",
        "f IN (cast(-0.0 AS float), cast(3 AS float))",
        "n + 1 = 8",
        "n = id",
        "upper(s) = '8ÉX' AND id < 500",
        "id < 500 OR length(s) = 2",
        "(id < 500 AND length(s) = 2) OR id > 1990",
        "s LIKE '1%x'",
        "s RLIKE '^1.*x$'",
        "CASE WHEN n > 5 THEN b ELSE d > 0 END",
        "cast(day AS string) = '1970-01-01'",
        "year(ts) = 1970",
        "n = (SELECT 7)",
        "id IN (SELECT id * 3 FROM range(100))"
      })
  void isEvaluatedBySpark(String condition, SparkSession spark) {
    Dataset<Row> actual = spark.read().format("adaptive").load(file()).where(condition);
    assertThat(LocalSpark.sorted(actual))
        .isEqualTo(LocalSpark.sorted(spark.read().parquet(file()).where(condition)));
  }

  @Test
  void columnsOfFiltersNeedNotBeDelivered(SparkSession spark) {
    Dataset<Row> actual =
        spark.read().format("adaptive").load(file()).where("n = 7 AND s IS NOT NULL").select("id");
    assertThat(LocalSpark.sorted(actual))
        .isEqualTo(
            LocalSpark.sorted(
                spark.read().parquet(file()).where("n = 7 AND s IS NOT NULL").select("id")));
    List<String> scans =
        actual
            .queryExecution()
            .executedPlan()
            .toString()
            .lines()
            .filter(l -> l.contains("BatchScan"))
            .toList();
    assertThat(scans)
        .singleElement()
        .asString()
        .contains("BatchScan adaptive " + file() + "[id#")
        .contains("filter: ");
  }

  @Test
  void rowsAreCountedWithoutColumns(SparkSession spark) {
    Dataset<Row> data = spark.read().format("adaptive").load(file());
    assertThat(data.count()).isEqualTo(2_000);
    assertThat(data.where("n = 7").count())
        .isEqualTo(spark.read().parquet(file()).where("n = 7").count());
    assertThat(data.where("n = 700").count()).isZero();
  }

  @Test
  void aCollationIsLeftToSpark(SparkSession spark) {
    Dataset<Row> data =
        spark
            .read()
            .schema("id BIGINT, s STRING COLLATE UTF8_LCASE")
            .format("adaptive")
            .load(file());
    long expected = spark.read().parquet(file()).where("lower(s) = '8éx'").count();
    assertThat(data.where("s = '8ÉX'").count()).isEqualTo(expected).isPositive();
  }
}
