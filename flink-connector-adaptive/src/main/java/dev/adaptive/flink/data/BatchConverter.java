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
package dev.adaptive.flink.data;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.StructVector;
import dev.adaptive.memory.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Shows batches of the core as rows of Flink. Keeps the dictionaries in use from one batch to the
 * next; not thread-safe, used by the thread that decodes. The batches it makes are freed by any
 * thread.
 */
public final class BatchConverter implements AutoCloseable {
  private final Projection projection;
  private final MemoryBudget budget;
  private final ColumnConverter[] converters;

  /**
   * @param projection what the rows consist of
   * @param budget where heap memory is reserved
   */
  public BatchConverter(Projection projection, MemoryBudget budget) {
    this.projection = projection;
    this.budget = budget;
    List<LogicalType> types = projection.rowType().getChildren();
    this.converters = new ColumnConverter[types.size()];
    for (int i = 0; i < converters.length; i++) {
      converters[i] = new ColumnConverter(types.get(i), budget, !projection.overlaps(i));
    }
  }

  /** Takes over the batch: it is freed with the result, or at once if this fails. */
  public FlinkBatch convert(ColumnBatch batch) {
    FlinkBatch result = new FlinkBatch(batch, budget);
    try {
      Column[] columns = new Column[converters.length];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = column(i, batch, result);
      }
      result.setColumns(columns);
      return result;
    } catch (RuntimeException | Error e) {
      result.close();
      throw e;
    }
  }

  /** A column, or a field of one: null where any struct around it is. */
  private Column column(int index, ColumnBatch batch, FlinkBatch owner) {
    int[] path = projection.path(index);
    ColumnVector vector = batch.column(path[0]);
    ByteBuffer validity = vector.validity();
    // a constant is a struct, or a field of one, that the file does not have
    for (int i = 1; i < path.length && !(vector instanceof ConstantVector); i++) {
      vector = ((StructVector) vector).child(path[i]);
      validity = owner.and(validity, vector.validity());
    }
    return converters[index].convert(vector, validity, owner);
  }

  /** Gives up the dictionaries; batches made before stay valid. */
  @Override
  public void close() {
    for (ColumnConverter converter : converters) {
      converter.close();
    }
  }
}
