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
 * Aims at a number of bytes per batch: shrinks at once when rows turn out wider, grows at most
 * twofold, and stays between a least and a most number of rows. Row counts are multiples of 64, so
 * that bitmaps end on word boundaries.
 */
public final class ByteTargetBatchSizer implements BatchSizer {
  private final int minRows;
  private final int maxRows;
  private final long targetBytes;
  private int current;

  /**
   * @param minRows at least 1
   * @param maxRows at least {@code minRows}
   * @param targetBytes bytes that a batch's vectors should take together
   */
  public ByteTargetBatchSizer(int minRows, int maxRows, long targetBytes) {
    if (minRows < 1 || maxRows < minRows || targetBytes < 1) {
      throw new IllegalArgumentException(
          "need 1 <= batch.min-rows <= batch.max-rows and batch.target-bytes >= 1, got "
              + minRows
              + ", "
              + maxRows
              + ", "
              + targetBytes);
    }
    this.minRows = minRows;
    this.maxRows = maxRows;
    this.targetBytes = targetBytes;
  }

  @Override
  public int firstBatch(double estimatedBytesPerRow) {
    current = clamp(targetBytes / Math.max(1, estimatedBytesPerRow));
    return current;
  }

  @Override
  public int nextBatch(int rows, long bytes) {
    if (rows > 0) {
      double fitting = targetBytes / Math.max(1, (double) bytes / rows);
      current = clamp(Math.min(fitting, 2.0 * current));
    }
    return current;
  }

  @Override
  public long fullBytes() {
    return targetBytes;
  }

  private int clamp(double rows) {
    int bounded = (int) Math.max(minRows, Math.min(maxRows, rows));
    return bounded <= 64 ? bounded : bounded & ~63;
  }
}
