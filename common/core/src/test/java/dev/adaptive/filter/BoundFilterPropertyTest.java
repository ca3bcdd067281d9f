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
package dev.adaptive.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.batch.Selection;
import dev.adaptive.batch.TestVectors;
import dev.adaptive.expr.Decision;
import dev.adaptive.expr.Predicate;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Carrier;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random predicates on random vectors against the {@link Interpreter}. */
class BoundFilterPropertyTest {

  @Property(tries = 10_000)
  void keepsTheRowsThatTheInterpreterKeepsAndDecidesSoundly(@ForAll long seed) {
    Random random = new Random(seed);
    int rows = new int[] {1, 2, 63, 64, 65, 200}[random.nextInt(6)];
    RandomData data = new RandomData(random, 1 + random.nextInt(4), rows);
    Interpreter interpreter = new Interpreter(data.schema(), data.columns());
    MemoryBudget budget = MemoryBudget.root("test", 1 << 20);
    try (BlockAllocator allocator = new BlockAllocator(budget)) {
      ColumnVector[] vectors = vectors(random, allocator, data);
      Selection selection = new Selection();
      for (int i = 0; i < 5; i++) {
        Predicate predicate = data.predicate(4);
        BoundFilter filter = BoundFilter.bind(predicate, data.schema());
        filter.evaluate(vectors, rows, selection);
        List<Integer> expected =
            IntStream.range(0, rows)
                .filter(r -> Boolean.TRUE.equals(interpreter.evaluate(predicate, r)))
                .boxed()
                .toList();
        List<Integer> actual = IntStream.range(0, rows).filter(selection::isKept).boxed().toList();
        assertThat(actual).as("%s on %s", predicate, data.schema()).isEqualTo(expected);
        assertThat(selection.count()).isEqualTo(expected.size());

        ColumnStatistics[] statistics = new ColumnStatistics[vectors.length];
        for (int c = 0; c < vectors.length; c++) {
          statistics[c] = data.statistics(c);
        }
        Decision decision = filter.decide(c -> statistics[c]);
        if (decision != Decision.MAYBE) {
          assertThat(expected)
              .as(
                  "%s, %s by %s on %s",
                  predicate, decision, Arrays.toString(statistics), data.schema())
              .hasSize(decision == Decision.ALWAYS ? rows : 0);
        }
        checkRuledOut(
            filter,
            predicate,
            expected.isEmpty(),
            evidence(random, allocator, data, statistics, random.nextInt(3) > 0));
      }
      for (ColumnVector vector : vectors) {
        vector.close();
      }
    }
    assertThat(budget.used()).isZero();
  }

  private static void checkRuledOut(
      BoundFilter filter, Predicate predicate, boolean none, Evidence evidence) {
    boolean ruledOut = filter.ruledOut(evidence);
    if (!none) {
      assertThat(ruledOut).as("%s", predicate).isFalse();
    } else if (predicate instanceof Predicate.Comparison comparison
        && comparison.operator() == Predicate.Operator.EQ) {
      boolean unknown = evidence.anyPart(0, part -> false);
      assertThat(ruledOut || unknown).as("%s", predicate).isTrue();
    }
  }

  /** What files tell, sound always and complete only sometimes. */
  private static Evidence evidence(
      Random random,
      BlockAllocator allocator,
      RandomData data,
      ColumnStatistics[] statistics,
      boolean dictionaries) {
    return new Evidence() {
      @Override
      public ColumnStatistics statistics(int column) {
        return statistics[column];
      }

      @Override
      public Membership membership(int column) {
        return random.nextInt(4) == 0 ? null : data.membership(column, random.nextInt(2) * 10);
      }

      @Override
      public boolean anyPart(int column, java.util.function.Predicate<ColumnVector> test) {
        if (!dictionaries) {
          return true;
        }
        List<Object> values = data.columns().get(column).stream().filter(v -> v != null).toList();
        for (int from = 0; from < values.size(); from += 64) {
          List<Object> part = values.subList(from, Math.min(values.size(), from + 64));
          try (ColumnVector vector =
              TestVectors.plain(allocator, data.schema().field(column).type(), part)) {
            if (test.test(vector)) {
              return true;
            }
          }
        }
        return false;
      }
    };
  }

  private static ColumnVector[] vectors(Random random, BlockAllocator allocator, RandomData data) {
    ColumnVector[] vectors = new ColumnVector[data.schema().size()];
    for (int c = 0; c < vectors.length; c++) {
      DataType type = data.schema().field(c).type();
      List<Object> values = data.columns().get(c);
      boolean same = values.stream().allMatch(v -> Objects.deepEquals(v, values.get(0)));
      if (same && random.nextBoolean()) {
        vectors[c] = new ConstantVector(type, values.size(), values.get(0));
      } else if (type.carrier() == Carrier.BINARY && random.nextBoolean()) {
        vectors[c] = TestVectors.dictionary(allocator, type, values);
      } else {
        vectors[c] = TestVectors.plain(allocator, type, values);
      }
    }
    return vectors;
  }

  @Property(tries = 10_000)
  void simplifyingByConstantsChangesNoRow(@ForAll long seed) {
    Random random = new Random(seed);
    RandomData data = new RandomData(random, 3, 1);
    Schema schema = data.schema();
    List<Field> constantFields = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    for (int c = 0; c < schema.size(); c++) {
      if (random.nextInt(3) > 0) {
        constantFields.add(schema.field(c));
        values.put(schema.field(c).name(), data.columns().get(c).get(0));
      }
    }
    Predicate predicate = data.predicate(4);
    Predicate simple =
        PredicateSimplifier.withConstants(predicate, new Schema(constantFields), values);
    Interpreter interpreter = new Interpreter(schema, data.columns());
    assertThat(interpreter.evaluate(simple, 0))
        .as("%s of %s with %s", simple, predicate, values)
        .isEqualTo(interpreter.evaluate(predicate, 0));
    assertThat(simple.columns()).noneMatch(values::containsKey);
    if (simple.columns().isEmpty()) {
      assertThat(simple).isInstanceOf(Predicate.Constant.class);
    }
  }
}
