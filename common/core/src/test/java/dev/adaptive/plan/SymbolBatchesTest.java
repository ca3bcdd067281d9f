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

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.plan.SymbolPages.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolBatchesTest {

  /** Units of which the symbols of every row are known; null is a symbol, too. */
  private static final class Table implements SymbolSource {
    private final List<List<Long>> units;
    private final int pageRows;
    private final boolean maySample;

    Table(List<List<Long>> units, int pageRows, boolean maySample) {
      this.units = units;
      this.pageRows = pageRows;
      this.maySample = maySample;
    }

    List<PlanningUnit> planned() {
      List<PlanningUnit> planned = new ArrayList<>();
      for (int i = 0; i < units.size(); i++) {
        int rows = units.get(i).size();
        planned.add(
            new PlanningUnit(
                new SplitUnit("/f" + i / 3, 1000, 0, i % 3, rows, 10L * rows, Map.of()),
                SymbolRange.of(statistics(units.get(i)), true)));
      }
      return planned;
    }

    private static ColumnStatistics statistics(List<Long> symbols) {
      List<Long> known = symbols.stream().filter(symbol -> symbol != null).toList();
      return new ColumnStatistics(
          symbols.size(),
          symbols.size() - known.size(),
          known.isEmpty() ? null : Collections.min(known),
          known.isEmpty() ? null : Collections.max(known));
    }

    @Override
    public List<SymbolPages> pages(List<PlanningUnit> planned) {
      List<SymbolPages> all = new ArrayList<>();
      for (int i = 0; i < units.size(); i++) {
        List<Page> pages = new ArrayList<>();
        for (int row = 0; row < units.get(i).size(); row += pageRows) {
          ColumnStatistics page =
              statistics(units.get(i).subList(row, Math.min(row + pageRows, units.get(i).size())));
          pages.add(SymbolPages.page(row, page, SymbolRange.of(page, true)));
        }
        all.add(new SymbolPages(planned.get(i).unit(), pages));
      }
      return all;
    }

    @Override
    public SymbolSizes sample(List<PlanningUnit> planned) {
      if (!maySample) {
        return null;
      }
      TreeMap<Object, Long> counts = new TreeMap<>(KeyOrder.ORDER);
      long nulls = 0;
      long rows = 0;
      for (List<Long> unit : units) {
        rows += unit.size();
        for (int i = 0; i < unit.size(); i += 2) {
          if (unit.get(i) == null) {
            nulls++;
          } else {
            counts.merge(unit.get(i), 1L, Long::sum);
          }
        }
      }
      return SymbolSizes.ofSample(counts, nulls, rows);
    }
  }

  private static List<List<Long>> random(Random random, boolean sorted) {
    List<List<Long>> units = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      List<Long> symbols = new ArrayList<>();
      int spread = 1 + random.nextInt(40);
      for (int row = random.nextInt(300); row >= 0; row--) {
        symbols.add(
            random.nextInt(20) == 0 ? null : (long) (spread * Math.pow(random.nextDouble(), 3)));
      }
      if (sorted) {
        symbols.sort(java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder()));
      }
      units.add(symbols);
    }
    return units;
  }

  @Property(tries = 500)
  void every_row_is_read_once_and_a_symbol_by_one_split_unless_it_is_cut(
      @ForAll long seed,
      @ForAll boolean sorted,
      @ForAll boolean maySample,
      @ForAll @IntRange(min = 1, max = 400) int maxRows,
      @ForAll @IntRange(min = 1, max = 8) int minSplits) {
    Random random = new Random(seed);
    List<List<Long>> units = random(random, sorted);
    Table table = new Table(units, 1 + random.nextInt(60), maySample);
    List<ScanSplit> splits =
        new SymbolBatches("s", maxRows, Long.MAX_VALUE, table)
            .plan(table.planned(), minSplits)
            .splits();

    int[][] readBy = new int[units.size()][];
    for (int i = 0; i < readBy.length; i++) {
      readBy[i] = new int[units.get(i).size()];
    }
    Map<Object, Set<String>> readers = new java.util.HashMap<>();
    for (ScanSplit split : splits) {
      for (SplitUnit unit : split.units()) {
        int index = 3 * Integer.parseInt(unit.path().substring(2)) + unit.unit();
        for (int row = (int) unit.firstRow(); row < unit.endRow(); row++) {
          Long symbol = units.get(index).get(row);
          if (split.keys() == null || split.keys().has(symbol)) {
            readBy[index][row]++;
            readers
                .computeIfAbsent(String.valueOf(symbol), key -> new HashSet<>())
                .add(
                    split.keys() != null && split.keys().part() > 0
                        ? "cut " + split.keys().ranges()
                        : split.id());
          }
        }
      }
    }
    for (int[] unit : readBy) {
      assertThat(unit).containsOnly(1);
    }
    if (splits.stream().noneMatch(split -> split.keys() == null)) {
      assertThat(readers).allSatisfy((symbol, ids) -> assertThat(ids).hasSize(1));
    }
    assertThat(splits).extracting(ScanSplit::id).isSorted().doesNotHaveDuplicates();
    // symbols that nobody has seen are somebody's
    for (long unseen : new long[] {Long.MIN_VALUE, -1, 17, 1_000_000, Long.MAX_VALUE}) {
      long having =
          splits.stream()
              .filter(split -> split.keys() == null || split.keys().has(unseen))
              .map(split -> split.keys() == null ? "" : split.keys().ranges().toString())
              .distinct()
              .count();
      assertThat(having).isLessThanOrEqualTo(1);
    }
  }

  /** Counts of symbols as exchanges have them: a few with very many rows. */
  private static SymbolSizes zipf(int symbols, long rows) {
    double[] weights = new double[symbols];
    double sum = 0;
    for (int i = 0; i < symbols; i++) {
      weights[i] = 1 / Math.pow(i + 1, 1.05);
      sum += weights[i];
    }
    List<Integer> names = new ArrayList<>();
    for (int i = 0; i < symbols; i++) {
      names.add(i);
    }
    Collections.shuffle(names, new Random(7));
    TreeMap<Object, Long> counts = new TreeMap<>(KeyOrder.ORDER);
    long all = 0;
    for (int i = 0; i < symbols; i++) {
      long count = Math.max(1, (long) (rows * weights[i] / sum));
      counts.put((long) names.get(i), count);
      all += count;
    }
    return SymbolSizes.ofSample(counts, 0, all);
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000, 50_000})
  void batches_are_nearly_as_few_as_can_be(int symbols) {
    SymbolSizes sizes = zipf(symbols, 1_000_000_000);
    for (double ceiling : new double[] {5_000_000, 20_000_000, 150_000_000}) {
      KeyPacking packing = KeyPacking.pack(sizes, ceiling);
      double alone = 0;
      double shared = 0;
      for (int i = 0; i < sizes.intervals(); i++) {
        alone += sizes.rows(i) > ceiling ? 1 : 0;
        shared += sizes.rows(i) > ceiling ? 0 : sizes.rows(i);
      }
      double bound = alone + Math.ceil(shared / ceiling);
      assertThat(packing.batches()).isLessThanOrEqualTo((int) Math.ceil(1.05 * bound));
      for (int batch = 0; batch < packing.batches(); batch++) {
        int number = batch;
        long members =
            java.util.stream.IntStream.range(0, sizes.intervals())
                .filter(i -> packing.batchOf(i) == number)
                .count();
        assertThat(packing.rows(batch) <= ceiling * 1.000001 || members == 1).isTrue();
      }
    }
  }

  @Test
  void in_files_ordered_by_symbol_little_is_read_twice() {
    List<List<Long>> units = new ArrayList<>();
    for (int unit = 0; unit < 9; unit++) {
      List<Long> symbols = new ArrayList<>();
      for (int row = 0; row < 10_000; row++) {
        symbols.add((long) row / 50);
      }
      units.add(symbols);
    }
    Table table = new Table(units, 100, false);
    SplitPlanner.Splits splits =
        new SymbolBatches("s", 9_100, Long.MAX_VALUE, table).plan(table.planned(), 1);
    assertThat(splits.amplification()).isLessThan(1.1);
    assertThat(splits.splits()).hasSize(10);
    assertThat(splits.mode()).contains("from metadata");
  }

  @Test
  void in_files_ordered_by_time_a_sample_tells_and_the_plan_says_what_it_costs() {
    List<List<Long>> units = List.of(new ArrayList<>(), new ArrayList<>());
    for (long row = 0; row < 20_000; row++) {
      units.get((int) (row / 10_000)).add(row * 7919 % 101);
    }
    Table sampled = new Table(units, 100, true);
    SplitPlanner.Splits splits =
        new SymbolBatches("s", 5_200, Long.MAX_VALUE, sampled).plan(sampled.planned(), 1);
    assertThat(splits.splits()).hasSize(4);
    assertThat(splits.amplification()).isEqualTo(4);
    assertThat(splits.mode()).contains("sample of 10000 rows", "read amplification 4.00");
    assertThat(splits.splits())
        .allSatisfy(split -> assertThat(split.rows()).isBetween(4_400L, 5_200L));

    Table unsampled = new Table(units, 100, false);
    assertThat(
            new SymbolBatches("s", 5_200, Long.MAX_VALUE, unsampled)
                .plan(unsampled.planned(), 1)
                .mode())
        .contains("unclear for 100 % of rows");
  }

  @Test
  void bytes_limit_batches_too() {
    List<List<Long>> units = List.of(new ArrayList<>());
    for (long row = 0; row < 10_000; row++) {
      units.get(0).add(row / 10);
    }
    Table table = new Table(units, 100, false);
    assertThat(new SymbolBatches("s", 1_000_000, 25_500, table).plan(table.planned(), 1).splits())
        .hasSize(4);
  }
}
