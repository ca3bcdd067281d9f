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
package dev.adaptive.testkit;

/**
 * SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014): a
 * few instructions per number and one {@code long} of state, which is what lets every symbol have a
 * generator of its own.
 */
final class TickRandom {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  TickRandom(long seed) {
    state = seed;
  }

  long nextLong() {
    state = advance(state);
    return mix(state);
  }

  /** 0 to {@code bound - 1}. */
  int nextInt(int bound) {
    return below(nextLong(), bound);
  }

  /** The state after {@code state}. */
  static long advance(long state) {
    return state + GAMMA;
  }

  /** The number that belongs to a state. */
  static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 0 to {@code bound - 1}, from the upper 32 of 64 random bits. */
  static int below(long bits, int bound) {
    return (int) (((bits >>> 32) * bound) >>> 32);
  }

  /** At least 0 and less than 1. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }
}
