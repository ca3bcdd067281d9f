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

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.flink.data.BatchConverter;
import dev.adaptive.flink.data.FlinkBatch;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.read.SplitReader;
import dev.adaptive.stats.ReadStats.Counter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Reads splits one after the other, one batch per fetch, on Flink's fetcher thread. Flink closes it
 * when the reader has no split for a moment and makes a new one later; the batches on their way
 * outlive it, so they belong to the {@link ReaderContext}.
 */
final class BatchFetcher
    implements org.apache.flink.connector.base.source.reader.splitreader.SplitReader<
        RowRun, AdaptiveSplit> {
  private final ScanTask task;
  private final ReaderContext context;
  private final ArrayDeque<AdaptiveSplit> splits = new ArrayDeque<>();

  private AdaptiveSplit split;
  private SplitReader reader;
  private BatchConverter converter;
  private long rowsLeft;

  BatchFetcher(ScanTask task, ReaderContext context) {
    this.task = task;
    this.context = context;
  }

  @Override
  public RecordsWithSplitIds<RowRun> fetch() throws IOException {
    try {
      if (!context.pool().awaitRoom()) {
        return FetchedRows.nothing();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(
          "the reader was interrupted while it waited for a batch to be consumed");
    }
    if (reader == null && !openNext()) {
      return FetchedRows.nothing();
    }
    long bytesBefore = context.stats().get(Counter.BYTES_READ);
    ColumnBatch batch = rowsLeft > 0 ? reader.next() : null;
    if (batch == null) {
      String finished = split.splitId();
      closeReader();
      return FetchedRows.finished(finished);
    }
    ScanPosition start = reader.position();
    FlinkBatch converted = converter.convert(batch);
    context.pool().add(converted);
    int rows = (int) Math.min(converted.rows(), rowsLeft);
    rowsLeft -= rows;
    long bytesRead = context.stats().get(Counter.BYTES_READ) - bytesBefore;
    return FetchedRows.of(
        split.splitId(),
        converted,
        new RowRun(converted.row(), rows, start, bytesRead),
        context.pool());
  }

  private boolean openNext() {
    split = splits.poll();
    if (split == null) {
      return false;
    }
    reader = task.open(split, context);
    converter = new BatchConverter(task.projection(), context.budget());
    rowsLeft = task.limit();
    return true;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<AdaptiveSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException("splits can be added but not " + change);
    }
    splits.addAll(change.splits());
  }

  @Override
  public void wakeUp() {
    context.pool().wakeUp();
  }

  private void closeReader() {
    if (reader != null) {
      reader.close();
      converter.close();
      reader = null;
      converter = null;
    }
  }

  @Override
  public void close() {
    closeReader();
  }
}
