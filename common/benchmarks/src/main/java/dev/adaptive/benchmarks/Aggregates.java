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
package dev.adaptive.benchmarks;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.FixedVector;
import java.nio.ByteBuffer;

/** What consumers do with a batch: the least that an engine would. */
final class Aggregates {
  private Aggregates() {}

  /** The sum of all numbers in the batch. */
  static double sum(ColumnBatch batch) {
    double sum = 0;
    for (int i = 0; i < batch.schema().size(); i++) {
      sum += sum(batch.column(i));
    }
    return sum;
  }

  /** Takes the batch and leaves it. */
  static double nothing(ColumnBatch batch) {
    return batch.rows();
  }

  private static double sum(ColumnVector column) {
    if (!(column instanceof FixedVector vector)) {
      return 0;
    }
    return switch (vector.type().carrier()) {
      case INT32 -> sumInts(vector);
      case INT64 -> sumLongs(vector);
      case FLOAT64 -> sumDoubles(vector);
      default -> 0;
    };
  }

  private static long sumInts(FixedVector vector) {
    ByteBuffer data = vector.data();
    long sum = 0;
    for (int row = 0; row < vector.length(); row++) {
      sum += data.getInt(row << 2);
    }
    return sum;
  }

  private static long sumLongs(FixedVector vector) {
    ByteBuffer data = vector.data();
    long sum = 0;
    for (int row = 0; row < vector.length(); row++) {
      sum += data.getLong(row << 3);
    }
    return sum;
  }

  private static double sumDoubles(FixedVector vector) {
    ByteBuffer data = vector.data();
    // four sums, since one addition would wait for the one before
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int row = 0;
    for (; row + 4 <= vector.length(); row += 4) {
      a += data.getDouble(row << 3);
      b += data.getDouble((row + 1) << 3);
      c += data.getDouble((row + 2) << 3);
      d += data.getDouble((row + 3) << 3);
    }
    for (; row < vector.length(); row++) {
      a += data.getDouble(row << 3);
    }
    return a + b + c + d;
  }
}
