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
package dev.adaptive.e2e.query;

import dev.adaptive.e2e.engine.EmbeddedEngine;
import dev.adaptive.e2e.query.TickTables.Source;
import dev.adaptive.e2e.worker.Rows;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * One query with adaptive and with the engine's own Parquet reader.
 *
 * @param result the rows that adaptive's query gave
 * @param adaptive median seconds
 * @param parquet median seconds of the engine's own reader
 * @param metrics of one run with adaptive
 * @param difference the first difference between the two results; empty if there is none
 */
public record SideBySide(
    Query query,
    Rows result,
    double adaptive,
    double parquet,
    Map<String, Long> metrics,
    Optional<String> difference) {

  /** How many times faster adaptive is. */
  public double ratio() {
    return parquet / adaptive;
  }

  /** The sum of metrics of adaptive's run; -1 if the engine reported none of them. */
  public long metric(String... names) {
    long[] found =
        Arrays.stream(names).filter(metrics::containsKey).mapToLong(metrics::get).toArray();
    return found.length == 0 ? -1 : Arrays.stream(found).sum();
  }

  /**
   * Runs a query with both. First once with each for the results, which warms up too; then the
   * timed runs, whose rows are thrown away, in turn, each source first in every other round.
   *
   * @param check the query whose results are compared; the timed one, unless that returns too much
   * @param rounds timed runs of each
   * @param warmUps runs of each that are neither compared nor timed
   */
  public static SideBySide run(
      EmbeddedEngine engine, Dialect dialect, Query query, Query check, int rounds, int warmUps)
      throws IOException, InterruptedException {
    String adaptiveTable = Source.ADAPTIVE.table(query.layout());
    String parquetTable = Source.PARQUET.table(query.layout());
    EmbeddedEngine.Result adaptive = engine.query(check.sql(dialect, adaptiveTable));
    EmbeddedEngine.Result parquet = engine.query(check.sql(dialect, parquetTable));
    Optional<String> difference =
        ResultComparison.difference(
            "adaptive", adaptive.rows(), "the engine's Parquet source", parquet.rows());
    String adaptiveSql = query.sql(dialect, adaptiveTable);
    String parquetSql = query.sql(dialect, parquetTable);
    for (int i = 0; i < warmUps; i++) {
      engine.drain(adaptiveSql);
      engine.drain(parquetSql);
    }
    double[] adaptiveSeconds = new double[rounds];
    double[] parquetSeconds = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        adaptiveSeconds[round] = engine.drain(adaptiveSql);
        parquetSeconds[round] = engine.drain(parquetSql);
      } else {
        parquetSeconds[round] = engine.drain(parquetSql);
        adaptiveSeconds[round] = engine.drain(adaptiveSql);
      }
    }
    return new SideBySide(
        query,
        adaptive.rows(),
        median(adaptiveSeconds),
        median(parquetSeconds),
        adaptive.metrics(),
        difference);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
