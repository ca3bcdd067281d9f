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

import dev.adaptive.e2e.engine.EmbeddedEngine;
import dev.adaptive.e2e.engine.Installation;
import dev.adaptive.e2e.query.DuckDbEngine;
import dev.adaptive.e2e.query.ResultComparison;
import dev.adaptive.e2e.worker.Rows;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows, arrays and maps, which Flink ships from task to task: the interfaces that it reads them
 * through differ by version.
 */
final class NestedTable {
  private static final String COLUMNS =
      "id BIGINT, s ROW<a INT, t STRING, l ARRAY<BIGINT>>, structs ARRAY<ROW<x BIGINT, y STRING>>,"
          + " m MAP<STRING, ARRAY<INT>>";

  /** The join makes Flink ship whole values. */
  private static final String QUERY =
      "SELECT x.id, x.s.a AS a, x.s.t AS t, x.s.l[2] AS l, x.structs[1].x AS sx, x.structs[2].y AS"
          + " sy, CARDINALITY(x.structs) AS n, x.m['k'][1] AS k FROM nested x JOIN nested y ON x.id"
          + " = y.id";

  private NestedTable() {}

  /** Asks Flink and compares with DuckDB. */
  static void check(EmbeddedEngine flink, Installation installation) throws Exception {
    Path directory = Files.createDirectories(installation.work("data").resolve("nested"));
    try (DuckDbEngine duckDb = new DuckDbEngine(2)) {
      duckDb.execute(
          """
          CREATE TABLE nested AS SELECT i AS id,
            CASE WHEN i % 5 <> 0 THEN {'a': i::INTEGER, 't': 'text ' || (i % 9), 'l': [i, CASE WHEN i % 2 = 0 THEN -i END]} END AS s,
            CASE WHEN i % 7 <> 0 THEN [{'x': x, 'y': CASE WHEN i % 3 <> 0 THEN 'y' || i END} for x in range(i % 4)] END AS structs,
            map(['k', 'other'], [[i::INTEGER], NULL]) AS m
          FROM range(5000) t(i)
          """);
      duckDb.execute("COPY nested TO '" + directory.resolve("a.parquet") + "' (FORMAT parquet)");
      flink.execute(
          "CREATE TEMPORARY TABLE nested (%s) WITH ('connector' = 'adaptive', 'path' = '%s')"
              .formatted(COLUMNS, directory));
      Rows expected = duckDb.query(QUERY.replace("CARDINALITY", "len"));
      assertThat(
              ResultComparison.difference(
                  "DuckDB", expected, "adaptive", flink.query(QUERY).rows()))
          .isEmpty();
    }
  }
}
