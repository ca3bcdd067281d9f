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
package dev.adaptive.parquet.read;

import dev.adaptive.format.RowRange;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.stats.ReadStats.Counter;

/** Counts pages that are passed over, and why. */
final class SkippedPages {
  private final RowRange wanted;
  private final RowRanges left;
  private final ReadStats stats;

  /**
   * @param wanted the rows that are to be read; pages of others only are not counted
   * @param left the rows that the page index left; null if there is no filter
   */
  SkippedPages(RowRange wanted, RowRanges left, ReadStats stats) {
    this.wanted = wanted;
    this.left = left;
    this.stats = stats;
  }

  /** Counts a page with the rows {@code from} to {@code to} - 1. */
  void add(long from, long to) {
    if (to <= wanted.from() || from >= wanted.to()) {
      return;
    }
    stats.add(Counter.PAGES_SKIPPED, 1);
    if (left != null) {
      stats.add(
          left.overlaps(from, to)
              ? Counter.PAGES_SKIPPED_BY_FILTER
              : Counter.PAGES_SKIPPED_BY_PAGE_INDEX,
          1);
    }
  }
}
