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
import dev.adaptive.plan.ScanPosition;

/**
 * Consecutive rows of one batch, emitted in one go: what Flink does per element is then done once
 * per run rather than once per row, and a run is short enough for checkpoint barriers not to wait.
 * One object per batch, moved from run to run.
 */
final class RowRun {
  /** Rows in a run. */
  static final int LENGTH = 128;

  private final ColumnarRow row;
  private final int rows;
  private final ScanPosition start;
  private long bytesRead;
  private int from;
  private int to;

  /**
   * @param rows rows of the batch to emit
   * @param start position of the batch's first row
   * @param bytesRead bytes read from files for the batch
   */
  RowRun(ColumnarRow row, int rows, ScanPosition start, long bytesRead) {
    this.row = row;
    this.rows = rows;
    this.start = start;
    this.bytesRead = bytesRead;
  }

  /** Moves to the next run, or returns false. */
  boolean advance() {
    from = to;
    to = Math.min(rows, from + LENGTH);
    return from < to;
  }

  ColumnarRow row() {
    return row;
  }

  /** The run's first row. */
  int from() {
    return from;
  }

  /** The row behind the run's last one. */
  int to() {
    return to;
  }

  /** The position behind the run. */
  ScanPosition end() {
    return new ScanPosition(start.unit(), start.rows() + to);
  }

  /** The batch's bytes the first time, then 0. */
  long takeBytesRead() {
    long bytes = bytesRead;
    bytesRead = 0;
    return bytes;
  }
}
