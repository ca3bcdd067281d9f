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

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.expr.Predicate;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.read.SplitReader;
import dev.adaptive.stats.ReadStats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/**
 * One read through the core, as an engine does it: planned once, then split by split on some
 * threads.
 *
 * @param columns null for all
 * @param filter null for none
 */
record Scan(Path directory, List<String> columns, Predicate filter) {

  /** What a scan came to. */
  record Result(double value, long rows, ReadStats stats, long peakBytes) {}

  /**
   * Plans and reads.
   *
   * @param perBatch its results are added up
   */
  Result run(int threads, ToDoubleFunction<ColumnBatch> perBatch) {
    LocalStorage storage = new LocalStorage(Mmap.AUTO);
    ScanPlan plan =
        TableScan.open(storage, List.of(directory.toString()), null, ReadOptions.defaults())
            .plan(columns, filter, threads);
    MemoryBudget budget =
        MemoryBudget.root(
            "benchmark", threads * plan.spec().options().memory(Machine.current()).limit());
    ReadStats stats = new ReadStats();
    Queue<ScanSplit> splits = new ConcurrentLinkedQueue<>(plan.splits());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Double>> sums = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        sums.add(pool.submit(() -> drain(plan, splits, storage, budget, stats, perBatch)));
      }
      double value = 0;
      for (Future<Double> sum : sums) {
        value += sum.get();
      }
      return new Result(value, stats.get(ReadStats.Counter.ROWS), stats, budget.peak());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
      storage.close();
    }
  }

  private static double drain(
      ScanPlan plan,
      Queue<ScanSplit> splits,
      LocalStorage storage,
      MemoryBudget budget,
      ReadStats stats,
      ToDoubleFunction<ColumnBatch> perBatch) {
    double[] sum = {0};
    for (ScanSplit split = splits.poll(); split != null; split = splits.poll()) {
      try (SplitReader reader =
          new SplitReader(plan.spec(), split, ScanPosition.START, storage, budget, stats)) {
        reader.forEach(batch -> sum[0] += perBatch.applyAsDouble(batch));
      }
    }
    return sum[0];
  }
}
