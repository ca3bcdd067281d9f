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
package dev.adaptive.batch;

import dev.adaptive.schema.Schema;
import java.util.List;

/**
 * Some rows, column by column. Owns its vectors: closing the batch frees them, and every row,
 * string or buffer obtained from it is invalid afterwards.
 *
 * <p>Safe to read from several threads; may be closed by another thread than the one that got it.
 */
public final class ColumnBatch implements AutoCloseable {
  private final Schema schema;
  private final List<ColumnVector> columns;
  private final int rows;

  /** Takes over the vectors, one per field of the schema, each of {@code rows} rows. */
  public ColumnBatch(Schema schema, List<ColumnVector> columns, int rows) {
    this.schema = schema;
    this.columns = List.copyOf(columns);
    this.rows = rows;
    if (schema.size() != columns.size()) {
      throw new IllegalArgumentException(
          columns.size() + " vectors for a schema of " + schema.size() + " columns");
    }
    for (ColumnVector column : columns) {
      if (column.length() != rows) {
        throw new IllegalArgumentException(
            "a vector of " + column.length() + " rows in a batch of " + rows);
      }
    }
  }

  public Schema schema() {
    return schema;
  }

  /** Number of rows; may be positive with no columns at all, when only rows are counted. */
  public int rows() {
    return rows;
  }

  public ColumnVector column(int index) {
    return columns.get(index);
  }

  /** The column of that exact name. */
  public ColumnVector column(String name) {
    int index = schema.indexOf(name);
    if (index < 0) {
      throw dev.adaptive.error.SchemaException.noSuchColumn(name, schema.names());
    }
    return columns.get(index);
  }

  /**
   * The first rows only. Takes over the vectors: this batch must not be used or closed any more.
   *
   * @param count at most {@link #rows()}
   */
  public ColumnBatch head(int count) {
    return new ColumnBatch(
        schema, columns.stream().map(column -> column.head(count)).toList(), count);
  }

  /** Bytes that the vectors hold, shared dictionaries not counted. */
  public long bytes() {
    long sum = 0;
    for (ColumnVector column : columns) {
      sum += column.bytes();
    }
    return sum;
  }

  /** Frees the vectors. Closing again does nothing. */
  @Override
  public void close() {
    for (ColumnVector column : columns) {
      column.close();
    }
  }
}
