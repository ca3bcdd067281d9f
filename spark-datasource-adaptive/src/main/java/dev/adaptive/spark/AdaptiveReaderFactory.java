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
package dev.adaptive.spark;

import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.OptionTable;
import dev.adaptive.plan.ReadSpec;
import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.read.SplitReader;
import dev.adaptive.stats.ReadStats;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Travels to the executors and opens the readers there. Always columnar. */
final class AdaptiveReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  private final ReadSpec spec;
  private final StructType readSchema;
  private final int limit;

  /**
   * @param limit most rows that a reader delivers, or {@link AdaptiveScan#NO_LIMIT}
   */
  AdaptiveReaderFactory(ReadSpec spec, StructType readSchema, int limit) {
    this.spec = spec;
    this.readSchema = readSchema;
    this.limit = limit;
  }

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    ScanSplit split = ((SplitPartition) partition).split();
    MemoryBudget budget =
        MemoryBudget.root("split " + split.id(), spec.options().memory(Machine.current()).limit());
    ReadStats stats = new ReadStats();
    Storage storage = new LocalStorage(spec.options().get(OptionTable.MMAP));
    SplitReader reader = new SplitReader(spec, split, ScanPosition.START, storage, budget, stats);
    return new AdaptivePartitionReader(reader, storage, readSchema, limit, budget, stats);
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException(
        "the 'adaptive' source delivers batches of columns only");
  }
}
