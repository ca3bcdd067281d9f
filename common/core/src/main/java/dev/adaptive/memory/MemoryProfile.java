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

/** What readers take where nothing else is said. */
public enum MemoryProfile {
  /**
   * Half of what the JVM may take off its heap, and at most a quarter of the container, divided
   * among as many readers as there are cores.
   */
  AUTO,
  /** A desktop: enough for any file that is not unusual. */
  DEVELOPMENT,
  /** Small batches and little memory, so that tests meet the limits. */
  TESTING,
  /** A machine of 1 or 2 GB. */
  LIMITED,
  /** A server that does little else. */
  PRODUCTION;

  private static final long KB = 1L << 10;
  private static final long MB = 1L << 20;

  /** A batch is one of several things in memory, and several batches may be on their way. */
  private static final int BATCHES_PER_LIMIT = 32;

  /**
   * What the profile means on a machine.
   *
   * @param set the limit that is set, or null
   */
  public MemorySettings on(Machine machine, MemoryLimit set) {
    long limit = set == null ? limit(machine) : set.on(machine);
    return switch (this) {
      case AUTO ->
          new MemorySettings(
              limit, Math.max(512 * KB, Math.min(4 * MB, limit / BATCHES_PER_LIMIT)), 16_384);
      case DEVELOPMENT -> new MemorySettings(limit, 4 * MB, 16_384);
      case TESTING -> new MemorySettings(limit, MB, 4_096);
      case LIMITED -> new MemorySettings(limit, MB, 8_192);
      case PRODUCTION -> new MemorySettings(limit, 8 * MB, 32_768);
    };
  }

  private long limit(Machine machine) {
    return switch (this) {
      case AUTO -> {
        long share =
            Math.min(machine.directBytes() / 2, machine.memoryBytes() / 4) / machine.cores();
        yield Math.max(16 * MB, Math.min(256 * MB, share));
      }
      case DEVELOPMENT -> 256 * MB;
      case TESTING -> 64 * MB;
      case LIMITED -> 32 * MB;
      case PRODUCTION -> 512 * MB;
    };
  }
}
