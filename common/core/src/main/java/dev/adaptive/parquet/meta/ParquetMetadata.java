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
package dev.adaptive.parquet.meta;

import dev.adaptive.format.FileMetadata;
import dev.adaptive.schema.Schema;
import java.util.List;

/** A Parquet footer, reduced to what reading needs. */
public final class ParquetMetadata implements FileMetadata {
  private final Schema schema;
  private final StatisticsConverter statistics;
  private final List<RowGroupMetadata> rowGroups;
  private final int leaves;

  ParquetMetadata(
      Schema schema, StatisticsConverter statistics, List<RowGroupMetadata> rowGroups, int leaves) {
    this.schema = schema;
    this.statistics = statistics;
    this.rowGroups = List.copyOf(rowGroups);
    this.leaves = leaves;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public int units() {
    return rowGroups.size();
  }

  @Override
  public RowGroupMetadata unit(int index) {
    return rowGroups.get(index);
  }

  /** How the file's writer is to be trusted. */
  StatisticsConverter statistics() {
    return statistics;
  }

  @Override
  public long retainedBytes() {
    // a chunk with its statistics takes about 250 bytes of heap
    return 1024 + 250L * leaves * (1 + rowGroups.size());
  }
}
