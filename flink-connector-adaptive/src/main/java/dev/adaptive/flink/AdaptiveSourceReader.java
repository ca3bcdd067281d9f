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

import dev.adaptive.flink.data.ColumnarRow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.table.data.RowData;

/**
 * Emits the rows of one split after the other; asks for the next split when one is finished. What a
 * checkpoint keeps of a split is the position behind the last row emitted.
 */
final class AdaptiveSourceReader
    extends SingleThreadMultiplexSourceReaderBase<RowRun, RowData, AdaptiveSplit, SplitProgress> {
  private final ReaderContext resources;
  private final Map<String, SplitProgress> progress;

  private AdaptiveSourceReader(
      ScanTask task,
      ReaderContext resources,
      Map<String, SplitProgress> progress,
      ReaderMetrics metrics,
      SourceReaderContext context) {
    super(
        () -> new BatchFetcher(task, resources),
        (run, output, split) -> emit(run, output, split, metrics),
        context.getConfiguration(),
        context);
    this.resources = resources;
    this.progress = progress;
  }

  static AdaptiveSourceReader create(ScanTask task, SourceReaderContext context) {
    ReaderContext resources = ReaderContext.open(task.options(), context.getIndexOfSubtask());
    Map<String, SplitProgress> progress = new ConcurrentHashMap<>();
    ReaderMetrics metrics = new ReaderMetrics(context.metricGroup(), resources, progress.values());
    return new AdaptiveSourceReader(task, resources, progress, metrics, context);
  }

  private static void emit(
      RowRun run, SourceOutput<RowData> output, SplitProgress split, ReaderMetrics metrics) {
    ColumnarRow row = run.row();
    for (int i = run.from(), to = run.to(); i < to; i++) {
      row.moveTo(i);
      output.collect(row);
    }
    split.moveTo(run.end());
    metrics.emitted(run.to() - run.from(), run.takeBytesRead());
  }

  @Override
  public void start() {
    // a restored reader first finishes what it has
    if (getNumberOfCurrentlyAssignedSplits() == 0) {
      context.sendSplitRequest();
    }
  }

  @Override
  protected SplitProgress initializedState(AdaptiveSplit split) {
    SplitProgress state = new SplitProgress(split);
    progress.put(split.splitId(), state);
    return state;
  }

  @Override
  protected AdaptiveSplit toSplitType(String splitId, SplitProgress state) {
    return state.toSplit();
  }

  @Override
  protected void onSplitFinished(Map<String, SplitProgress> finished) {
    finished.keySet().forEach(progress::remove);
    context.sendSplitRequest();
  }

  @Override
  public void close() throws Exception {
    try {
      super.close();
    } finally {
      // Flink neither recycles the fetch it is at nor those in its queue
      resources.close();
    }
  }
}
