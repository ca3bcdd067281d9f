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
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type that Spark writes, in every form that it writes it, read as Spark's own Parquet source
 * reads it.
 */
@ExtendWith(LocalSpark.class)
class SparkFilesTest {
  private static final String MANY_NULLS = "if(id % 3 = 0, null, ?)";
  private static final String NO_NULLS = "?";

  private static final List<String> VALUES =
      List.of(
          "id % 2 = 0 AS bool",
          "cast(id % 256 - 128 AS tinyint) AS i8",
          "cast(id * 7 % 65536 - 32768 AS smallint) AS i16",
          "hash(id) AS i32",
          "xxhash64(id) AS i64",
          "cast(CASE id % 17 WHEN 0 THEN 'NaN' WHEN 1 THEN '-0.0' WHEN 2 THEN 'Infinity' ELSE"
              + " cast(id / 3 AS string) END AS float) AS f32",
          "cast(CASE id % 17 WHEN 0 THEN 'NaN' WHEN 1 THEN '-0.0' WHEN 2 THEN '-Infinity' ELSE"
              + " cast(id / 3 AS string) END AS double) AS f64",
          "cast(id % 199 - 99 AS decimal(9,2)) / 100 AS dec_small",
          "cast(id * 1234567890123 % 1000000000000000000 - 500 AS decimal(18,0)) AS dec_long",
          "cast(id - 2500 AS decimal(10,0)) * 12345678901234567.0123456789 AS dec_wide",
          "cast(id % 50 AS string) AS few",
          "repeat(cast(id AS string), cast(id % 5 AS int)) AS many",
          "cast(sha2(cast(id AS string), 256) AS binary) AS bin",
          "date_add(DATE'1950-01-01', cast(id AS int)) AS day",
          "timestamp_micros(id * 9876543210 - 10000000000000) AS ts",
          "timestamp_micros(id * 9876543210 - 10000000000000)::timestamp_ntz AS ntz");

  @TempDir Path directory;

  static Stream<Arguments> forms() {
    Stream.Builder<Arguments> forms = Stream.builder();
    for (String codec : List.of("uncompressed", "snappy", "zstd", "gzip", "lz4_raw")) {
      for (boolean dictionary : new boolean[] {true, false}) {
        forms.add(Arguments.of(codec, dictionary, "TIMESTAMP_MICROS", MANY_NULLS));
      }
    }
    forms.add(Arguments.of("snappy", true, "TIMESTAMP_MILLIS", NO_NULLS));
    forms.add(Arguments.of("snappy", true, "INT96", MANY_NULLS));
    forms.add(Arguments.of("snappy", false, "INT96", NO_NULLS));
    forms.add(Arguments.of("zstd", false, "TIMESTAMP_MICROS", NO_NULLS));
    forms.add(Arguments.of("zstd", true, "TIMESTAMP_MICROS", "if(id % 10 > 0, null, ?)"));
    return forms.build();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void readsWhatSparkReads(
      String codec, boolean dictionary, String timestamps, String nulls, SparkSession spark) {
    String file = directory.resolve("data").toString();
    String[] columns = VALUES.stream().map(v -> withNulls(v, nulls)).toArray(String[]::new);
    spark.conf().set("spark.sql.parquet.outputTimestampType", timestamps);
    try {
      dataOf(spark, columns)
          .write()
          .option("compression", codec)
          .option("parquet.enable.dictionary", dictionary)
          .option("parquet.block.size", 200_000)
          .option("parquet.page.size", 4_000)
          .parquet(file);
    } finally {
      spark.conf().unset("spark.sql.parquet.outputTimestampType");
    }

    Dataset<Row> expected = spark.read().parquet(file);
    Dataset<Row> actual = spark.read().format("adaptive").load(file);
    assertThat(actual.schema()).isEqualTo(expected.schema());
    assertThat(LocalSpark.sorted(actual)).isEqualTo(LocalSpark.sorted(expected));
  }

  private static Dataset<Row> dataOf(SparkSession spark, String[] columns) {
    // one partition more than threads, of unequal sizes
    return spark.range(0, 5_000, 1, 3).selectExpr(columns);
  }

  private static String withNulls(String column, String nulls) {
    int as = column.lastIndexOf(" AS ");
    return nulls.replace("?", column.substring(0, as)) + column.substring(as);
  }
}
