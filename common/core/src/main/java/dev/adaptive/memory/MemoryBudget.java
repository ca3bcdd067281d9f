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

import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit on bytes that are reserved before they are used. Budgets form a tree: a reservation
 * counts in its budget and in every ancestor, and succeeds only if it fits all of them.
 *
 * <p>Thread-safe and exact: concurrent reservations never exceed a limit, not even for a moment.
 */
public final class MemoryBudget {
  private final String name;
  private final MemoryBudget parent;
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();

  private MemoryBudget(String name, MemoryBudget parent, long limit) {
    if (limit <= 0) {
      throw new IllegalArgumentException(
          "the limit of budget '" + name + "' must be positive, got " + limit);
    }
    this.name = name;
    this.parent = parent;
    this.limit = limit;
  }

  /**
   * A budget with no parent.
   *
   * @param limit bytes, positive
   */
  public static MemoryBudget root(String name, long limit) {
    return new MemoryBudget(name, null, limit);
  }

  /**
   * A budget whose reservations also count in this one. The limit may be larger than this one's.
   */
  public MemoryBudget child(String childName, long childLimit) {
    return new MemoryBudget(childName, this, childLimit);
  }

  /** Reserves the bytes in this budget and all its ancestors, or nowhere and returns false. */
  public boolean tryReserve(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("cannot reserve " + bytes + " bytes");
    }
    long now;
    do {
      now = used.get();
      if (bytes > limit - now) {
        return false;
      }
    } while (!used.compareAndSet(now, now + bytes));
    if (parent != null && !parent.tryReserve(bytes)) {
      used.addAndGet(-bytes);
      return false;
    }
    peak.accumulateAndGet(now + bytes, Math::max);
    return true;
  }

  /**
   * Reserves the bytes.
   *
   * @param owner what they are for; named if they do not fit
   * @throws MemoryBudgetExceededException if they do not fit
   */
  public void reserve(long bytes, String owner) {
    if (!tryReserve(bytes)) {
      throw exceeded(bytes, owner);
    }
  }

  /** Gives reserved bytes back to this budget and its ancestors. */
  public void release(long bytes) {
    long now = used.addAndGet(-bytes);
    if (now < 0) {
      used.addAndGet(bytes);
      throw new IllegalStateException(
          "budget '" + name + "' got back " + bytes + " bytes, more than it had lent");
    }
    if (parent != null) {
      parent.release(bytes);
    }
  }

  /**
   * The error for a reservation that does not fit, naming the budget in the chain that is too
   * small.
   */
  MemoryBudgetExceededException exceeded(long bytes, String owner) {
    MemoryBudget tightest = this;
    for (MemoryBudget budget = this; budget != null; budget = budget.parent) {
      if (budget.available() < bytes) {
        tightest = budget;
        break;
      }
    }
    return new MemoryBudgetExceededException(
        owner, bytes, tightest.used(), tightest.limit, tightest.name);
  }

  public String name() {
    return name;
  }

  /** The most bytes that may be reserved at a time. */
  public long limit() {
    return limit;
  }

  /** Bytes reserved now. */
  public long used() {
    return used.get();
  }

  /** The most bytes that were reserved at a time. */
  public long peak() {
    return peak.get();
  }

  /** Bytes that this budget, regardless of its ancestors, could still lend. */
  public long available() {
    return limit - used.get();
  }

  @Override
  public String toString() {
    return name + ": " + used() + " of " + limit + " bytes, peak " + peak();
  }
}
