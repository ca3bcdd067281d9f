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

import dev.adaptive.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves memory reserved.
 *
 * <pre>{@code
 * @RegisterExtension final MemoryCheck memory = new MemoryCheck();
 *
 * @Test
 * void reads() {
 *   MemoryBudget budget = memory.budget(64 << 20);
 *   ...
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class MemoryCheck implements AfterEachCallback {
  private final List<MemoryBudget> budgets = new CopyOnWriteArrayList<>();

  /** A new budget that must be empty after the test. */
  public MemoryBudget budget(long limit) {
    return register(MemoryBudget.root("test", limit));
  }

  /** Has a budget checked that was made elsewhere. */
  public MemoryBudget register(MemoryBudget budget) {
    budgets.add(budget);
    return budget;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<String> leaks = new ArrayList<>();
    for (MemoryBudget budget : budgets) {
      if (budget.used() != 0) {
        leaks.add(budget.toString());
      }
    }
    budgets.clear();
    if (!leaks.isEmpty()) {
      throw new AssertionError("memory is still reserved: " + String.join("; ", leaks));
    }
  }
}
