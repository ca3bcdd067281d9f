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

import dev.adaptive.error.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A way to put units together to splits. Every row of a unit that may pass the filter ends up in
 * exactly one split.
 */
interface SplitPlanner {
  /** The most splits that a plan may have. */
  int MOST_SPLITS = 10_000_000;

  /**
   * @param units ordered by path, then by position in the file
   * @param minSplits make at least so many splits, as far as the planner's own rules allow
   */
  Splits plan(List<PlanningUnit> units, int minSplits);

  /**
   * @param unitsRuledOut units in which a closer look found no row that may pass
   * @param amplification rows that are looked at, all splits together, for each row of the units
   * @param mode what was done, for people
   */
  record Splits(List<ScanSplit> splits, int unitsRuledOut, double amplification, String mode) {}

  /** Makes splits whose ids are their positions, which are the same whenever the plan is. */
  static List<ScanSplit> number(List<? extends List<SplitUnit>> groups) {
    List<ScanSplit> splits = new ArrayList<>(groups.size());
    for (List<SplitUnit> group : groups) {
      splits.add(new ScanSplit(id(splits.size()), group));
    }
    return splits;
  }

  /**
   * Refuses to make more splits than can be of use, which are an option's fault or a damaged
   * file's.
   *
   * @param options that decide it
   */
  static void checkCount(double splits, String options) {
    if (splits > MOST_SPLITS) {
      throw new InvalidOptionException(
          String.format(
              Locale.ROOT,
              "there would be %.0f splits, more than %d. Give a larger %s",
              splits,
              MOST_SPLITS,
              options));
    }
  }

  /** The id of a split: six digits at least, so that ids of most plans are ordered as texts. */
  static String id(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }
}
