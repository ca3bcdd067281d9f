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
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.DictionaryVector;
import dev.adaptive.batch.FixedVector;
import dev.adaptive.batch.MapVector;
import dev.adaptive.batch.RepeatedVector;
import dev.adaptive.batch.StructVector;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.schema.DataType;
import java.nio.ByteBuffer;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Shows the vectors of one column, or of a part of a nested one, to Flink. Keeps the dictionary
 * that was used last.
 *
 * <p>A value inside of an array, map or row may be kept as long as anybody likes, while a batch's
 * memory is freed when its rows have been emitted. So what is inside is copied to the heap, vector
 * by vector.
 */
final class ColumnConverter implements AutoCloseable {
  private final LogicalType type;
  private final MemoryBudget budget;
  private final boolean alone;
  private final boolean inside;

  /** Of a row's fields, an array's elements, or a map's keys and values. */
  private final ColumnConverter[] children;

  private HeapDictionary dictionary;

  /**
   * @param budget where the heap memory of dictionaries is reserved
   * @param alone whether nobody else reads the vectors: those that have been copied are then freed
   *     at once
   */
  ColumnConverter(LogicalType type, MemoryBudget budget, boolean alone) {
    this(type, budget, alone, false);
  }

  private ColumnConverter(LogicalType type, MemoryBudget budget, boolean alone, boolean inside) {
    this.type = type;
    this.budget = budget;
    this.alone = alone;
    this.inside = inside;
    this.children =
        type.getChildren().stream()
            .map(child -> new ColumnConverter(child, budget, alone, true))
            .toArray(ColumnConverter[]::new);
  }

  /**
   * The vector as Flink reads it.
   *
   * @param validity which rows are not null, as {@link ColumnVector#validity()} says it
   * @param owner has the heap memory
   */
  Column convert(ColumnVector vector, ByteBuffer validity, FlinkBatch owner) {
    if (vector instanceof ConstantVector constant) {
      return new ConstantColumn(constant, type);
    }
    int rows = vector.length();
    ByteBuffer valid =
        validity == null ? null : keep(validity, FlinkBatch.bitmapBytes(rows), owner);
    if (vector instanceof FixedVector fixed) {
      return fixedColumn(fixed.type(), valid, keep(fixed.data(), rows * fixed.width(), owner));
    } else if (vector instanceof DictionaryVector coded) {
      HeapDictionary used = owner.use(dictionary(coded));
      return new DictionaryColumn(valid, keep(coded.codes(), 4 * rows, owner), used, type);
    } else if (vector instanceof BinaryVector binary) {
      return binaryColumn(binary, valid, owner);
    } else if (vector instanceof BitVector bits) {
      ByteBuffer data = keep(bits.data(), FlinkBatch.bitmapBytes(rows), owner);
      return new BooleanColumn(valid, data);
    } else if (vector instanceof StructVector struct) {
      Column[] fields = new Column[children.length];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = children[i].convertInside(struct.child(i), owner);
      }
      return new RowColumn(valid, fields);
    }
    return repeatedColumn((RepeatedVector) vector, valid, owner);
  }

  private Column convertInside(ColumnVector vector, FlinkBatch owner) {
    Column column = convert(vector, vector.validity(), owner);
    if (alone) {
      vector.close();
    }
    return column;
  }

  private Column repeatedColumn(RepeatedVector vector, ByteBuffer validity, FlinkBatch owner) {
    ByteBuffer offsets = keep(vector.offsets(), 4 * (vector.length() + 1), owner);
    Column first = children[0].convertInside(vector.child(0), owner);
    return vector instanceof MapVector
        ? new MapColumn(validity, offsets, first, children[1].convertInside(vector.child(1), owner))
        : new ArrayColumn(validity, offsets, first);
  }

  private Column binaryColumn(BinaryVector vector, ByteBuffer validity, FlinkBatch owner) {
    int rows = vector.length();
    int start = vector.offset(0);
    ByteBuffer offsets = keep(vector.offsets(), 4 * (rows + 1), owner);
    boolean strings = vector.type() instanceof DataType.Utf8;
    if (!strings && !inside) {
      return new BytesColumn(validity, offsets, vector.data(), 0);
    }
    ByteBuffer heap = owner.copyToHeap(vector.data(), start, vector.offset(rows) - start);
    return strings
        ? new StringColumn(validity, offsets, heap, start)
        : new BytesColumn(validity, offsets, heap, start);
  }

  private Column fixedColumn(DataType from, ByteBuffer validity, ByteBuffer data) {
    if (from instanceof DataType.Timestamp timestamp) {
      return new TimestampColumn(validity, data, timestamp, FlinkTypes.digits(type));
    } else if (from instanceof DataType.Time time) {
      return new TimeColumn(validity, data, time);
    } else if (from instanceof DataType.Decimal decimal) {
      return new DecimalColumn(validity, data, decimal);
    } else if (from instanceof DataType.FixedBinary || from instanceof DataType.Uuid) {
      return new FixedBytesColumn(validity, data, from.byteWidth());
    } else if (from instanceof DataType.Int integer && !integer.signed()) {
      return new UnsignedColumn(validity, data, integer);
    }
    return new NumberColumn(validity, data, from);
  }

  /** The buffer itself where it is read only through the batch's row, else a copy on the heap. */
  private ByteBuffer keep(ByteBuffer buffer, int bytes, FlinkBatch owner) {
    return inside ? owner.copyToHeap(buffer, 0, bytes) : buffer;
  }

  private HeapDictionary dictionary(DictionaryVector vector) {
    if (dictionary == null || !dictionary.isOf(vector.dictionary())) {
      forgetDictionary();
      dictionary = new HeapDictionary(vector.dictionary(), budget);
    }
    return dictionary;
  }

  private void forgetDictionary() {
    if (dictionary != null) {
      dictionary.release();
      dictionary = null;
    }
  }

  /** Gives up the dictionaries. Closing again does nothing. */
  @Override
  public void close() {
    forgetDictionary();
    for (ColumnConverter child : children) {
      child.close();
    }
  }
}
