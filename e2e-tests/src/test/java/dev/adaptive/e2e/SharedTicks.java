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

import dev.adaptive.e2e.engine.Installation;
import dev.adaptive.e2e.query.Dialect;
import dev.adaptive.e2e.query.DuckDbEngine;
import dev.adaptive.e2e.query.TickSurvey;
import dev.adaptive.e2e.query.TickTables;
import dev.adaptive.e2e.query.TickTables.Source;
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The data that the tests read, made once: a million trades in both orders, several files each, and
 * the same trades in directories by exchange and hour, written by DuckDB.
 */
record SharedTicks(TickTables tables, Path partitioned, TickSurvey survey) {
  static final String PARTITIONED = "adaptive_partitioned";

  static SharedTicks in(Installation installation) throws IOException, SQLException {
    TickSpec spec = TickSpec.ofRows(1_000_000).withRowsPerFile(300_000).withRowGroupBytes(8 << 20);
    TickData data = TickData.ensure(installation.work("data").resolve("ticks"), spec);
    TickTables tables = TickTables.in(data.directory());
    try (DuckDbEngine duckDb = new DuckDbEngine(2)) {
      Path partitioned = installation.work("data").resolve("partitioned");
      if (!Files.exists(partitioned)) {
        // complete or not there at all
        Path incomplete = Files.createTempDirectory(partitioned.getParent(), ".partitioned");
        duckDb.execute(
            "COPY (SELECT *, hour(ts)::INTEGER AS hour FROM %s) TO '%s' (FORMAT parquet, PARTITION_BY (exchange, hour), OVERWRITE true)"
                .formatted(DuckDbEngine.table(data.byTime()), incomplete));
        Files.move(incomplete, partitioned);
      }
      return new SharedTicks(tables, partitioned, TickSurvey.of(tables, duckDb));
    }
  }

  /** The statement that makes the partitioned copy a table. */
  String partitionedTable(Dialect dialect) {
    return switch (dialect) {
      case SPARK, DUCKDB ->
          TickTables.definition(dialect, Source.ADAPTIVE, PARTITIONED, partitioned);
      case FLINK ->
          """
          CREATE TEMPORARY TABLE %s (symbol STRING, price DOUBLE, size INT, exchange STRING, `hour` INT)
          PARTITIONED BY (exchange, `hour`) WITH ('connector' = 'adaptive', 'path' = '%s')\
          """
              .formatted(PARTITIONED, partitioned);
    };
  }
}
