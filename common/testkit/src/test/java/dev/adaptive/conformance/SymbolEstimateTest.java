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
package dev.adaptive.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.read.SplitReader;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How near the estimated rows of symbol batches are to those that they turn out to have. */
class SymbolEstimateTest {
  private static final long ROWS = 1_200_000;
  private static final int MAX_ROWS = 200_000;

  @TempDir static Path directory;
  private static TickData ticks;

  @BeforeAll
  static void generate() throws IOException {
    ticks =
        TickData.ensure(
            directory.resolve("ticks"), TickSpec.ofRows(ROWS).withSymbols(300).withDays(2));
  }

  private static void check(Path path, String mode, double tolerance, double amplification) {
    ReadOptions options =
        ReadOptions.of(
            Map.of(
                "split.mode",
                mode,
                "symbol-column",
                "symbol",
                "symbol-batch.max-rows",
                Integer.toString(MAX_ROWS)));
    MemoryBudget budget = MemoryBudget.root("test", Reading.MEMORY_LIMIT);
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      ScanPlan plan =
          TableScan.open(storage, List.of(path.toString()), null, options)
              .plan(List.of("price"), null, 1);
      assertThat(plan.splits()).hasSizeBetween(6, 9);
      long all = 0;
      long looked = 0;
      for (ScanSplit split : plan.splits()) {
        ReadStats stats = new ReadStats();
        long rows = 0;
        try (SplitReader reader =
            new SplitReader(plan.spec(), split, ScanPosition.START, storage, budget, stats)) {
          for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
            rows += batch.rows();
            batch.close();
          }
        }
        assertThat(Math.abs(rows - split.rows()))
            .as("%s has %d rows", split.keys(), rows)
            .isLessThan((long) (tolerance * MAX_ROWS));
        all += rows;
        looked += stats.get(ReadStats.Counter.ROWS_SCANNED);
      }
      assertThat(all).isEqualTo(ROWS);
      assertThat((double) looked / all).isLessThan(amplification);
    }
  }

  @Test
  void ordered_by_symbol_the_page_index_tells() {
    check(ticks.bySymbol(), "symbol", 0.15, 1.3);
    check(ticks.bySymbol(), "auto", 0.15, 1.3);
  }

  @Test
  void ordered_by_time_a_sample_tells() {
    check(ticks.byTime(), "symbol", 0.15, 9.1);
  }
}
