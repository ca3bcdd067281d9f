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
package dev.adaptive.e2e.flink;

import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Keeps the metrics that sources register, so that they can be read after the job: a Flink job's metrics go with its tasks.
 * Flink makes the reporter itself, in the JVM of the embedded cluster, hence the static queue.
 */
public final class CollectingReporter implements MetricReporter {
  /** The connector's metric group. */
  private static final String GROUP = "adaptive";

  private static final Queue<Named> METRICS = new ConcurrentLinkedQueue<>();

  private record Named(String name, Metric metric) {}

  static void forget() {
    METRICS.clear();
  }

  /** Values of one name are added up; of what is named peak the highest counts. */
  static void collect(Map<String, Long> into) {
    for (Named named : METRICS) {
      if (named.metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number value) {
        into.merge(named.name, value.longValue(), named.name.startsWith("peak") ? Math::max : Long::sum);
      } else if (named.metric instanceof Counter counter) {
        into.merge(named.name, counter.getCount(), Long::sum);
      }
    }
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (Arrays.asList(group.getScopeComponents()).contains(GROUP)) {
      METRICS.add(new Named(name, metric));
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

  /** Found by Flink as a service. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new CollectingReporter();
    }
  }
}
