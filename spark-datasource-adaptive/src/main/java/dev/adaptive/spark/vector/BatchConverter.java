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
package dev.adaptive.spark.vector;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.memory.MemoryBudget;
import java.util.Arrays;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Shows the batches of one reader to Spark without copying them. Keeps, per column, the strings of
 * the dictionary that was used last. Used by one thread at a time; batches that were converted stay
 * valid when the converter is closed.
 */
public final class BatchConverter implements AutoCloseable {
  private final ColumnConverter[] converters;

  /**
   * @param schema Spark's types of the columns, as {@code SparkTypes} maps them
   * @param budget where the strings of dictionaries are reserved
   */
  public BatchConverter(StructType schema, MemoryBudget budget) {
    this.converters =
        Arrays.stream(schema.fields())
            .map(field -> new ColumnConverter(field.dataType(), budget))
            .toArray(ColumnConverter[]::new);
  }

  /** The batch as Spark reads it. Closing the result, or each of its vectors, frees the batch. */
  public ColumnarBatch convert(ColumnBatch batch) {
    ColumnVector[] columns = new ColumnVector[converters.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = converters[i].convert(batch.column(i));
    }
    return new ColumnarBatch(columns, batch.rows());
  }

  /** Forgets the dictionaries. Closing again does nothing. */
  @Override
  public void close() {
    for (ColumnConverter converter : converters) {
      converter.close();
    }
  }
}
