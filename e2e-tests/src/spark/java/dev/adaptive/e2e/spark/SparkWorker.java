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
package dev.adaptive.e2e.spark;

import dev.adaptive.e2e.worker.EngineWorker;
import dev.adaptive.e2e.worker.Rows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs Spark SQL for another JVM. Without arguments: serves standard input. With two: serves the requests of the first
 * file and writes the answers to the second, which is how it is submitted to a cluster. The master comes from {@code
 * spark.master}, which {@code spark-submit} sets.
 */
public final class SparkWorker extends EngineWorker {
  private final SparkSession spark;
  private final ScanMetrics metrics;

  private SparkWorker() {
    spark = SparkSession.builder().appName("adaptive end-to-end").getOrCreate();
    metrics = new ScanMetrics(spark.sparkContext());
  }

  public static void main(String[] args) throws Exception {
    try (SparkWorker worker = new SparkWorker()) {
      if (args.length == 0) {
        worker.serve();
      } else if (!worker.serve(Path.of(args[0]), Path.of(args[1]))) {
        System.exit(1);
      }
    }
  }

  @Override
  protected String engine() {
    return "Spark " + spark.version();
  }

  @Override
  protected void execute(String sql) {
    spark.sql(sql);
  }

  @Override
  protected Rows query(String sql, Map<String, Long> into) throws Exception {
    Dataset<Row> result = spark.sql(sql);
    Rows rows = new Rows(Arrays.asList(result.columns()));
    metrics.clearPeaks();
    for (Row row : result.collectAsList()) {
      Object[] values = new Object[row.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(i);
      }
      rows.add(values);
    }
    metrics.collect(result.queryExecution().executedPlan(), into);
    return rows;
  }

  @Override
  protected void drain(String sql) {
    spark.sql(sql).write().format("noop").mode("overwrite").save();
  }

  @Override
  protected String explain(String sql) {
    return spark.sql(sql).queryExecution().toString();
  }

  @Override
  public void close() {
    spark.stop();
  }
}
