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
 * A reservation did not fit its budget. The message says who asked for how much, what is used and
 * what to raise.
 */
public final class MemoryBudgetExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long requested;
  private final long used;
  private final long limit;

  MemoryBudgetExceededException(
      String owner, long requested, long used, long limit, String budget) {
    super(
        "memory budget '"
            + budget
            + "' exceeded: "
            + owner
            + " needs "
            + requested
            + " bytes, "
            + used
            + " of "
            + limit
            + " bytes are in use. Raise 'memory.limit', or read fewer columns or smaller batches"
            + " ('batch.target-bytes').");
    this.requested = requested;
    this.used = used;
    this.limit = limit;
  }

  MemoryBudgetExceededException(String owner, long requested, OutOfMemoryError cause) {
    super(
        owner
            + " needs "
            + requested
            + " bytes, but the JVM's direct memory is used up although the budget allows them."
            + " Raise -XX:MaxDirectMemorySize or lower 'memory.limit'.",
        cause);
    this.requested = requested;
    this.used = -1;
    this.limit = -1;
  }

  /** Bytes that were asked for. */
  public long requested() {
    return requested;
  }

  /** Bytes in use when they were asked for, or -1 if the JVM's own limit was met first. */
  public long used() {
    return used;
  }

  /** The budget's limit in bytes, or -1 if the JVM's own limit was met first. */
  public long limit() {
    return limit;
  }
}
