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

import dev.adaptive.format.UnitLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SizeBinsTest {
  private static final long MB = 1 << 20;
  private static final long ROWS = 1_000;

  private static PlanningUnit unit(int file, int unit, long bytes) {
    return new PlanningUnit(
        new SplitUnit(String.format("/f%05d", file), 1L << 40, 0, unit, ROWS, bytes, Map.of()),
        null);
  }

  private static List<PlanningUnit> files(int files, int unitsEach, long bytes) {
    List<PlanningUnit> units = new ArrayList<>();
    for (int file = 0; file < files; file++) {
      for (int unit = 0; unit < unitsEach; unit++) {
        units.add(unit(file, unit, bytes));
      }
    }
    return units;
  }

  private static SizeBins bins(long target, long openCost) {
    return bins(target, openCost, Long.MAX_VALUE);
  }

  private static SizeBins bins(long target, long openCost, long maxRows) {
    return new SizeBins(target, openCost, maxRows, new EvenLayouts());
  }

  /** Units that can be cut at any row. */
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

  private static List<SplitUnit> flat(List<ScanSplit> splits) {
    return splits.stream().flatMap(split -> split.units().stream()).toList();
  }

  @Test
  void no_units_are_no_splits() {
    assertThat(bins(MB, MB).plan(List.of(), 8).splits()).isEmpty();
  }

  @Test
  void one_file_is_cut_at_the_target_into_even_splits_of_neighbours() {
    List<ScanSplit> splits = bins(128 * MB, 4 * MB).plan(files(1, 13, 10 * MB), 1).splits();
    assertThat(splits).extracting(split -> split.units().size()).containsExactly(7, 6);
    assertThat(splits.get(0).units())
        .extracting(SplitUnit::unit)
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(splits).extracting(ScanSplit::id).containsExactly("000000", "000001");
  }

  @Test
  void small_files_share_splits_and_the_open_cost_limits_how_many() {
    List<ScanSplit> splits = bins(128 * MB, 4 * MB).plan(files(1000, 1, 1000), 1).splits();
    assertThat(splits).allSatisfy(split -> assertThat(split.units().size()).isBetween(20, 33));
  }

  @Test
  void as_many_splits_are_made_as_asked_for_if_there_are_units() {
    assertThat(bins(128 * MB, 4 * MB).plan(files(1, 16, 1000), 8).splits()).hasSize(8);
    assertThat(bins(128 * MB, 4 * MB).plan(files(1, 5, 1000), 8).splits()).hasSize(5);
    assertThat(bins(128 * MB, 4 * MB).plan(files(3, 1, 0), 2).splits()).hasSize(2);
    assertThat(bins(128 * MB, 4 * MB).plan(files(4, 10, 50 * MB), 3).splits().size())
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void splits_of_uneven_units_are_balanced() {
    Random random = new Random(3);
    List<PlanningUnit> units = new ArrayList<>();
    for (int file = 0; file < 200; file++) {
      for (int unit = 0; unit < 10; unit++) {
        units.add(unit(file, unit, (long) (MB * Math.exp(random.nextGaussian()))));
      }
    }
    List<ScanSplit> splits = bins(64 * MB, 4 * MB).plan(units, 16).splits();
    double mean = splits.stream().mapToLong(SizeBinsTest::weight).average().orElseThrow();
    long heaviest = splits.stream().mapToLong(SizeBinsTest::weight).max().orElseThrow();
    assertThat(heaviest / mean).isLessThan(1.15);
  }

  /** Puts together what was cut; checks that nothing is missing or doubled. */
  private static List<SplitUnit> whole(List<SplitUnit> parts) {
    List<SplitUnit> whole = new ArrayList<>();
    long next = 0;
    for (SplitUnit part : parts) {
      assertThat(part.firstRow()).isEqualTo(next);
      assertThat(part.rows()).isPositive();
      SplitUnit last = next == 0 ? null : whole.remove(whole.size() - 1);
      SplitUnit sum =
          last == null ? part : last.part(0, part.endRow(), last.bytes() + part.bytes());
      next = part.endRow() == ROWS ? 0 : part.endRow();
      whole.add(next == 0 ? unit(sum, sum.bytes()) : sum);
    }
    return whole;
  }

  private static SplitUnit unit(SplitUnit like, long bytes) {
    return new SplitUnit(like.path(), 1L << 40, 0, like.unit(), ROWS, bytes, Map.of());
  }

  private static double skew(List<ScanSplit> splits) {
    double mean = splits.stream().mapToLong(ScanSplit::bytes).average().orElse(1);
    return splits.stream().mapToLong(ScanSplit::bytes).max().orElse(1) / mean;
  }

  @Test
  void one_big_unit_is_cut_for_as_many_tasks_as_there_are() {
    List<ScanSplit> splits = bins(128 * MB, 4 * MB).plan(files(1, 1, 100 * MB), 8).splits();
    assertThat(splits).hasSize(8);
    assertThat(skew(splits)).isLessThan(1.01);
    assertThat(bins(128 * MB, 4 * MB).plan(files(1, 1, 6 * MB), 8).splits()).hasSize(2);
    assertThat(bins(128 * MB, 4 * MB).plan(files(1, 1, 3 * MB), 8).splits()).hasSize(1);
  }

  @Property(tries = 300)
  void big_and_small_units_make_even_splits(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll @IntRange(min = 1, max = 40) int minSplits) {
    Random random = new Random(seed);
    List<PlanningUnit> units = new ArrayList<>();
    double spread = 3 * random.nextDouble();
    for (int i = 0; i < count; i++) {
      double factor = Math.exp(spread * random.nextGaussian());
      units.add(unit(0, i, (long) (100 * MB * Math.min(40, factor))));
    }
    List<ScanSplit> splits = bins(128 * MB, 4 * MB).plan(units, minSplits).splits();
    double mean = splits.stream().mapToLong(ScanSplit::bytes).average().orElse(1);
    long smallestCut = 4 * MB;
    long largestRow = 4 * MB;
    assertThat(splits)
        .allSatisfy(
            split ->
                assertThat(split.bytes())
                    .isLessThanOrEqualTo((long) (1.17 * mean) + smallestCut + largestRow));
    assertThat(whole(flat(splits)))
        .containsExactlyElementsOf(units.stream().map(PlanningUnit::unit).toList());
  }

  @Property(tries = 200)
  void no_split_has_more_rows_than_it_may(
      @ForAll @Size(max = 60) List<@LongRange(max = 2_000) Long> bytes,
      @ForAll @LongRange(min = 1, max = 3_000) long maxRows,
      @ForAll @IntRange(min = 1, max = 20) int minSplits) {
    List<PlanningUnit> units = new ArrayList<>();
    bytes.forEach(size -> units.add(unit(units.size() / 3, units.size() % 3, size)));
    List<ScanSplit> splits = bins(3_000, 200, maxRows).plan(units, minSplits).splits();
    assertThat(splits).allMatch(split -> split.rows() <= maxRows);
    assertThat(whole(flat(splits)))
        .containsExactlyElementsOf(units.stream().map(PlanningUnit::unit).toList());
  }

  private static long weight(ScanSplit split) {
    return split.bytes()
        + 4 * MB * (split.units().stream().map(SplitUnit::path).distinct().count() - 1);
  }

  @Property(tries = 300)
  void every_row_is_in_exactly_one_split_and_order_is_kept(
      @ForAll @Size(max = 200) List<@LongRange(max = 2_000) Long> bytes,
      @ForAll @LongRange(min = 1, max = 5_000) long target,
      @ForAll @LongRange(min = 1, max = 500) long openCost,
      @ForAll @IntRange(min = 1, max = 40) int minSplits,
      @ForAll @IntRange(min = 1, max = 9) int unitsPerFile) {
    List<PlanningUnit> units = new ArrayList<>();
    for (int i = 0; i < bytes.size(); i++) {
      units.add(unit(i / unitsPerFile, i % unitsPerFile, bytes.get(i)));
    }
    List<ScanSplit> splits = bins(target, openCost).plan(units, minSplits).splits();

    assertThat(whole(flat(splits)))
        .containsExactlyElementsOf(units.stream().map(PlanningUnit::unit).toList());
    assertThat(splits.size()).isGreaterThanOrEqualTo(Math.min(minSplits, units.size()));
    assertThat(splits).extracting(ScanSplit::id).isSorted().doesNotHaveDuplicates();
    assertThat(bins(target, openCost).plan(units, minSplits).splits()).isEqualTo(splits);
  }
}
