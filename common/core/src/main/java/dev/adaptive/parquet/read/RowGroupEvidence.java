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
package dev.adaptive.parquet.read;

import dev.adaptive.batch.ColumnVector;
import dev.adaptive.filter.BoundFilter;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.filter.Evidence;
import dev.adaptive.filter.Membership;
import dev.adaptive.format.UnitRead;
import dev.adaptive.io.InputFile;
import dev.adaptive.parquet.meta.BloomFilter;
import dev.adaptive.parquet.meta.ColumnChunkMetadata;
import dev.adaptive.parquet.meta.LeafColumn;
import dev.adaptive.parquet.meta.RowGroupMetadata;
import java.util.function.Predicate;

/**
 * What a file can tell of a row group's values before its pages are read: statistics, Bloom
 * filters, and the dictionaries of columns that are open. Not thread-safe.
 */
final class RowGroupEvidence implements Evidence, AutoCloseable {
  private final InputFile file;
  private final RowGroupMetadata rowGroup;
  private final UnitRead read;
  private final ColumnReader[] readers;
  private final BloomFilter[] bloomFilters;
  private final boolean[] bloomFilterSought;

  /**
   * @param readers by position in {@link UnitRead#columns()}; null for columns that are not open
   *     (yet), whose dictionaries are not looked at
   */
  RowGroupEvidence(
      InputFile file, RowGroupMetadata rowGroup, UnitRead read, ColumnReader[] readers) {
    this.file = file;
    this.rowGroup = rowGroup;
    this.read = read;
    this.readers = readers;
    this.bloomFilters = new BloomFilter[readers.length];
    this.bloomFilterSought = new boolean[readers.length];
  }

  /** Whether no row passes, as far as can be told now. */
  boolean ruleOut(BoundFilter filter) {
    try {
      boolean ruledOut = filter.ruledOut(this);
      checkFile();
      return ruledOut;
    } catch (InternalError e) {
      // what the JVM throws when mapped memory is not there any more
      checkFile();
      throw e;
    }
  }

  /** Behind the end of a file that became shorter a mapping reads as zeros. */
  private void checkFile() {
    for (ColumnReader reader : readers) {
      if (reader != null) {
        reader.check();
        return; // all columns are in the same file
      }
    }
  }

  @Override
  public ColumnStatistics statistics(int column) {
    ColumnChunkMetadata chunk = chunkAsItIs(column);
    return chunk == null ? null : chunk.statistics();
  }

  @Override
  public Membership membership(int column) {
    if (!bloomFilterSought[column]) {
      bloomFilterSought[column] = true;
      ColumnChunkMetadata chunk = chunkAsItIs(column);
      bloomFilters[column] = chunk == null ? null : BloomFilter.open(file, chunk, read.allocator());
    }
    return bloomFilters[column];
  }

  @Override
  public boolean anyPart(int column, Predicate<ColumnVector> test) {
    return readers[column] == null || readers[column].anyPart(test);
  }

  /**
   * The chunk of a column that is neither nested nor converted: what the file says of its values is
   * said in terms of its own type.
   */
  private ColumnChunkMetadata chunkAsItIs(int column) {
    return rowGroup.column(read.fileColumns().get(column)) instanceof LeafColumn leaf
            && leaf.type().equals(read.columns().field(column).type())
        ? rowGroup.chunk(leaf)
        : null;
  }

  @Override
  public void close() {
    for (BloomFilter filter : bloomFilters) {
      if (filter != null) {
        filter.close();
      }
    }
  }
}
