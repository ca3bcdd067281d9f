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
package dev.adaptive.e2e.flink;

import org.apache.flink.table.functions.AggregateFunction;

/** {@code FIRST_BY(value, order)}: the value of the row with the least order; Flink SQL has no such function. */
public class FirstBy extends AggregateFunction<Double, FirstBy.Best> {
  private static final long serialVersionUID = 1L;

  /** The best row so far; its type is what Flink derives the state's type from. */
  public static class Best {
    public Double value;
    public Long order;
  }

  /** The value of the row with the greatest order: {@code LAST_BY(value, order)}. */
  public static final class Last extends FirstBy {
    private static final long serialVersionUID = 1L;

    @Override
    boolean better(long order, long than) {
      return order > than;
    }
  }

  boolean better(long order, long than) {
    return order < than;
  }

  @Override
  public Best createAccumulator() {
    return new Best();
  }

  public void accumulate(Best best, Double value, Long order) {
    if (order != null && (best.order == null || better(order, best.order))) {
      best.value = value;
      best.order = order;
    }
  }

  public void merge(Best best, Iterable<Best> others) {
    for (Best other : others) {
      accumulate(best, other.value, other.order);
    }
  }

  @Override
  public Double getValue(Best best) {
    return best.value;
  }
}
