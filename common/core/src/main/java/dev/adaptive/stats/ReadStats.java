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
    /** Row groups that were opened; one of which several tasks read a part counts for each. */
    ROW_GROUPS_READ("rowGroupsRead", "row groups read"),
    ROW_GROUPS_PRUNED("rowGroupsPruned", "row groups pruned"),
    /** Pages that were decompressed. */
    PAGES_READ("pagesRead", "pages read"),
    /** Pages that were passed over without being decompressed. */
    PAGES_SKIPPED("pagesSkipped", "pages skipped"),
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
