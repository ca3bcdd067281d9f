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

import dev.adaptive.error.SchemaException;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.format.UnitMetadata;
import dev.adaptive.schema.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A row group, as the footer describes it. */
public final class RowGroupMetadata implements UnitMetadata {
  private final int index;
  private final long rows;
  private final Map<String, ColumnNode> columns;
  private final List<ColumnChunkMetadata> chunks;

  /**
   * @param columns the top level's columns; shared by the file's row groups
   * @param chunks by {@link LeafColumn#ordinal()}
   */
  RowGroupMetadata(
      int index, long rows, Map<String, ColumnNode> columns, List<ColumnChunkMetadata> chunks) {
    this.index = index;
    this.rows = rows;
    this.columns = columns;
    this.chunks = List.copyOf(chunks);
  }

  /** Position in the file, from 0. */
  public int index() {
    return index;
  }

  @Override
  public long rows() {
    return rows;
  }

  /** A column of the top level. */
  public ColumnNode column(String name) {
    ColumnNode column = columns.get(name);
    if (column == null) {
      throw SchemaException.noSuchColumn(name, columns.keySet());
    }
    return column;
  }

  /** The chunk of a leaf. */
  public ColumnChunkMetadata chunk(LeafColumn leaf) {
    return chunks.get(leaf.ordinal());
  }

  /** The chunks of all leaves of a part of a column. */
  public List<ColumnChunkMetadata> chunks(ColumnNode node) {
    List<ColumnChunkMetadata> found = new ArrayList<>();
    collect(node, found);
    return found;
  }

  private void collect(ColumnNode node, List<ColumnChunkMetadata> into) {
    if (node instanceof LeafColumn leaf) {
      into.add(chunk(leaf));
    } else if (node instanceof ColumnNode.Struct struct) {
      struct.children().forEach(child -> collect(child, into));
    } else if (node instanceof ColumnNode.Repeated repeated) {
      repeated.children().forEach(child -> collect(child, into));
    }
  }

  @Override
  public long compressedBytes(String column, DataType type) {
    return leaves(column, type).stream().mapToLong(leaf -> chunk(leaf).compressedSize()).sum();
  }

  @Override
  public long uncompressedBytes(String column, DataType type) {
    return leaves(column, type).stream().mapToLong(leaf -> chunk(leaf).uncompressedSize()).sum();
  }

  /**
   * The leaves whose chunks are read for a column, for the sake of their sizes: to these it does
   * not matter that names are compared regardless of case.
   */
  public List<LeafColumn> leaves(String column, DataType type) {
    ColumnNode node = column(column);
    return node instanceof LeafColumn leaf
        ? List.of(leaf)
        : ReadNode.of(node, type, this, false).leaves();
  }

  @Override
  public ColumnStatistics statistics(String column) {
    return column(column) instanceof LeafColumn leaf
        ? chunk(leaf).statistics()
        : ColumnStatistics.unknown(rows);
  }
}
