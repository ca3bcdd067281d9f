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
package dev.adaptive.read;

import dev.adaptive.batch.BatchReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.BatchSizer;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.ByteTargetBatchSizer;
import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.memory.MemorySettings;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.ReadSpec;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.SplitUnit;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.BatchEvent;
import dev.adaptive.stats.ReadStats;

/**
 * Reads the rows of one split, in order, adding partition values and columns that a file does not
 * have; of the symbols that the split has, if these are not all. A batch never holds rows of two
 * units. Opens files lazily, one at a time. Used by one thread at a time.
 */
public final class SplitReader implements BatchReader {
  private final ReadSpec spec;
  private final ScanSplit split;
  private final BlockAllocator allocator;
  private final BatchSizer sizer;
  private final ReadStats stats;
  private final OpenFiles files;
  private final Schema outputSchema;

  private UnitScan unit;
  private int nextUnit;
  private long rowsInUnit;
  private long rowsToSkip;
  private ScanPosition position;
  private boolean closed;

  /**
   * @param start where to begin; {@link ScanPosition#START} or a position from an earlier reader of
   *     the same split
   * @param storage where the files are; not closed by the reader
   * @param budget where the reader's memory is reserved
   * @param stats where to count
   */
  public SplitReader(
      ReadSpec spec,
      ScanSplit split,
      ScanPosition start,
      Storage storage,
      MemoryBudget budget,
      ReadStats stats) {
    ReadOptions options = spec.options();
    this.spec = split.keys() == null ? spec : spec.with(split.keys().predicate());
    this.split = split;
    this.allocator = new BlockAllocator(budget);
    // a batch is one of several things in memory: pages, dictionaries and the batch before are the
    // others
    MemorySettings memory = options.memory(Machine.current());
    long target = Math.max(1, Math.min(memory.batchBytes(), budget.limit() / 8));
    int maxRows = memory.batchRows();
    this.sizer =
        new ByteTargetBatchSizer(
            Math.min(options.get(OptionTable.BATCH_MIN_ROWS), maxRows), maxRows, target);
    this.stats = stats;
    this.files = new OpenFiles(storage, options);
    this.outputSchema = spec.outputSchema();
    this.nextUnit = start.unit();
    this.rowsToSkip = start.rows();
    this.position = start;
  }

  @Override
  public Schema schema() {
    return outputSchema;
  }

  @Override
  public ColumnBatch next() {
    if (closed) {
      throw new IllegalStateException("the reader of split " + split.id() + " is closed");
    }
    while (unit != null || nextUnit < split.units().size()) {
      if (unit == null) {
        openUnit();
      }
      BatchEvent event = new BatchEvent();
      event.begin();
      ColumnBatch batch = unit.next();
      if (batch != null) {
        record(event, batch);
        position = new ScanPosition(nextUnit - 1, rowsInUnit);
        rowsInUnit += batch.rows();
        return batch;
      }
      closeUnit();
    }
    return null;
  }

  private void record(BatchEvent event, ColumnBatch batch) {
    event.end();
    if (event.shouldCommit()) {
      event.split = split.id();
      event.rows = batch.rows();
      event.bytes = batch.bytes();
      event.reserved = allocator.budget().used();
      event.commit();
    }
  }

  private void openUnit() {
    SplitUnit next = split.units().get(nextUnit);
    unit = UnitScan.open(spec, next, files, sizer, allocator, stats);
    unit.skip(rowsToSkip);
    rowsInUnit = rowsToSkip;
    rowsToSkip = 0;
    nextUnit++;
  }

  private void closeUnit() {
    UnitScan finished = unit;
    unit = null;
    finished.close();
  }

  /**
   * The position of the first row of the batch that {@link #next} returned last. The position
   * behind that batch's k-th row is {@code new ScanPosition(position.unit(), position.rows() + k)}.
   */
  public ScanPosition position() {
    return position;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (unit != null) {
        closeUnit();
      }
    } finally {
      files.close();
      allocator.close();
    }
  }
}
