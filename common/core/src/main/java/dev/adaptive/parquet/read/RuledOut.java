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

import dev.adaptive.stats.ReadStats.Counter;

/** What shows of a whole row group that none of its rows passes a filter. */
public enum RuledOut {
  BY_STATISTICS(Counter.ROW_GROUPS_PRUNED_BY_STATISTICS),
  BY_PAGE_INDEX(Counter.ROW_GROUPS_PRUNED_BY_PAGE_INDEX),
  BY_BLOOM_FILTER(Counter.ROW_GROUPS_PRUNED_BY_BLOOM_FILTER),
  /** By dictionaries, or by them and Bloom filters of other columns together. */
  BY_DICTIONARY(Counter.ROW_GROUPS_PRUNED_BY_DICTIONARY);

  private final Counter counter;

  RuledOut(Counter counter) {
    this.counter = counter;
  }

  Counter counter() {
    return counter;
  }
}
