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

import dev.adaptive.e2e.cluster.SparkCluster;
import dev.adaptive.e2e.engine.EngineVersion;
import dev.adaptive.e2e.engine.Installation;
import dev.adaptive.e2e.query.Dialect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A job on a Spark cluster of several JVMs, submitted with the connector's jar, gets DuckDB's
 * results.
 */
class SparkClusterIT {
  @Test
  void results_are_those_of_duckdb() throws Exception {
    Installation installation = Installation.find();
    QuerySuite suite = QuerySuite.full(Dialect.SPARK, SharedTicks.in(installation));
    Path results = installation.work("spark-cluster-results");

    try (SparkCluster cluster =
        SparkCluster.start(
            EngineVersion.SPARK,
            installation,
            installation.work("spark-cluster"),
            JavaHomes.current())) {
      cluster.submit(suite.requests(results));
    }

    suite.check(results);
  }
}
