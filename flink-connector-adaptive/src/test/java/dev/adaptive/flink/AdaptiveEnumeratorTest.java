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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.PlanReport;
import dev.adaptive.plan.ReadSpec;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.SplitUnit;
import dev.adaptive.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

class AdaptiveEnumeratorTest {
  private final Context context = new Context();
  private int plans;

  private AdaptiveEnumerator enumerator(AdaptiveEnumeratorState restored) {
    AdaptiveEnumerator enumerator = new AdaptiveEnumerator(context, this::plan, restored);
    enumerator.start();
    return enumerator;
  }

  private ScanPlan plan(int minSplits) {
    plans++;
    assertThat(minSplits).as("one split per reader").isEqualTo(2);
    ReadSpec spec =
        new ReadSpec(new Schema(List.of()), List.of(), List.of(), null, ReadOptions.defaults());
    List<ScanSplit> splits = IntStream.range(0, 3).mapToObj(AdaptiveEnumeratorTest::scan).toList();
    return new ScanPlan(spec, splits, new PlanReport(1, 0, 3, 0, 30, 300, 0, 3, "size"));
  }

  private static ScanSplit scan(int id) {
    return new ScanSplit("s" + id, List.of(new SplitUnit("/f", 10, -1, id, 10, 100, Map.of())));
  }

  private static AdaptiveSplit split(int id) {
    return new AdaptiveSplit(scan(id));
  }

  @Test
  void readersThatAskBeforeThePlanGetSplitsAfterIt() {
    AdaptiveEnumerator enumerator = enumerator(AdaptiveEnumeratorState.notPlanned("f"));
    context.register(0, 1);
    enumerator.handleSplitRequest(1, "host");
    enumerator.handleSplitRequest(0, "host");
    assertThat(context.assigned).isEmpty();
    assertThat(enumerator.snapshotState(1)).isEqualTo(AdaptiveEnumeratorState.notPlanned("f"));

    context.runAsync();
    assertThat(context.assigned).isEqualTo(Map.of(1, List.of(split(0)), 0, List.of(split(1))));
    assertThat(enumerator.snapshotState(2))
        .isEqualTo(AdaptiveEnumeratorState.planned("f", List.of(split(2))));
  }

  @Test
  void aReaderThatIsGoneGetsNothing() {
    AdaptiveEnumerator enumerator = enumerator(AdaptiveEnumeratorState.notPlanned("f"));
    enumerator.handleSplitRequest(1, "host");
    context.runAsync();
    assertThat(context.assigned).isEmpty();
    assertThat(enumerator.snapshotState(1).splits()).hasSize(3);
  }

  @Test
  void splitsComeBackAndGoOutFirst() {
    AdaptiveEnumerator enumerator = enumerator(AdaptiveEnumeratorState.notPlanned("f"));
    context.runAsync();
    context.register(0);
    enumerator.handleSplitRequest(0, "host");
    enumerator.addSplitsBack(List.of(split(0)), 0);
    assertThat(enumerator.snapshotState(1).splits()).containsExactly(split(0), split(1), split(2));
    for (int i = 0; i < 4; i++) {
      enumerator.handleSplitRequest(0, "host");
    }
    assertThat(context.assigned.get(0)).containsExactly(split(0), split(0), split(1), split(2));
    assertThat(context.finished).containsExactly(0);
  }

  @Test
  void aRestoredEnumeratorDoesNotPlanAgain() {
    AdaptiveEnumerator enumerator =
        enumerator(AdaptiveEnumeratorState.planned("f", List.of(split(2))));
    context.runAsync();
    assertThat(plans).isZero();
    context.register(0);
    enumerator.handleSplitRequest(0, "host");
    enumerator.handleSplitRequest(0, "host");
    assertThat(context.assigned.get(0)).containsExactly(split(2));
    assertThat(context.finished).containsExactly(0);
  }

  @Test
  void aPlanThatFailsFailsTheJob() {
    AdaptiveEnumerator enumerator =
        new AdaptiveEnumerator(
            context,
            minSplits -> {
              throw new IllegalStateException("no files");
            },
            AdaptiveEnumeratorState.notPlanned("f"));
    enumerator.start();
    assertThatThrownBy(context::runAsync)
        .isInstanceOf(FlinkRuntimeException.class)
        .hasMessageContaining("no files");
  }

  /** Runs what is asynchronous when told to. */
  private static final class Context implements SplitEnumeratorContext<AdaptiveSplit> {
    private final Map<Integer, List<AdaptiveSplit>> assigned = new LinkedHashMap<>();
    private final List<Integer> finished = new ArrayList<>();
    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    private final List<Runnable> async = new ArrayList<>();

    void register(int... subtasks) {
      for (int subtask : subtasks) {
        readers.put(subtask, new ReaderInfo(subtask, "host"));
      }
    }

    void runAsync() {
      async.forEach(Runnable::run);
      async.clear();
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int currentParallelism() {
      return 2;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<AdaptiveSplit> assignment) {
      assignment
          .assignment()
          .forEach(
              (subtask, splits) ->
                  assigned.computeIfAbsent(subtask, s -> new ArrayList<>()).addAll(splits));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
      finished.add(subtask);
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
      async.add(
          () -> {
            T result = null;
            Throwable error = null;
            try {
              result = callable.call();
            } catch (Exception e) {
              error = e;
            }
            handler.accept(result, error);
          });
    }

    @Override
    public <T> void callAsync(
        Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
      runnable.run();
    }
  }
}
