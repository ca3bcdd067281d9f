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

import dev.adaptive.batch.BatchReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.error.StorageException;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.plan.PlanReport;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.read.SplitReader;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the splits of one table on several threads and hands their batches to one consumer. A
 * thread that is done with a split takes the next one, so none waits while there is work; one that
 * is ahead of the consumer waits, so that at most {@value #BATCHES_AHEAD} batches per thread, and
 * the one each is filling, are in memory, all within the read's memory limit.
 *
 * <p>Made by {@link AdaptiveReader.Builder#buildParallel}. Used by one thread at a time. Whoever
 * builds a reader closes it, which stops its threads; batches are closed by whoever got them.
 */
public final class ParallelReader implements BatchReader {

  /** In which order batches come. */
  public enum Order {
    /** The order of an {@link AdaptiveReader}: that of the files' paths, each in its own order. */
    FILES,
    /** As they are ready. */
    ARRIVAL
  }

  private static final int BATCHES_AHEAD = 2;
  private static final int SECONDS_TO_STOP = 30;

  /** A batch, or why there is none: the end of a split, or an error. */
  private record Delivery(ColumnBatch batch, Throwable failure) {
    static final Delivery END = new Delivery(null, null);
  }

  private final Storage storage;
  private final ScanPlan plan;
  private final Schema schema;
  private final MemoryBudget budget;
  private final ReadStats stats = new ReadStats();
  private final RowLimit limit;
  private final ExecutorService workers;
  private final AtomicInteger nextSplit = new AtomicInteger();

  /** One per split to keep their order, else one for all. */
  private final List<BlockingQueue<Delivery>> queues = new ArrayList<>();

  private int splitsDelivered;
  private volatile boolean closed;

  ParallelReader(Storage storage, ScanPlan plan, long rows, int threads, Order order) {
    this.storage = storage;
    this.plan = plan;
    this.schema = plan.spec().outputSchema();
    this.budget =
        MemoryBudget.root("reader", plan.spec().options().memory(Machine.current()).limit());
    this.limit = new RowLimit(rows);
    int queueCount = order == Order.FILES ? plan.splits().size() : 1;
    int capacity = order == Order.FILES ? BATCHES_AHEAD : BATCHES_AHEAD * threads;
    for (int i = 0; i < queueCount; i++) {
      queues.add(new LinkedBlockingQueue<>(capacity));
    }
    AtomicInteger number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "adaptive-reader-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < Math.min(threads, plan.splits().size()); i++) {
      workers.execute(this::work);
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public ColumnBatch next() {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    while (splitsDelivered < plan.splits().size() && !limit.reached()) {
      Delivery delivery = take(queues.get(queues.size() == 1 ? 0 : splitsDelivered));
      if (delivery.failure() != null) {
        close();
        throw asThrownHere(delivery.failure());
      } else if (delivery.batch() != null) {
        return limit.apply(delivery.batch());
      }
      splitsDelivered++;
    }
    return null;
  }

  private static Delivery take(BlockingQueue<Delivery> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("reading was interrupted", e);
    }
  }

  private static RuntimeException asThrownHere(Throwable failure) {
    failure.addSuppressed(new IllegalStateException("the reader's consumer was here"));
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  /** Reads splits until there are no more. */
  private void work() {
    for (int i = nextSplit.getAndIncrement();
        i < plan.splits().size() && !closed;
        i = nextSplit.getAndIncrement()) {
      BlockingQueue<Delivery> queue = queues.get(queues.size() == 1 ? 0 : i);
      if (!readSplit(plan.splits().get(i), queue)) {
        return;
      }
    }
  }

  /** Whether to go on with another split. */
  private boolean readSplit(ScanSplit split, BlockingQueue<Delivery> queue) {
    try (SplitReader reader =
        new SplitReader(plan.spec(), split, ScanPosition.START, storage, budget, stats)) {
      for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
        if (!put(queue, new Delivery(batch, null))) {
          batch.close();
          return false;
        }
      }
    } catch (RuntimeException | Error e) {
      put(queue, new Delivery(null, e));
      return false;
    }
    return put(queue, Delivery.END);
  }

  /** False if the reader was closed meanwhile. */
  private boolean put(BlockingQueue<Delivery> queue, Delivery delivery) {
    try {
      queue.put(delivery);
      return !closed || !queue.remove(delivery);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What has been read so far. */
  public ReadStats stats() {
    return stats;
  }

  /** What was planned. */
  public PlanReport planReport() {
    return plan.report();
  }

  /** The memory of this reader, of all its threads and batches. */
  public MemoryBudget memory() {
    return budget;
  }

  /**
   * Stops the threads and frees everything but the batches handed out. Closing again does nothing.
   *
   * @throws StorageException if a thread does not stop
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        throw new StorageException(
            "a reading thread did not stop within " + SECONDS_TO_STOP + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      queues.forEach(ParallelReader::drain);
      storage.close();
    }
  }

  private static void drain(BlockingQueue<Delivery> queue) {
    for (Delivery left = queue.poll(); left != null; left = queue.poll()) {
      if (left.batch() != null) {
        left.batch().close();
      }
    }
  }
}
