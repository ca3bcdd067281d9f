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

import dev.adaptive.flink.data.FlinkBatch;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** What one fetch brings: a batch of a split, the news that a split is finished, or nothing. */
final class FetchedRows implements RecordsWithSplitIds<RowRun> {
  private final Set<String> finished;
  private final FlinkBatch batch;
  private final RowRun run;
  private final BatchPool pool;
  private String splitId;

  private FetchedRows(
      String splitId, FlinkBatch batch, RowRun run, BatchPool pool, Set<String> finished) {
    this.splitId = splitId;
    this.batch = batch;
    this.run = run;
    this.pool = pool;
    this.finished = finished;
  }

  /** The batch goes back to the pool when its rows have been emitted. */
  static FetchedRows of(String splitId, FlinkBatch batch, RowRun run, BatchPool pool) {
    return new FetchedRows(splitId, batch, run, pool, Set.of());
  }

  static FetchedRows finished(String splitId) {
    return new FetchedRows(null, null, null, null, Set.of(splitId));
  }

  static FetchedRows nothing() {
    return new FetchedRows(null, null, null, null, Set.of());
  }

  @Override
  public String nextSplit() {
    String next = splitId;
    splitId = null;
    return next;
  }

  @Override
  public RowRun nextRecordFromSplit() {
    return run.advance() ? run : null;
  }

  @Override
  public Set<String> finishedSplits() {
    return finished;
  }

  @Override
  public void recycle() {
    if (batch != null) {
      pool.recycle(batch);
    }
  }
}
