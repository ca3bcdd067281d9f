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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  @Test
  void a_reservation_counts_in_every_ancestor_or_nowhere() {
    MemoryBudget root = MemoryBudget.root("process", 100);
    MemoryBudget reader = root.child("reader", 80);
    MemoryBudget column = reader.child("column", 1_000);
    assertThat(column.tryReserve(60)).isTrue();
    assertThat(List.of(root.used(), reader.used(), column.used())).containsOnly(60L);
    assertThat(column.tryReserve(21)).as("more than the reader has left").isFalse();
    assertThat(List.of(root.used(), reader.used(), column.used())).containsOnly(60L);
    column.release(60);
    assertThat(List.of(root.used(), reader.used(), column.used())).containsOnly(0L);
    assertThat(List.of(root.peak(), reader.peak(), column.peak())).containsOnly(60L);
  }

  @Test
  void the_error_names_who_asked_and_the_budget_that_is_too_small() {
    MemoryBudget reader = MemoryBudget.root("process", 100).child("reader", 1_000);
    reader.reserve(70, "a page");
    assertThatThrownBy(() -> reader.reserve(31, "column price"))
        .isInstanceOf(MemoryBudgetExceededException.class)
        .hasMessageContainingAll(
            "'process'", "column price", "31 bytes", "70 of 100", "memory.limit");
  }

  @Test
  void giving_back_too_much_is_an_error() {
    MemoryBudget budget = MemoryBudget.root("reader", 10);
    budget.reserve(3, "a page");
    assertThatThrownBy(() -> budget.release(4)).isInstanceOf(IllegalStateException.class);
    assertThat(budget.used()).isEqualTo(3);
  }

  @Test
  void concurrent_reservations_never_exceed_a_limit() throws Exception {
    MemoryBudget root = MemoryBudget.root("process", 1_000);
    AtomicLong held = new AtomicLong();
    List<Callable<Long>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      MemoryBudget budget = root.child("reader " + thread, 700);
      SplittableRandom random = new SplittableRandom(thread);
      threads.add(
          () -> {
            long most = 0;
            for (int i = 0; i < 50_000; i++) {
              int bytes = random.nextInt(1, 600);
              if (budget.tryReserve(bytes)) {
                most = Math.max(most, held.addAndGet(bytes));
                held.addAndGet(-bytes);
                budget.release(bytes);
              }
            }
            return most;
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads.size());
    try {
      for (Future<Long> most : pool.invokeAll(threads)) {
        assertThat(most.get()).isLessThanOrEqualTo(1_000);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(root.used()).isZero();
    assertThat(root.peak()).isLessThanOrEqualTo(1_000);
  }
}
