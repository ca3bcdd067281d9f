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

import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.schema.Field;
import java.util.List;

/**
 * What a filter leaves to be read of one file, and what it is that rules out the rest.
 *
 * @param location where the file is
 * @param rows rows of the file
 * @param rowGroups in the file's order
 */
public record FilterReport(String location, long rows, List<RowGroup> rowGroups) {
  public FilterReport {
    rowGroups = List.copyOf(rowGroups);
  }

  /** Rows that have to be looked at. */
  public long rowsLeft() {
    return rowGroups.stream().mapToLong(RowGroup::rowsLeft).sum();
  }

  /** Row groups that have to be looked at. */
  public long rowGroupsLeft() {
    return rowGroups.stream().filter(rowGroup -> rowGroup.ruledOut() == null).count();
  }

  /**
   * A row group.
   *
   * @param rows rows in it
   * @param ruledOut what shows that none of them passes; null if some may
   * @param rowsLeft rows that have to be looked at: those that the page index leaves
   * @param columns those of the filter
   */
  public record RowGroup(long rows, RuledOut ruledOut, long rowsLeft, List<Column> columns) {
    public RowGroup {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column of the filter in one row group.
   *
   * @param field name and type in the file
   * @param statistics what of its statistics is trusted
   * @param pages data pages by its page index, or -1 if it has none
   * @param pagesLeft those of them that have a row left; -1 if there is no page index
   * @param bloomFilter whether it has a Bloom filter
   * @param dictionary whether it is certain that all its values are in its dictionary
   */
  public record Column(
      Field field,
      ColumnStatistics statistics,
      int pages,
      int pagesLeft,
      BloomFilterUse bloomFilter,
      boolean dictionary) {}

  /** Whether there is a Bloom filter. */
  public enum BloomFilterUse {
    NONE,
    USABLE,
    /** There is one, but it is damaged, of an unknown kind, or of a type that has no use for it. */
    UNUSABLE
  }
}
