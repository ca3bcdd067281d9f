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

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.plan.PlanningSpeed;
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each benchmark once, on little data: they must work, however fast they are. */
class BenchmarksTest {

  @Test
  void scans() throws Exception {
    ScanBenchmark benchmark = new ScanBenchmark();
    benchmark.rows = 20_000;
    benchmark.generate();
    assertThat(benchmark.allColumns()).isEqualTo(20_000);
    assertThat(benchmark.sumThreeColumns()).isPositive();
    assertThat(benchmark.oneSymbol()).isPositive();
    assertThat(benchmark.halfOfTheRows()).isPositive();
  }

  @Test
  void planning() {
    PlanningSpeed.Figures figures = PlanningSpeed.measure(1_000);
    assertThat(figures.sizeSplits()).isGreaterThan(100);
    assertThat(figures.symbolSplits()).isGreaterThan(10);
  }

  @Test
  void memoryLimits(@TempDir Path directory) throws Exception {
    Path ticks = TickData.ensure(directory, TickSpec.ofRows(20_000)).byTime();
    assertThat(MemoryLimits.read(ticks, 8, "off")).matches("\\d.*\\|").doesNotContain("failed");
  }

  @Test
  void comparisonWithDuckDb(@TempDir Path directory) throws Exception {
    // ends with an error if the two count different rows
    CoreComparison.main(
        new String[] {directory.resolve("ticks").toString(), "20000", "SNAPPY", "1"});
    assertThat(directory.resolve("ticks")).isNotEmptyDirectory();
  }
}
