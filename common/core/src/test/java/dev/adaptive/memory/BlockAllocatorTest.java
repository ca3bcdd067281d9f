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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockAllocatorTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 100, 1_000, 4_096, 4_097, 1_000_003})
  void a_block_is_large_enough_and_at_most_a_quarter_larger(int bytes) {
    MemoryBudget budget = MemoryBudget.root("test", 1 << 22);
    try (BlockAllocator allocator = new BlockAllocator(budget);
        MemoryBlock block = allocator.allocate(bytes, "a page")) {
      assertThat(block.capacity()).isBetween(bytes, Math.max(64, bytes + bytes / 4));
      assertThat(block.buffer().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(budget.used()).isEqualTo(block.capacity());
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void a_freed_block_is_used_again_and_stays_reserved_until_then() {
    MemoryBudget budget = MemoryBudget.root("test", 1 << 20);
    try (BlockAllocator allocator = new BlockAllocator(budget)) {
      MemoryBlock first = allocator.allocate(1_000, "a page");
      ByteBuffer memory = first.buffer();
      first.close();
      first.close();
      assertThat(budget.used()).isEqualTo(memory.capacity());
      try (MemoryBlock second = allocator.allocate(1_000, "a page")) {
        assertThat(second.buffer()).isSameAs(memory);
      }
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void kept_blocks_are_given_up_before_a_request_is_refused() {
    MemoryBudget budget = MemoryBudget.root("test", 4_096);
    try (BlockAllocator allocator = new BlockAllocator(budget)) {
      allocator.allocate(1_024, "a page").close();
      assertThat(budget.used()).isEqualTo(1_024);
      try (MemoryBlock block = allocator.allocate(4_096, "a page")) {
        assertThat(budget.used()).isEqualTo(block.capacity());
        assertThatThrownBy(() -> allocator.allocate(64, "column price"))
            .isInstanceOf(MemoryBudgetExceededException.class)
            .hasMessageContaining("column price");
      }
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void a_block_may_outlive_its_allocator() {
    MemoryBudget budget = MemoryBudget.root("test", 4_096);
    MemoryBlock block;
    try (BlockAllocator allocator = new BlockAllocator(budget)) {
      block = allocator.allocate(100, "a batch");
    }
    block.buffer().putLong(0, 42);
    assertThat(block.buffer().getLong(0)).isEqualTo(42);
    block.close();
    assertThat(budget.used()).isZero();
  }

  @Test
  void more_than_a_buffer_can_hold_is_refused() {
    try (BlockAllocator allocator = new BlockAllocator(MemoryBudget.root("test", Long.MAX_VALUE))) {
      assertThatThrownBy(() -> allocator.allocate(1L << 31, "a page"))
          .isInstanceOf(MemoryBudgetExceededException.class);
    }
  }
}
