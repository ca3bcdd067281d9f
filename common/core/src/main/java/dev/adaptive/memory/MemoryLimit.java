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
 * The most memory of one reader: so many bytes, or a share of the container's memory. Exactly one
 * of the two is given; the other is 0.
 *
 * @param percent 1 to 100
 */
public record MemoryLimit(long bytes, int percent) {
  public MemoryLimit {
    if (bytes < 0 || percent < 0 || percent > 100 || (bytes == 0) == (percent == 0)) {
      throw new IllegalArgumentException(
          "need either bytes or 1 to 100 percent, got " + bytes + " and " + percent);
    }
  }

  /** The limit in bytes. */
  public long on(Machine machine) {
    return percent == 0 ? bytes : Math.max(1, machine.memoryBytes() / 100 * percent);
  }
}
