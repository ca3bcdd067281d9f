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
 * How much memory one reader takes.
 *
 * @param limit most bytes reserved at a time
 * @param batchBytes bytes that batches should have
 * @param batchRows most rows of a batch
 */
public record MemorySettings(long limit, long batchBytes, int batchRows) {

  /** With other batches. */
  public MemorySettings withBatches(long bytes, int rows) {
    return new MemorySettings(limit, bytes, rows);
  }
}
