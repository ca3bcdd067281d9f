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

import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.SplitUnit;
import java.util.List;

/**
 * How far the rows of a split have been emitted. Written by the task's thread, read by metrics too.
 */
final class SplitProgress {
  private final AdaptiveSplit split;
  private volatile ScanPosition position;

  SplitProgress(AdaptiveSplit split) {
    this.split = split;
    this.position = split.position();
  }

  void moveTo(ScanPosition newPosition) {
    position = newPosition;
  }

  /** The split as a checkpoint keeps it. */
  AdaptiveSplit toSplit() {
    return new AdaptiveSplit(split.scan(), position);
  }

  /** Rows not yet emitted; an upper bound if there is a filter. */
  long pendingRows() {
    return pending(false);
  }

  /** Bytes of the rows not yet emitted. */
  long pendingBytes() {
    return pending(true);
  }

  private long pending(boolean bytes) {
    ScanPosition at = position;
    List<SplitUnit> units = split.scan().units();
    long sum = 0;
    for (int i = at.unit(); i < units.size(); i++) {
      SplitUnit unit = units.get(i);
      long whole = bytes ? unit.bytes() : unit.rows();
      double left =
          i > at.unit() || unit.rows() == 0 ? 1 : Math.max(0, 1 - (double) at.rows() / unit.rows());
      sum += (long) (whole * left);
    }
    return sum;
  }
}
