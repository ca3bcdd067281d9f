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
import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.PlanReport;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.read.SplitReader;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Reads files, directories or globs as one table, batch by batch, within a memory limit.
 *
 * <pre>{@code
 * try (AdaptiveReader reader =
 *     AdaptiveReader.builder()
 *         .path("/data/ticks")
 *         .columns("symbol", "price")
 *         .filter(Predicate.eq("symbol", "AAPL"))
 *         .build()) {
 *   reader.forEach(batch -> {
 *     ColumnVector price = batch.column("price");
 *     for (int row = 0; row < batch.rows(); row++) {
 *       sum += price.isNull(row) ? 0 : price.getDouble(row);
 *     }
 *   });
 * }
 * }</pre>
 *
 * <p>Rows come in the order of the files' paths, and in each file in its own order. Used by one
 * thread at a time. Whoever builds a reader closes it; batches are closed by whoever got them.
 */
public final class AdaptiveReader implements BatchReader {
  private final Storage storage;
  private final ScanPlan plan;
  private final MemoryBudget budget;
  private final ReadStats stats = new ReadStats();
  private final Schema schema;
  private final Iterator<ScanSplit> splits;
  private SplitReader current;
  private final RowLimit limit;
  private boolean closed;

  private AdaptiveReader(Storage storage, ScanPlan plan, long rows) {
    this.storage = storage;
    this.plan = plan;
    this.budget =
        MemoryBudget.root("reader", plan.spec().options().memory(Machine.current()).limit());
    this.schema = plan.spec().outputSchema();
    this.splits = plan.splits().iterator();
    this.limit = new RowLimit(rows);
  }

  /** Starts the description of a read. */
  public static Builder builder() {
    return new Builder();
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
    while (!limit.reached()) {
      if (current == null) {
        if (!splits.hasNext()) {
          return null;
        }
        current =
            new SplitReader(plan.spec(), splits.next(), ScanPosition.START, storage, budget, stats);
      }
      ColumnBatch batch = current.next();
      if (batch != null) {
        return limit.apply(batch);
      }
      closeCurrent();
    }
    return null;
  }

  /**
   * All rows that are left. The batches stay in memory together, so they must fit the memory limit;
   * the caller closes each.
   *
   * @throws dev.adaptive.memory.MemoryBudgetExceededException if they do not fit; the batches read
   *     so far are freed
   */
  public List<ColumnBatch> collect() {
    List<ColumnBatch> batches = new ArrayList<>();
    try {
      for (ColumnBatch batch = next(); batch != null; batch = next()) {
        batches.add(batch);
      }
      return batches;
    } catch (RuntimeException | Error e) {
      batches.forEach(ColumnBatch::close);
      throw e;
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

  /**
   * The memory of this reader and of its batches: what is reserved, the most that was, and the
   * limit.
   */
  public MemoryBudget memory() {
    return budget;
  }

  /**
   * The memory in bytes that streaming this read needs at a time, estimated from metadata alone:
   * one page and one dictionary per column, decompressed, a batch, and what rounding and reuse add.
   */
  public long estimateMemory() {
    return MemoryEstimate.of(plan);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      closeCurrent();
    } finally {
      storage.close();
    }
  }

  private void closeCurrent() {
    SplitReader finished = current;
    current = null;
    if (finished != null) {
      finished.close();
    }
  }

  /** More splits than threads, so that all threads are done at about the same time. */
  private static final int SPLITS_PER_THREAD = 4;

  /** Describes a read. Not thread-safe; can be used for one reader. */
  public static final class Builder {
    private final List<String> paths = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private List<String> columns;
    private Schema schema;
    private Predicate filter;
    private long limit = Long.MAX_VALUE;

    private Builder() {}

    /** Adds a file, a directory or a glob. */
    public Builder path(String path) {
      paths.add(path);
      return this;
    }

    /** Adds files, directories or globs. */
    public Builder paths(List<String> more) {
      paths.addAll(more);
      return this;
    }

    /** The columns to read, in that order; without a call, all. */
    public Builder columns(String... names) {
      return columns(Arrays.asList(names));
    }

    /** The columns to read, in that order; without a call, all. */
    public Builder columns(List<String> names) {
      columns = List.copyOf(names);
      return this;
    }

    /** The columns of the table and their types, instead of those of the first file. */
    public Builder schema(Schema tableSchema) {
      schema = tableSchema;
      return this;
    }

    /** The rows to read; without a call, all. */
    public Builder filter(Predicate predicate) {
      filter = predicate;
      return this;
    }

    /**
     * The most rows to read.
     *
     * @throws InvalidOptionException if negative
     */
    public Builder limit(long rows) {
      if (rows < 0) {
        throw new InvalidOptionException("limit must not be negative, got " + rows);
      }
      limit = rows;
      return this;
    }

    /** The most bytes of memory to use for pages, dictionaries and batches together. */
    public Builder memoryLimit(long bytes) {
      return option(OptionTable.MEMORY_LIMIT.key(), Long.toString(bytes));
    }

    /** Sets an option; see the table of options. */
    public Builder option(String key, String value) {
      options.put(key, value);
      return this;
    }

    /** Sets options; see the table of options. */
    public Builder options(Map<String, String> more) {
      options.putAll(more);
      return this;
    }

    /**
     * Lists the files, reads their footers and plans the read.
     *
     * @throws dev.adaptive.error.AdaptiveException if an option, a path, a column or the filter is
     *     wrong, or a file damaged
     */
    public AdaptiveReader build() {
      return plan(1, (storage, plan) -> new AdaptiveReader(storage, plan, limit));
    }

    /**
     * Like {@link #build}, for reading on several threads.
     *
     * @param threads at least 1
     * @param order in which the batches are to come
     */
    public ParallelReader buildParallel(int threads, ParallelReader.Order order) {
      if (threads < 1) {
        throw new InvalidOptionException("at least one thread is needed, got " + threads);
      }
      return plan(
          threads * SPLITS_PER_THREAD,
          (storage, plan) -> new ParallelReader(storage, plan, limit, threads, order));
    }

    private <R> R plan(int minSplits, BiFunction<Storage, ScanPlan, R> reader) {
      ReadOptions checked = ReadOptions.of(options);
      List<String> from = new ArrayList<>(paths);
      if (from.isEmpty() && checked.isSet(OptionTable.PATH)) {
        from.add(checked.get(OptionTable.PATH));
      }
      if (from.isEmpty()) {
        throw new InvalidOptionException("nothing to read: give at least one path");
      }
      Storage storage = new LocalStorage(checked.get(OptionTable.MMAP));
      try {
        return reader.apply(
            storage,
            TableScan.open(storage, from, schema, checked).plan(columns, filter, minSplits));
      } catch (RuntimeException | Error e) {
        storage.close();
        throw e;
      }
    }
  }
}
