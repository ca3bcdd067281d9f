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
package dev.adaptive.plan;

import dev.adaptive.format.UnitLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How long it takes to make splits of 1,000 to 1,000,000 units, once their footers have been read,
 * in CPU time of the planning thread, as a Markdown table. In this package because planners are not
 * public. Argument: the most units (1000000). Run it with {@code -Xmx512m}.
 */
public final class PlanningSpeed {
  private static final long MB = 1 << 20;
  private static final int UNITS_PER_FILE = 10;
  private static final long ROWS = 500_000;
  private static final int DAYS = 30;

  private PlanningSpeed() {}

  /** What was measured. */
  public record Figures(
      int units, double sizeMillis, int sizeSplits, double symbolMillis, int symbolSplits) {}

  public static void main(String[] args) {
    int most = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    measure(10_000); // warm-up
    System.out.println("| units | by size | splits | by symbol | splits | heap in use |");
    System.out.println("|---|---|---|---|---|---|");
    for (int units = 1_000; units <= most; units *= 10) {
      Figures figures = measure(units);
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          Locale.ROOT,
          "| %,d | %,.0f ms | %,d | %,.0f ms | %,d | %,d of %,d MB |%n",
          figures.units(),
          figures.sizeMillis(),
          figures.sizeSplits(),
          figures.symbolMillis(),
          figures.symbolSplits(),
          (runtime.totalMemory() - runtime.freeMemory()) / MB,
          runtime.maxMemory() / MB);
    }
  }

  /** Makes splits by size of units of 1 to 1000 MB, and by symbol of files sorted by symbol. */
  public static Figures measure(int count) {
    Random random = new Random(1);
    List<PlanningUnit> units = new ArrayList<>(count);
    int perDay = Math.max(1, count / DAYS);
    String path = null;
    for (int i = 0; i < count; i++) {
      long bytes = (long) (32 * MB * Math.min(30, Math.exp(random.nextGaussian())));
      long first = 1000L * (i % perDay);
      SymbolRange symbols = new SymbolRange(first, first + 1000, false, false);
      int unit = i % UNITS_PER_FILE;
      if (unit == 0) {
        path = String.format("/table/day=%02d/part-%06d.parquet", i / perDay, i / UNITS_PER_FILE);
      }
      units.add(
          new PlanningUnit(new SplitUnit(path, 1 << 30, 0, unit, ROWS, bytes, Map.of()), symbols));
    }
    long start = cpuNanos();
    int bySize =
        new SizeBins(128 * MB, 4 * MB, Long.MAX_VALUE, new EvenLayouts())
            .plan(units, 8)
            .splits()
            .size();
    long middle = cpuNanos();
    int bySymbol =
        new SymbolBatches("symbol", 100 * ROWS, Long.MAX_VALUE, new Footers())
            .plan(units, 8)
            .splits()
            .size();
    long end = cpuNanos();
    return new Figures(count, (middle - start) / 1e6, bySize, (end - middle) / 1e6, bySymbol);
  }

  /** Of this thread, which other processes do not disturb; collecting garbage is not in it. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static final class EvenLayouts implements UnitLayouts {
    @Override
    public boolean mayPrune() {
      return false;
    }

    @Override
    public List<UnitLayout> of(List<SplitUnit> units) {
      return units.stream().map(unit -> UnitLayout.even(unit.rows(), unit.bytes())).toList();
    }
  }

  /** No page index. */
  private static final class Footers implements SymbolSource {
    @Override
    public List<SymbolPages> pages(List<PlanningUnit> units) {
      return units.stream().map(unit -> SymbolPages.whole(unit, 0)).toList();
    }

    @Override
    public SymbolSizes sample(List<PlanningUnit> units) {
      return null;
    }
  }
}
