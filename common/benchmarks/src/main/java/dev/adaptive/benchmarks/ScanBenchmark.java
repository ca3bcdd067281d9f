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
package dev.adaptive.benchmarks;

import dev.adaptive.expr.Predicate;
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One thread through a million rows: what decoding and filtering cost without planning and
 * scheduling.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScanBenchmark {
  /** Compression of the data. */
  @Param({"UNCOMPRESSED", "SNAPPY", "ZSTD"})
  public String codec = "SNAPPY";

  /** Rows of the data. */
  @Param("1000000")
  public long rows = 1_000_000;

  private TickData data;

  /** Generates the data unless it is there. */
  @Setup
  public void generate() throws IOException {
    Path directory =
        Path.of(
            System.getProperty("java.io.tmpdir"), "adaptive-scan-benchmark-" + codec + "-" + rows);
    data =
        TickData.ensure(
            directory, TickSpec.ofRows(rows).withCodec(CompressionCodecName.valueOf(codec)));
  }

  @Benchmark
  public double sumThreeColumns() {
    return new Scan(data.byTime(), List.of("price", "size", "trade_id"), null)
        .run(1, Aggregates::sum)
        .value();
  }

  @Benchmark
  public double allColumns() {
    return new Scan(data.byTime(), null, null).run(1, Aggregates::nothing).value();
  }

  @Benchmark
  public double oneSymbol() {
    return new Scan(data.byTime(), List.of("ts", "price"), Predicate.eq("symbol", "AAPL"))
        .run(1, Aggregates::sum)
        .value();
  }

  @Benchmark
  public double halfOfTheRows() {
    return new Scan(data.byTime(), List.of("ts", "price"), Predicate.gt("price", 100))
        .run(1, Aggregates::sum)
        .value();
  }
}
