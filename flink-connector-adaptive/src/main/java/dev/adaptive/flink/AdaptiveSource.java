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

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * A bounded source of rows from columnar files.
 *
 * <pre>{@code
 * DataStream<RowData> ticks =
 *     env.fromSource(AdaptiveSource.builder().path("/data/ticks").build(), WatermarkStrategy.noWatermarks(), "ticks");
 * }</pre>
 *
 * <p>The rows are views that move on, as those of Flink's own columnar sources are: with object
 * reuse enabled, a function that keeps a row must copy it. Values taken from a row may be kept,
 * nested ones included.
 *
 * <p>Each reader keeps within the option {@code memory.limit}. After a failure, reading goes on
 * behind the last row of the checkpoint, as long as the files and the filter stay the same.
 */
public final class AdaptiveSource
    implements Source<RowData, AdaptiveSplit, AdaptiveEnumeratorState>,
        ResultTypeQueryable<RowData> {
  private static final long serialVersionUID = 1L;

  private final ScanTask task;

  AdaptiveSource(ScanTask task) {
    this.task = task;
  }

  /** Starts a source with nothing set. */
  public static AdaptiveSourceBuilder builder() {
    return new AdaptiveSourceBuilder();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<RowData, AdaptiveSplit> createReader(SourceReaderContext context) {
    return AdaptiveSourceReader.create(task, context);
  }

  @Override
  public SplitEnumerator<AdaptiveSplit, AdaptiveEnumeratorState> createEnumerator(
      SplitEnumeratorContext<AdaptiveSplit> context) {
    return restoreEnumerator(context, AdaptiveEnumeratorState.notPlanned(task.filterFingerprint()));
  }

  @Override
  public SplitEnumerator<AdaptiveSplit, AdaptiveEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<AdaptiveSplit> context, AdaptiveEnumeratorState state) {
    if (!state.filter().equals(task.filterFingerprint())) {
      throw new FlinkRuntimeException(
          "the job is restored from a checkpoint that was taken with another filter on the source"
              + " 'adaptive'. The checkpoint counts the rows that passed that filter, so rows would"
              + " be lost or doubled. Restore with the filter as it was, or start without the"
              + " checkpoint.");
    }
    return new AdaptiveEnumerator(context, task::plan, state);
  }

  @Override
  public SimpleVersionedSerializer<AdaptiveSplit> getSplitSerializer() {
    return AdaptiveSplitSerializer.INSTANCE;
  }

  @Override
  public SimpleVersionedSerializer<AdaptiveEnumeratorState> getEnumeratorCheckpointSerializer() {
    return AdaptiveEnumeratorStateSerializer.INSTANCE;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return InternalTypeInfo.of(task.projection().rowType());
  }
}
