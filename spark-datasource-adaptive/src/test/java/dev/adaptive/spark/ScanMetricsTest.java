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
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.execution.ui.SQLAppStatusStore;
import org.apache.spark.sql.execution.ui.SQLExecutionUIData;
import org.apache.spark.sql.execution.ui.SQLPlanMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** The figures as Spark's UI shows them. */
@ExtendWith(LocalSpark.class)
class ScanMetricsTest {
  @TempDir Path directory;

  @Test
  void figuresOfPlanAndTasksAreInTheStatusStore(SparkSession spark) throws Exception {
    String path = directory.resolve("data").toString();
    spark
        .range(0, 40_000, 1, 2)
        .selectExpr("id", "sha2(cast(id AS string), 256) AS s")
        .write()
        .option("parquet.block.size", 300_000)
        .option("compression", "uncompressed")
        .parquet(path);
    Dataset<Row> rows = spark.read().format("adaptive").load(path).where("id >= 30000");
    assertThat(rows.collectAsList()).hasSize(10_000);

    Map<String, Long> metrics = metrics(spark);
    assertThat(metrics).containsEntry("rows returned", 10_000L).containsEntry("files", 2L);
    assertThat(metrics.get("row groups pruned when planning"))
        .isPositive()
        .isLessThan(metrics.get("row groups in files"));
    assertThat(metrics.get("row groups read"))
        .isEqualTo(
            metrics.get("row groups in files") - metrics.get("row groups pruned when planning"));
    assertThat(metrics.get("bytes read")).isBetween(64L * 10_000, 100L * 20_000);
    assertThat(metrics.get("bytes skipped when planning")).isGreaterThan(64L * 20_000);
    assertThat(metrics.get("batches")).isPositive();
    assertThat(metrics.get("splits")).isPositive();
    assertThat(metrics.get("peak memory of a reader in bytes")).isBetween(10_000L, 256L << 20);
  }

  /** The last query's figures, once its listener has seen the end. */
  private static Map<String, Long> metrics(SparkSession spark) throws Exception {
    spark.sparkContext().listenerBus().waitUntilEmpty(10_000);
    SQLAppStatusStore store = spark.sharedState().statusStore();
    SQLExecutionUIData execution = store.executionsList().last();
    Map<Object, String> values =
        CollectionConverters.asJava(store.executionMetrics(execution.executionId()));
    Map<String, Long> metrics = new TreeMap<>();
    for (SQLPlanMetric metric : CollectionConverters.asJava(execution.metrics())) {
      String value = values.get(metric.accumulatorId());
      if (value != null
          && metric.metricType().startsWith("v2Custom_" + SumMetric.class.getPackageName())) {
        metrics.put(metric.name(), Long.parseLong(value));
      }
    }
    return metrics;
  }

  @Test
  void sparkCanMakeTheAggregatorsByName() throws Exception {
    for (CustomMetric metric : ScanMetrics.supported()) {
      CustomMetric made = metric.getClass().getConstructor().newInstance();
      assertThat(made.aggregateTaskMetrics(new long[] {1, 5, 2}))
          .isEqualTo(metric instanceof MaxMetric ? "5" : "8");
      assertThat(made.aggregateTaskMetrics(new long[0])).isEqualTo("0");
    }
  }
}
