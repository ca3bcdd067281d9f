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
package dev.adaptive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.e2e.cluster.FlinkCluster;
import dev.adaptive.e2e.cluster.FlinkCluster.Placement;
import dev.adaptive.e2e.engine.EngineVersion;
import dev.adaptive.e2e.engine.Installation;
import dev.adaptive.e2e.query.Dialect;
import dev.adaptive.e2e.query.DuckDbEngine;
import dev.adaptive.e2e.query.Query.Layout;
import dev.adaptive.e2e.query.ResultComparison;
import dev.adaptive.e2e.query.TickTables;
import dev.adaptive.e2e.query.TickTables.Source;
import dev.adaptive.e2e.worker.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jobs on Flink clusters of several JVMs. */
class FlinkClusterIT {
  private final Installation installation = Installation.find();

  @Test
  void results_are_those_of_duckdb() throws Exception {
    QuerySuite suite = QuerySuite.full(Dialect.FLINK, SharedTicks.in(installation));
    Path results = installation.work("flink-cluster-results");

    try (FlinkCluster cluster = start("flink-cluster", Placement.LIB)) {
      cluster.run(suite.requests(results));
    }

    suite.check(results);
  }

  /**
   * The job runs in streaming mode and slowly enough for checkpoints. Its sink makes a file visible
   * when the checkpoint after it is complete, so a row that the source sends twice, or not again,
   * after the crash shows.
   */
  @Test
  void every_row_arrives_once_though_a_task_manager_is_killed() throws Exception {
    SharedTicks ticks = SharedTicks.in(installation);
    Path output = installation.work("flink-crash-output");
    deleteFiles(output);
    List<Message> requests =
        List.of(
            sql(
                TickTables.definition(
                    Dialect.FLINK,
                    Source.ADAPTIVE,
                    "trades",
                    ticks.tables().copies().get(Layout.TIME))),
            sql(
                "CREATE TEMPORARY TABLE output (line STRING) WITH ('connector' = 'filesystem',"
                    + " 'format' = 'raw', 'path' = 'file://"
                    + output
                    + "')"),
            sql(
                """
                INSERT INTO output
                SELECT CONCAT_WS('|', CAST(THROTTLE(trade_id, 40000) AS STRING), symbol, CAST(price AS STRING), CAST(size AS STRING), conditions)
                FROM trades\
                """));

    // the connector comes with the job, in a class loader of its own: a restart loads it anew
    try (FlinkCluster cluster = start("flink-crash-cluster", Placement.JOB);
        FlinkCluster.Job job = cluster.submit(requests, true)) {
      job.awaitCheckpoints(2);
      cluster.killBusyTaskManager();
      job.await();
      assertThat(cluster.hasRestoredFromCheckpoint()).isTrue();
    }

    try (DuckDbEngine duckDb = new DuckDbEngine(2)) {
      String lines =
          "SELECT column0::BIGINT AS id, column1 AS symbol, column2::DOUBLE AS price,"
              + " column3::INTEGER AS size, column4 AS conditions FROM read_csv('"
              + output
              + "/part-*', delim = '|', header = false, all_varchar = true, quote = '',"
              + " null_padding = true)";
      String trades = DuckDbEngine.table(ticks.tables().copies().get(Layout.TIME));
      String summary = "SELECT COUNT(*) AS c, COUNT(DISTINCT %s) AS d, SUM(%s) AS s FROM %s";
      assertThat(
              ResultComparison.difference(
                  "the files",
                  duckDb.query(summary.formatted("trade_id", "trade_id", trades)),
                  "the job",
                  duckDb.query(summary.formatted("id", "id", "(" + lines + ")"))))
          .isEmpty();
      String original = "SELECT trade_id, symbol, price, size, conditions FROM " + trades;
      assertThat(duckDb.query("(" + original + ") EXCEPT (" + lines + ")").rows())
          .as("rows that are missing or changed")
          .isEmpty();
    }
  }

  private FlinkCluster start(String name, Placement placement)
      throws IOException, InterruptedException {
    return FlinkCluster.start(
        EngineVersion.FLINK, installation, installation.work(name), JavaHomes.current(), placement);
  }

  private static Message sql(String sql) {
    return new Message("sql").with("sql", sql);
  }

  private static void deleteFiles(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
