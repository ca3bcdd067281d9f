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

import dev.adaptive.stats.ReadStats;
import dev.adaptive.stats.ReadStats.Counter;
import java.io.Serializable;

/**
 * Figures of a plan, for people and for engines' statistics.
 *
 * @param files files listed
 * @param filesPruned files that partition values ruled out, whose footers were not read
 * @param units units in the files that were left
 * @param unitsPruned units that statistics ruled out
 * @param rows rows in the units to read, before any filter
 * @param bytes uncompressed bytes, in the units to read, of the columns that are delivered or
 *     filtered on
 * @param bytesSkipped compressed bytes of the same columns in pruned units
 * @param splits number of splits
 * @param splitMode how they were made, for people
 */
public record PlanReport(
    int files,
    int filesPruned,
    int units,
    int unitsPruned,
    long rows,
    long bytes,
    long bytesSkipped,
    int splits,
    String splitMode)
    implements Serializable {

  /** New counters that begin with what the plan left out. */
  public ReadStats stats() {
    ReadStats stats = new ReadStats();
    stats.add(Counter.FILES_PRUNED, filesPruned);
    stats.add(Counter.ROW_GROUPS_PRUNED, unitsPruned);
    stats.add(Counter.ROW_GROUPS_PRUNED_BY_STATISTICS, unitsPruned);
    stats.add(Counter.BYTES_SKIPPED, bytesSkipped);
    return stats;
  }

  /** One line, as it stands in an engine's EXPLAIN. */
  public String summary() {
    return "files="
        + (files - filesPruned)
        + "/"
        + files
        + ", row groups="
        + (units - unitsPruned)
        + "/"
        + units
        + ", rows="
        + rows
        + ", bytes="
        + bytes
        + ", splits="
        + splits
        + " ("
        + splitMode
        + ")";
  }
}
