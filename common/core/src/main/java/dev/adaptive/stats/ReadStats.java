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
package dev.adaptive.stats;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a read does. Thread-safe; several readers may share one. */
public final class ReadStats {

  /** The things that are counted. */
  public enum Counter {
    /** Bytes of column chunks that were touched: decompressed or looked at. */
    BYTES_READ("bytesRead", "bytes read"),
    /** Bytes of projected column chunks that pruning or late materialization left alone. */
    BYTES_SKIPPED("bytesSkipped", "bytes skipped"),
    /** Files that partition values ruled out, so that not even their footers were read. */
    FILES_PRUNED("filesPruned", "files pruned by partition values"),
    /** Row groups that were opened; one of which several tasks read a part counts for each. */
    ROW_GROUPS_READ("rowGroupsRead", "row groups read"),
    /** Row groups that were left out, at any of the levels below. */
    ROW_GROUPS_PRUNED("rowGroupsPruned", "row groups pruned"),
    /** Row groups that a footer ruled out: by statistics, or as the file lacks a column. */
    ROW_GROUPS_PRUNED_BY_STATISTICS(
        "rowGroupsPrunedByStatistics", "row groups pruned by statistics"),
    /** Row groups none of whose pages may have a row that passes the filter. */
    ROW_GROUPS_PRUNED_BY_PAGE_INDEX(
        "rowGroupsPrunedByPageIndex", "row groups pruned by page index"),
    ROW_GROUPS_PRUNED_BY_BLOOM_FILTER(
        "rowGroupsPrunedByBloomFilter", "row groups pruned by Bloom filter"),
    ROW_GROUPS_PRUNED_BY_DICTIONARY(
        "rowGroupsPrunedByDictionary", "row groups pruned by dictionary"),
    /** Rows that the page index ruled out, those of whole row groups among them. */
    ROWS_PRUNED("rowsPruned", "rows pruned by page index"),
    /** Pages that were decompressed. */
    PAGES_READ("pagesRead", "pages read"),
    /**
     * Pages that were passed over without being decompressed. Those behind the last row that was
     * wanted are not counted, as nothing looked for them.
     */
    PAGES_SKIPPED("pagesSkipped", "pages skipped"),
    /** Those of them of which the page index left no row. */
    PAGES_SKIPPED_BY_PAGE_INDEX("pagesSkippedByPageIndex", "pages skipped by page index"),
    /** Those of them of which no row passed the filter on other columns: late materialization. */
    PAGES_SKIPPED_BY_FILTER("pagesSkippedByFilter", "pages skipped by filter"),
    /** Rows that the filter looked at. */
    ROWS_SCANNED("rowsScanned", "rows scanned"),
    /** Rows handed out. */
    ROWS("rows", "rows returned"),
    BATCHES("batches", "batches");

    private final String key;
    private final String description;

    Counter(String key, String description) {
      this.key = key;
      this.description = description;
    }

    /** The name under which engines publish the counter. */
    public String key() {
      return key;
    }

    /** A few words for people. */
    public String description() {
      return description;
    }

    /** Whether this is counted where a read is planned; never where splits are read. */
    public boolean planned() {
      return this == FILES_PRUNED || this == ROW_GROUPS_PRUNED_BY_STATISTICS;
    }
  }

  private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);

  public ReadStats() {
    for (Counter counter : Counter.values()) {
      counters.put(counter, new LongAdder());
    }
  }

  public void add(Counter counter, long delta) {
    counters.get(counter).add(delta);
  }

  public long get(Counter counter) {
    return counters.get(counter).sum();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counters.forEach(
        (counter, value) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(counter.description())
                .append(' ')
                .append(value.sum()));
    return text.toString();
  }
}
