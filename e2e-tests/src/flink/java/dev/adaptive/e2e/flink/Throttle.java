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
package dev.adaptive.e2e.flink;

import java.util.concurrent.locks.LockSupport;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code THROTTLE(value, rowsPerSecond)}: the value, at no more than that rate in each subtask. Makes a job over a small file
 * last long enough for checkpoints.
 */
public final class Throttle extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  private transient long start;
  private transient long rows;

  public Long eval(Long value, Integer rowsPerSecond) {
    if (rows++ == 0) {
      start = System.nanoTime();
    }
    long ahead = start + rows * 1_000_000_000L / rowsPerSecond - System.nanoTime();
    if (ahead > 1_000_000) {
      LockSupport.parkNanos(ahead);
    }
    return value;
  }

  @Override
  public boolean isDeterministic() {
    return false;
  }
}
