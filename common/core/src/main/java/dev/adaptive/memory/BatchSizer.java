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
package dev.adaptive.memory;

/**
 * Decides how many rows the next batch may hold. Called by one reader between batches; an instance
 * belongs to one reader and need not be thread-safe.
 */
public interface BatchSizer {

  /**
   * Rows of the first batch.
   *
   * @param estimatedBytesPerRow from metadata; at least 1
   */
  int firstBatch(double estimatedBytesPerRow);

  /**
   * Rows of the next batch, after one of {@code rows} rows took {@code bytes} bytes.
   *
   * @param rows rows of the batch just finished; may be fewer than were allowed
   * @param bytes bytes its vectors took
   */
  int nextBatch(int rows, long bytes);

  /**
   * A batch whose vectors take so many bytes ends early, however few its rows: rows of nested
   * columns differ in size.
   */
  default long fullBytes() {
    return Long.MAX_VALUE;
  }
}
