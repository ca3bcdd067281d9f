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
package dev.adaptive.spark;

import dev.adaptive.plan.PlanReport;
import dev.adaptive.stats.ReadStats;
import dev.adaptive.stats.ReadStats.Counter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * The figures that a scan shows in Spark's UI: those of its plan, counted on the driver, and those
 * of its tasks.
 */
final class ScanMetrics {
  private static final String PEAK_MEMORY = "peakMemory";
  private static final String FILES = "plannedFiles";
  private static final String FILES_PRUNED = "plannedFilesPruned";
  private static final String ROW_GROUPS = "plannedRowGroups";
  private static final String ROW_GROUPS_PRUNED = "plannedRowGroupsPruned";
  private static final String BYTES_SKIPPED = "plannedBytesSkipped";
  private static final String SPLITS = "plannedSplits";

  private ScanMetrics() {}

  static CustomMetric[] supported() {
    List<CustomMetric> metrics = new ArrayList<>();
    metrics.add(new SumMetric(FILES, "files"));
    metrics.add(new SumMetric(FILES_PRUNED, "files pruned by partition values"));
    metrics.add(new SumMetric(ROW_GROUPS, "row groups in files"));
    metrics.add(new SumMetric(ROW_GROUPS_PRUNED, "row groups pruned when planning"));
    metrics.add(new SumMetric(BYTES_SKIPPED, "bytes skipped when planning"));
    metrics.add(new SumMetric(SPLITS, "splits"));
    for (Counter counter : ofTasks()) {
      metrics.add(new SumMetric(counter.key(), counter.description()));
    }
    metrics.add(new MaxMetric(PEAK_MEMORY, "peak memory of a reader in bytes"));
    return metrics.toArray(CustomMetric[]::new);
  }

  /** What is counted when planning has metrics of its own. */
  private static List<Counter> ofTasks() {
    return Arrays.stream(Counter.values()).filter(counter -> !counter.planned()).toList();
  }

  static CustomTaskMetric[] ofPlan(PlanReport report) {
    return new CustomTaskMetric[] {
      new TaskMetric(FILES, report.files(), false),
      new TaskMetric(FILES_PRUNED, report.filesPruned(), false),
      new TaskMetric(ROW_GROUPS, report.units(), false),
      new TaskMetric(ROW_GROUPS_PRUNED, report.unitsPruned(), false),
      new TaskMetric(BYTES_SKIPPED, report.bytesSkipped(), false),
      new TaskMetric(SPLITS, report.splits(), false)
    };
  }

  /**
   * @param earlier figures of the readers that came before in the same task
   */
  static CustomTaskMetric[] ofTask(ReadStats stats, long peakMemory, CustomTaskMetric[] earlier) {
    List<CustomTaskMetric> metrics = new ArrayList<>();
    for (Counter counter : ofTasks()) {
      metrics.add(new TaskMetric(counter.key(), stats.get(counter), false).mergeAny(earlier));
    }
    metrics.add(new TaskMetric(PEAK_MEMORY, peakMemory, true).mergeAny(earlier));
    return metrics.toArray(CustomTaskMetric[]::new);
  }
}
