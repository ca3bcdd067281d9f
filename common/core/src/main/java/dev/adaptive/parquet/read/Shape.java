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
package dev.adaptive.parquet.read;

/**
 * A digest of what a leaf's levels say of a struct or map it is in: its siblings must say the same.
 * Two leaves of a damaged file that have as many elements in all, but not in the same rows, are
 * told apart.
 */
final class Shape {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final int repetition;
  private final int definition;
  private long digest;
  private long position;

  /**
   * @param repetition greatest repetition level at which something begins that the siblings share
   * @param definition definition level at which all that they share is there
   */
  Shape(int repetition, int definition) {
    this.repetition = repetition;
    this.definition = definition;
  }

  void add(byte[] repetitions, byte[] definitions, int from, int to) {
    long sum = digest;
    long factor = position;
    for (int i = from; i < to; i++) {
      if (repetitions[i] <= repetition) {
        factor += FACTOR;
        sum += factor * (repetitions[i] << 8 | Math.min(definitions[i], definition) + 1);
      }
    }
    digest = sum;
    position = factor;
  }

  boolean matches(Shape other) {
    return digest == other.digest && position == other.position;
  }
}
