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
package dev.adaptive.format;

import dev.adaptive.filter.BoundFilter;
import dev.adaptive.memory.BatchSizer;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import java.util.List;

/**
 * What to read from a unit, and with which means.
 *
 * @param columns the columns to hand out, followed by those that only the filter needs. Names are
 *     the table's; types are those to deliver, which the format converts to where that loses
 *     nothing
 * @param fileColumns the names of {@code columns} in the file
 * @param options of the whole read
 * @param outputColumns how many of {@code columns} are handed out
 * @param range the rows to read; null for all
 * @param filter bound to {@code columns}; null to keep every row
 * @param sizer asked before each batch; shared by the units of a split
 * @param allocator where all memory of the read comes from
 * @param stats where to count
 */
public record UnitRead(
    Schema columns,
    List<String> fileColumns,
    ReadOptions options,
    int outputColumns,
    RowRange range,
    BoundFilter filter,
    BatchSizer sizer,
    BlockAllocator allocator,
    ReadStats stats) {
  public UnitRead {
    fileColumns = List.copyOf(fileColumns);
  }
}
