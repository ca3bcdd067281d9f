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
import java.util.function.Consumer;

/**
 * A sequence of batches. Used by one thread at a time; {@link #close} may come from another thread
 * once no call is under way.
 */
public interface BatchReader extends AutoCloseable {

  /** The schema of every batch. */
  Schema schema();

  /**
   * The next batch, at least one row long, or null after the last. The caller closes it; it stays
   * valid after later calls and after the reader is closed.
   *
   * @throws dev.adaptive.error.AdaptiveException if the data cannot be read
   * @throws dev.adaptive.memory.MemoryBudgetExceededException if the batch does not fit the memory
   *     budget
   */
  ColumnBatch next();

  /**
   * Hands all batches that are left to {@code action}, one after the other, and closes each when
   * the action returns or throws.
   */
  default void forEach(Consumer<? super ColumnBatch> action) {
    for (ColumnBatch next = next(); next != null; next = next()) {
      try (ColumnBatch batch = next) {
        action.accept(batch);
      }
    }
  }

  /** Frees everything but the batches handed out. Closing again does nothing. */
  @Override
  void close();
}
