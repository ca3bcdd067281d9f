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
package dev.adaptive.flink;

import dev.adaptive.stats.ReadStats;
import java.util.Collection;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/**
 * Publishes what a reader does: Flink's standard source metrics, and those of the connector in a
 * group of their own.
 */
final class ReaderMetrics {
  /** Name of the connector's metric group. */
  static final String GROUP = "adaptive";

  private final Counter recordsIn;
  private final Counter bytesIn;

  ReaderMetrics(
      SourceReaderMetricGroup metrics, ReaderContext context, Collection<SplitProgress> progress) {
    this.recordsIn = metrics.getIOMetricGroup().getNumRecordsInCounter();
    this.bytesIn = metrics.getIOMetricGroup().getNumBytesInCounter();
    metrics.setPendingRecordsGauge(() -> sum(progress, SplitProgress::pendingRows));
    metrics.setPendingBytesGauge(() -> sum(progress, SplitProgress::pendingBytes));
    MetricGroup group = metrics.addGroup(GROUP);
    for (ReadStats.Counter counter : ReadStats.Counter.values()) {
      if (!counter.planned()) { // the enumerator's metrics
        group.gauge(counter.key(), () -> context.stats().get(counter));
      }
    }
    group.gauge("usedMemory", () -> context.budget().used());
    group.gauge("peakMemory", () -> context.budget().peak());
    group.gauge("memoryLimit", () -> context.budget().limit());
  }

  private static long sum(Collection<SplitProgress> progress, ToLongFunction<SplitProgress> what) {
    return progress.stream().mapToLong(what).sum();
  }

  /** Counts the rows of a run, of which Flink itself counts one, as it does per element. */
  void emitted(int rows, long bytes) {
    recordsIn.inc(rows - 1L);
    if (bytes != 0) {
      bytesIn.inc(bytes);
    }
  }
}
