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
package dev.adaptive.e2e.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * Reads the metrics that data sources publish out of an executed plan. Spark itself keeps them as text for its web page; the
 * plan has the sums over tasks, and what is a peak is taken from the tasks' own reports.
 */
final class ScanMetrics {
  private final SparkContext context;

  /** The highest value that a task reported, by accumulator. */
  private final Map<Long, Long> highest = new ConcurrentHashMap<>();

  ScanMetrics(SparkContext context) {
    this.context = context;
    context.addSparkListener(
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            var accumulables = end.taskInfo().accumulables().iterator();
            while (accumulables.hasNext()) {
              AccumulableInfo info = accumulables.next();
              if (info.update().isDefined() && info.update().get() instanceof Long value) {
                highest.merge(info.id(), value, Math::max);
              }
            }
          }
        });
  }

  void clearPeaks() {
    highest.clear();
  }

  /** Adds the metrics of every scan below the plan. */
  void collect(SparkPlan plan, Map<String, Long> into) throws TimeoutException {
    // task ends are reported through a queue
    context.listenerBus().waitUntilEmpty(60_000);
    visit(plan, into);
  }

  private void visit(SparkPlan plan, Map<String, Long> into) {
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      visit(adaptive.executedPlan(), into);
    } else if (plan instanceof QueryStageExec stage) {
      visit(stage.plan(), into);
    } else if (plan instanceof BatchScanExec scan) {
      Iterator<Tuple2<String, SQLMetric>> metrics = scan.metrics().iterator();
      while (metrics.hasNext()) {
        Tuple2<String, SQLMetric> metric = metrics.next();
        if (metric._1().startsWith("peak")) {
          into.merge(metric._1(), highest.getOrDefault(metric._2().id(), 0L), Math::max);
        } else {
          into.merge(metric._1(), (Long) metric._2().value(), Long::sum);
        }
      }
    }
    for (int i = 0; i < plan.children().size(); i++) {
      visit(plan.children().apply(i), into);
    }
  }
}
