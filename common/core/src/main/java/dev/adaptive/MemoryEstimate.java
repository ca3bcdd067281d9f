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
package dev.adaptive;

import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemorySettings;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.schema.Field;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Estimates from a plan what reading it, one split at a time, holds in memory. */
final class MemoryEstimate {
  /** What writers aim at for a page and, as a limit, for a dictionary. */
  private static final long USUAL_PAGE = 1 << 20;

  /** Arrays that values pass through on their way from a page to a vector. */
  private static final long SCRATCH = 1 << 18;

  private MemoryEstimate() {}

  /** One batch is handed out, and the one before is kept for its memory. */
  static long of(ScanPlan plan) {
    return of(plan, 2);
  }

  /**
   * @param batches how many batches are in memory at a time
   */
  static long of(ScanPlan plan, int batches) {
    // pages reach over the borders of a range of rows
    long largestUnit =
        plan.splits().stream()
            .flatMap(split -> split.units().stream())
            .mapToLong(unit -> unit.range() == null ? unit.bytes() : Long.MAX_VALUE)
            .max()
            .orElse(0);
    Set<String> names = new TreeSet<>(plan.spec().columns());
    if (plan.spec().filter() != null) {
      names.addAll(plan.spec().filter().columns());
    }
    plan.splits().stream()
        .map(ScanSplit::keys)
        .filter(Objects::nonNull)
        .forEach(keys -> names.add(keys.column()));
    MemorySettings memory = plan.spec().options().memory(Machine.current());
    int width = plan.spec().outputSchema().fields().stream().mapToInt(MemoryEstimate::width).sum();
    long batch = Math.min(memory.batchBytes(), (long) width * memory.batchRows());
    // a unit smaller than its columns' pages would be is in memory as a whole
    long pages = Math.min(largestUnit, 2L * names.size() * USUAL_PAGE);
    // blocks are up to a quarter larger than needed
    return (pages + batches * batch) * 5 / 4 + SCRATCH;
  }

  private static int width(Field field) {
    int fixed = field.type().byteWidth();
    return fixed > 0 ? fixed : 16;
  }
}
