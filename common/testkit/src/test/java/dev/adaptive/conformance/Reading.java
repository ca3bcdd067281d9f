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
package dev.adaptive.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.AdaptiveReader;
import dev.adaptive.ParallelReader;
import dev.adaptive.batch.BatchReader;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads files with the reader under test. */
final class Reading {
  /**
   * Enough for every file that the tests make, and too little for what a hostile one may ask for.
   */
  static final long MEMORY_LIMIT = 64 << 20;

  private Reading() {}

  /** The columns of a file. */
  static Schema schema(Path file) {
    try (AdaptiveReader reader = AdaptiveReader.builder().path(file.toUri().toString()).build()) {
      return reader.schema();
    }
  }

  /** All rows of a file. */
  static List<Object[]> rows(Path file) {
    return rows(file, UnaryOperator.identity());
  }

  /** The rows of a read; checks that it gives back its memory. */
  static List<Object[]> rows(Path file, UnaryOperator<AdaptiveReader.Builder> read) {
    AdaptiveReader reader =
        read.apply(AdaptiveReader.builder().path(file.toUri().toString()).memoryLimit(MEMORY_LIMIT))
            .build();
    try (reader) {
      return drain(reader);
    } finally {
      assertThat(reader.memory().used())
          .as("memory still reserved after the reader of %s is closed", file)
          .isZero();
    }
  }

  /** The rows of a read on two threads, in the file's order. */
  static List<Object[]> rowsInParallel(Path file, UnaryOperator<AdaptiveReader.Builder> read) {
    ParallelReader reader =
        read.apply(AdaptiveReader.builder().path(file.toUri().toString()).memoryLimit(MEMORY_LIMIT))
            .buildParallel(2, ParallelReader.Order.FILES);
    try (reader) {
      return drain(reader);
    } finally {
      assertThat(reader.memory().used())
          .as("memory still reserved after the reader of %s is closed", file)
          .isZero();
    }
  }

  /** The rows that are left in a reader. */
  static List<Object[]> drain(BatchReader reader) {
    List<Object[]> rows = new ArrayList<>();
    reader.forEach(batch -> append(batch, rows));
    return rows;
  }

  /** Appends a batch's rows. */
  static void append(ColumnBatch batch, List<Object[]> rows) {
    assertThat(batch.rows()).isPositive();
    int columns = batch.schema().size();
    int first = rows.size();
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(new Object[columns]);
    }
    for (int i = 0; i < columns; i++) {
      int nulls = 0;
      for (int row = 0; row < batch.rows(); row++) {
        Object value = batch.column(i).getObject(row);
        rows.get(first + row)[i] = value;
        nulls += value == null ? 1 : 0;
      }
      if (nulls != batch.column(i).nullCount()) {
        throw new AssertionError(
            "column "
                + batch.schema().field(i)
                + " counts "
                + batch.column(i).nullCount()
                + " nulls and has "
                + nulls);
      }
    }
  }
}
