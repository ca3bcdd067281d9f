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
package dev.adaptive;

import dev.adaptive.batch.ColumnBatch;

/** Counts down the rows that may still be handed out. Not thread-safe. */
final class RowLimit {
  private long left;

  RowLimit(long rows) {
    this.left = rows;
  }

  boolean reached() {
    return left == 0;
  }

  /** The batch, cut to the rows that are left. */
  ColumnBatch apply(ColumnBatch batch) {
    ColumnBatch limited = batch.rows() <= left ? batch : batch.head((int) left);
    left -= limited.rows();
    return limited;
  }
}
