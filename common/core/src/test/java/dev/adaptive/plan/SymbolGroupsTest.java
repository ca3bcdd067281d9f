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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SymbolGroupsTest {

  private static PlanningUnit unit(String path, int unit, long rows, SymbolRange range) {
    return new PlanningUnit(new SplitUnit(path, 1000, 0, unit, rows, rows, Map.of()), range);
  }

  private static SymbolRange range(String min, String max, long nulls) {
    return SymbolRange.of(
        new ColumnStatistics(
            100, nulls, min.getBytes(StandardCharsets.UTF_8), max.getBytes(StandardCharsets.UTF_8)),
        true);
  }

  private static SymbolRange range(String min, String max) {
    return range(min, max, 0);
  }

  private static List<List<Integer>> plan(long maxRows, int minSplits, PlanningUnit... units) {
    return new SymbolGroups("symbol", maxRows)
        .plan(List.of(units), minSplits).splits().stream()
            .map(split -> split.units().stream().map(SplitUnit::unit).toList())
            .toList();
  }

  @Test
  void overlapping_ranges_stay_together_even_through_a_third() {
    assertThat(
            plan(
                1,
                1,
                unit("/a", 0, 10, range("A", "C")),
                unit("/a", 1, 10, range("E", "F")),
                unit("/a", 2, 10, range("C", "D")),
                unit("/a", 3, 10, range("A", "B")),
                unit("/a", 4, 10, range("D", "DZ"))))
        .containsExactly(List.of(3, 0, 2, 4), List.of(1));
  }

  @Test
  void a_wide_range_swallows_narrow_ones_that_do_not_touch_each_other() {
    assertThat(
            plan(
                1,
                1,
                unit("/a", 0, 1, range("B", "C")),
                unit("/a", 1, 1, range("A", "Z")),
                unit("/a", 2, 1, range("X", "Y")),
                unit("/a", 3, 1, range("ZZ", "ZZ"))))
        .containsExactly(List.of(1, 0, 2), List.of(3));
  }

  @Test
  void bytes_are_compared_unsigned() {
    assertThat(plan(1, 1, unit("/a", 0, 1, range("ü", "ü")), unit("/a", 1, 1, range("A", "Z"))))
        .containsExactly(List.of(1), List.of(0));
  }

  @Test
  void unknown_symbols_overlap_everything() {
    assertThat(
            plan(
                1,
                1,
                unit("/a", 0, 1, range("A", "A")),
                unit("/a", 1, 1, SymbolRange.UNKNOWN),
                unit("/a", 2, 1, range("C", "C"))))
        .hasSize(1);
    assertThat(SymbolRange.of(new ColumnStatistics(5, 0, null, 7L), true).unbounded()).isTrue();
  }

  @Test
  void rows_without_a_symbol_stay_together() {
    PlanningUnit[] units = {
      unit("/a", 0, 1, range("A", "A", 1)),
      unit("/a", 1, 1, range("B", "B", 0)),
      unit("/a", 2, 1, range("C", "C", -1)),
      unit("/a", 3, 1, SymbolRange.NULL),
      unit("/a", 4, 1, SymbolRange.NULL)
    };
    assertThat(plan(1, 1, units)).containsExactly(List.of(0, 2, 3, 4), List.of(1));
    assertThat(SymbolRange.of(new ColumnStatistics(5, -1, 1L, 7L), false).mayHoldNull())
        .as("not null in the file")
        .isFalse();
  }

  @Test
  void groups_are_packed_largest_first_below_the_ceiling() {
    PlanningUnit[] units = new PlanningUnit[6];
    long[] rows = {30, 70, 50, 20, 40, 90};
    for (int i = 0; i < rows.length; i++) {
      units[i] = unit("/a", i, rows[i], range("S" + i, "S" + i));
    }
    // 90 | 70 30 | 50 40 | 20 -> first fit: 20 does not fit with 90
    assertThat(plan(100, 1, units))
        .containsExactly(List.of(0, 1), List.of(2, 4), List.of(3), List.of(5));
    assertThat(plan(1000, 3, units).size()).isGreaterThanOrEqualTo(3);
    assertThat(plan(1000, 1, units)).hasSize(1);
  }

  @Test
  void what_is_above_the_ceiling_is_a_split_by_itself_and_reported() {
    SymbolGroups batches = new SymbolGroups("symbol", 100);
    SplitPlanner.Splits splits =
        batches.plan(
            List.of(
                unit("/a", 0, 90, range("A", "A")),
                unit("/a", 1, 90, range("A", "A")),
                unit("/a", 2, 10, range("B", "B"))),
            1);
    assertThat(splits.splits()).extracting(ScanSplit::rows).containsExactly(180L, 10L);
    assertThat(splits.mode())
        .isEqualTo(
            "by symbol column 'symbol', at most 100 rows; 1 splits are above that, because their"
                + " row groups have symbols in common");
  }

  /**
   * Units are made from rows; whatever their statistics hide, no symbol may appear in two splits.
   */
  @Property(tries = 500)
  void no_symbol_is_ever_in_two_splits(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 60) int count,
      @ForAll @IntRange(min = 1, max = 500) int maxRows) {
    Random random = new Random(seed);
    Map<Integer, Set<Long>> symbols = new HashMap<>();
    List<PlanningUnit> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long base = random.nextInt(1000);
      Set<Long> held = new TreeSet<>();
      for (int k = random.nextInt(4); k >= 0; k--) {
        held.add(base + random.nextInt(15));
      }
      long nulls = random.nextInt(10) == 0 ? 1 : 0;
      boolean onlyNull = random.nextInt(40) == 0;
      Object min = onlyNull ? null : Collections.min(held) - random.nextInt(2);
      Object max = onlyNull ? null : Collections.max(held) + random.nextInt(2);
      if (onlyNull) {
        held.clear();
      }
      if (nulls > 0 || onlyNull) {
        held.add(Long.MIN_VALUE); // stands for null
      }
      symbols.put(i, held);
      units.add(
          unit(
              "/f",
              i,
              1 + random.nextInt(100),
              SymbolRange.of(new ColumnStatistics(100, onlyNull ? 100 : nulls, min, max), true)));
    }
    List<ScanSplit> splits = new SymbolGroups("s", maxRows).plan(units, 1).splits();

    assertThat(splits.stream().flatMap(split -> split.units().stream()))
        .containsExactlyInAnyOrderElementsOf(units.stream().map(PlanningUnit::unit).toList());
    Map<Long, String> owner = new HashMap<>();
    for (ScanSplit split : splits) {
      for (SplitUnit unit : split.units()) {
        for (Long symbol : symbols.get(unit.unit())) {
          assertThat(owner.putIfAbsent(symbol, split.id())).isIn(null, split.id());
        }
      }
    }
  }
}
