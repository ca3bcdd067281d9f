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
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The batches of one source reader that are on their way: bounds their number, so that the next one
 * is decoded while one is consumed but no further, and remembers them, because Flink drops what is
 * queued when it stops. Thread-safe.
 */
final class BatchPool implements AutoCloseable {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<FlinkBatch> out = new HashSet<>();
  private boolean wokenUp;
  private boolean closed;

  BatchPool(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Waits until one more batch may be made.
   *
   * @return false if {@link #wakeUp} was called meanwhile or before, or if the pool is closed
   */
  boolean awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (out.size() >= capacity && !wokenUp && !closed) {
        changed.await();
      }
      boolean room = !wokenUp && !closed;
      wokenUp = false;
      return room;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the present or the next wait. */
  void wakeUp() {
    lock.lock();
    try {
      wokenUp = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Remembers a new batch; frees it at once if the pool is closed. */
  void add(FlinkBatch batch) {
    lock.lock();
    try {
      if (!closed) {
        out.add(batch);
        return;
      }
    } finally {
      lock.unlock();
    }
    batch.close();
  }

  /** Frees a batch. Never blocks on anything but the pool's own short lock. */
  void recycle(FlinkBatch batch) {
    batch.close();
    lock.lock();
    try {
      out.remove(batch);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Frees what nobody has recycled. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      out.forEach(FlinkBatch::close);
      out.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
