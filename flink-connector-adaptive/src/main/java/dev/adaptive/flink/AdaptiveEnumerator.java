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

import dev.adaptive.plan.PlanReport;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanSplit;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans the splits once, on the job manager and off its main thread, and hands them out one by one
 * to the readers that ask. Used by the coordinator's thread alone.
 */
final class AdaptiveEnumerator implements SplitEnumerator<AdaptiveSplit, AdaptiveEnumeratorState> {
  private static final Logger LOG = LoggerFactory.getLogger(AdaptiveEnumerator.class);

  private final SplitEnumeratorContext<AdaptiveSplit> context;
  private final IntFunction<ScanPlan> planner;
  private final ArrayDeque<AdaptiveSplit> unassigned;
  private final String filter;

  /** Readers that asked for a split before there was a plan, in that order. */
  private final Set<Integer> waiting = new LinkedHashSet<>();

  private boolean planned;

  /**
   * @param planner makes the plan with at least so many splits, if there are as many row groups
   * @param restored what is known already
   */
  AdaptiveEnumerator(
      SplitEnumeratorContext<AdaptiveSplit> context,
      IntFunction<ScanPlan> planner,
      AdaptiveEnumeratorState restored) {
    this.context = context;
    this.planner = planner;
    this.unassigned = new ArrayDeque<>(restored.splits());
    this.planned = restored.planned();
    this.filter = restored.filter();
  }

  @Override
  public void start() {
    context.metricGroup().setUnassignedSplitsGauge(() -> (long) unassigned.size());
    if (!planned) {
      int parallelism = Math.max(1, context.currentParallelism());
      context.callAsync(() -> planner.apply(parallelism), this::onPlanned);
    }
  }

  private void onPlanned(ScanPlan plan, Throwable error) {
    if (error != null) {
      throw new FlinkRuntimeException("the read cannot be planned: " + error.getMessage(), error);
    }
    planned = true;
    for (ScanSplit split : plan.splits()) {
      unassigned.add(new AdaptiveSplit(split));
    }
    LOG.info("Planned: {}", plan.report().summary());
    register(plan.report());
    waiting.forEach(this::assign);
    waiting.clear();
  }

  private void register(PlanReport report) {
    MetricGroup group = context.metricGroup().addGroup(ReaderMetrics.GROUP);
    group.gauge("files", report::files);
    group.gauge("filesPruned", report::filesPruned);
    group.gauge("rowGroups", report::units);
    group.gauge("rowGroupsPruned", report::unitsPruned);
    group.gauge("bytesSkipped", report::bytesSkipped);
    group.gauge("splits", report::splits);
  }

  @Override
  public void handleSplitRequest(int subtask, String requesterHostname) {
    if (planned) {
      assign(subtask);
    } else {
      waiting.add(subtask);
    }
  }

  private void assign(int subtask) {
    if (!context.registeredReaders().containsKey(subtask)) {
      // failed in the meantime; it asks again when it is back
      return;
    }
    AdaptiveSplit next = unassigned.poll();
    if (next == null) {
      context.signalNoMoreSplits(subtask);
    } else {
      context.assignSplit(next, subtask);
    }
  }

  @Override
  public void addSplitsBack(List<AdaptiveSplit> splits, int subtask) {
    for (int i = splits.size() - 1; i >= 0; i--) {
      unassigned.addFirst(splits.get(i));
    }
  }

  @Override
  public void addReader(int subtask) {
    // readers ask when they are ready
  }

  @Override
  public AdaptiveEnumeratorState snapshotState(long checkpointId) {
    return planned
        ? AdaptiveEnumeratorState.planned(filter, unassigned)
        : AdaptiveEnumeratorState.notPlanned(filter);
  }

  @Override
  public void close() {
    // nothing is open between plans
  }
}
