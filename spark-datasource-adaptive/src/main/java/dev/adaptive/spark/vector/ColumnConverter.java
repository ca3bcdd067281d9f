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

import dev.adaptive.batch.BinaryVector;
import dev.adaptive.batch.BitVector;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.DictionaryVector;
import dev.adaptive.batch.FixedVector;
import dev.adaptive.batch.RepeatedVector;
import dev.adaptive.batch.StructVector;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.schema.DataType.Int;
import dev.adaptive.schema.DataType.Time;
import dev.adaptive.schema.DataType.Timestamp;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Shows the vectors of one column, or of a part of a nested one, to Spark. Keeps the strings of the
 * dictionary that was used last.
 */
final class ColumnConverter implements AutoCloseable {
  private final DataType type;
  private final MemoryBudget budget;

  /** Of a struct's fields, an array's elements, or a map's keys and values. */
  private final ColumnConverter[] children;

  private DictionaryStrings dictionary;

  /**
   * @param budget where the strings of dictionaries are reserved
   */
  ColumnConverter(DataType type, MemoryBudget budget) {
    this.type = type;
    this.budget = budget;
    this.children =
        childTypes(type)
            .map(child -> new ColumnConverter(child, budget))
            .toArray(ColumnConverter[]::new);
  }

  private static Stream<DataType> childTypes(DataType type) {
    if (type instanceof StructType struct) {
      return Arrays.stream(struct.fields()).map(StructField::dataType);
    } else if (type instanceof ArrayType array) {
      return Stream.of(array.elementType());
    } else if (type instanceof MapType map) {
      return Stream.of(map.keyType(), map.valueType());
    }
    return Stream.empty();
  }

  /** The vector as Spark reads it. Closing the result frees the vector. */
  ColumnVector convert(dev.adaptive.batch.ColumnVector vector) {
    if (vector instanceof FixedVector fixed) {
      return convertFixed(fixed);
    } else if (vector instanceof DictionaryVector coded) {
      boolean binary = type.equals(DataTypes.BinaryType);
      return new DictionaryColumn(type, coded, binary ? null : strings(coded));
    } else if (vector instanceof BinaryVector binary) {
      return new BinaryColumn(type, binary);
    } else if (vector instanceof BitVector bits) {
      return new BitColumn(bits);
    } else if (vector instanceof StructVector struct) {
      return new StructColumn(type, struct, children(struct::child));
    } else if (vector instanceof RepeatedVector repeated) {
      return new RepeatedColumn(type, repeated, children(repeated::child));
    }
    return new ConstantColumn(type, (ConstantVector) vector);
  }

  private ColumnVector[] children(IntFunction<dev.adaptive.batch.ColumnVector> vectors) {
    ColumnVector[] converted = new ColumnVector[children.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = children[i].convert(vectors.apply(i));
    }
    return converted;
  }

  private ColumnVector convertFixed(FixedVector vector) {
    dev.adaptive.schema.DataType fileType = vector.type();
    return switch (fileType.carrier()) {
      case FIXED -> new FixedBinaryColumn(vector);
      case INT128 -> new WideDecimalColumn(type, vector);
      default -> {
        if (fileType instanceof Int integer && !integer.signed()) {
          yield new UnsignedColumn(type, vector);
        }
        if (fileType instanceof Time || fileType instanceof Timestamp) {
          Ticks ticks = Ticks.of(fileType);
          yield ticks.unchanged()
              ? new FixedColumn(type, vector)
              : new TicksColumn(type, vector, ticks);
        }
        yield new FixedColumn(type, vector);
      }
    };
  }

  private DictionaryStrings strings(DictionaryVector vector) {
    DictionaryStrings kept = dictionary;
    if (kept == null || !kept.isOf(vector.dictionary())) {
      if (kept != null) {
        kept.release();
        dictionary = null;
      }
      kept = new DictionaryStrings(vector.dictionary(), budget);
      dictionary = kept;
    }
    return kept;
  }

  /** Forgets the dictionaries. Closing again does nothing. */
  @Override
  public void close() {
    if (dictionary != null) {
      dictionary.release();
      dictionary = null;
    }
    for (ColumnConverter child : children) {
      child.close();
    }
  }
}
