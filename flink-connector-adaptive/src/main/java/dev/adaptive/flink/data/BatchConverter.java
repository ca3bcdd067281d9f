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

import dev.adaptive.batch.BinaryVector;
import dev.adaptive.batch.BitVector;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.DictionaryVector;
import dev.adaptive.batch.FixedVector;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.schema.DataType;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Shows batches of the core as rows of Flink. Keeps the strings of the dictionaries in use from one
 * batch to the next; not thread-safe, used by the thread that decodes. The batches it makes are
 * freed by any thread.
 */
public final class BatchConverter implements AutoCloseable {
  private final List<LogicalType> types;
  private final MemoryBudget budget;
  private final DictionaryStrings[] dictionaries;

  /**
   * @param types the columns' Flink types
   * @param budget where heap memory for strings is reserved
   */
  public BatchConverter(List<LogicalType> types, MemoryBudget budget) {
    this.types = types;
    this.budget = budget;
    this.dictionaries = new DictionaryStrings[types.size()];
  }

  /** Takes over the batch: it is freed with the result, or at once if this fails. */
  public FlinkBatch convert(ColumnBatch batch) {
    FlinkBatch result = new FlinkBatch(batch, budget);
    try {
      int count = batch.schema().size();
      Column[] columns = new Column[count];
      for (int i = 0; i < count; i++) {
        columns[i] = column(i, batch.column(i), result);
      }
      result.setColumns(columns);
      return result;
    } catch (RuntimeException | Error e) {
      result.close();
      throw e;
    }
  }

  private Column column(int index, ColumnVector vector, FlinkBatch owner) {
    if (vector instanceof FixedVector fixed) {
      return fixedColumn(fixed, types.get(index));
    } else if (vector instanceof DictionaryVector dictionary) {
      return dictionary.type() instanceof DataType.Utf8
          ? new DictionaryColumn(dictionary, owner.use(strings(index, dictionary)))
          : new BytesColumn(dictionary);
    } else if (vector instanceof BinaryVector binary) {
      if (!(binary.type() instanceof DataType.Utf8)) {
        return new BytesColumn(binary);
      }
      owner.reserve(StringColumn.heapBytes(binary), "the strings of a batch");
      return new StringColumn(binary);
    } else if (vector instanceof BitVector bits) {
      return new BooleanColumn(bits);
    }
    return new ConstantColumn((ConstantVector) vector, types.get(index));
  }

  private static Column fixedColumn(FixedVector vector, LogicalType flinkType) {
    DataType type = vector.type();
    if (type instanceof DataType.Timestamp) {
      return new TimestampColumn(vector, FlinkTypes.digits(flinkType));
    } else if (type instanceof DataType.Time) {
      return new TimeColumn(vector);
    } else if (type instanceof DataType.Decimal) {
      return new DecimalColumn(vector);
    } else if (type instanceof DataType.FixedBinary || type instanceof DataType.Uuid) {
      return new BytesColumn(vector);
    } else if (type instanceof DataType.Int integer && !integer.signed()) {
      return new UnsignedColumn(vector);
    }
    return new NumberColumn(vector);
  }

  private DictionaryStrings strings(int index, DictionaryVector vector) {
    DictionaryStrings kept = dictionaries[index];
    if (kept != null && kept.isOf(vector.dictionary())) {
      return kept;
    }
    forget(index);
    dictionaries[index] = new DictionaryStrings(vector.dictionary(), budget);
    return dictionaries[index];
  }

  private void forget(int index) {
    if (dictionaries[index] != null) {
      dictionaries[index].release();
      dictionaries[index] = null;
    }
  }

  /** Gives up the dictionaries; batches made before stay valid. */
  @Override
  public void close() {
    for (int i = 0; i < dictionaries.length; i++) {
      forget(i);
    }
  }
}
