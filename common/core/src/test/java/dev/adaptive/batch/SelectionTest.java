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
package dev.adaptive.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link BitSet}, at random. */
class SelectionTest {
  private final SplittableRandom random = new SplittableRandom(7);

  private Selection random(int rows, BitSet expected, double density) {
    Selection selection = new Selection();
    selection.keepNone(rows);
    for (int row = 0; row < rows; row++) {
      if (random.nextDouble() < density) {
        selection.keep(row);
        expected.set(row);
      }
    }
    return selection;
  }

  private static BitSet kept(Selection selection) {
    BitSet kept = new BitSet();
    IntStream.range(0, selection.rows()).filter(selection::isKept).forEach(kept::set);
    return kept;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1_000, 8_192, 10_001})
  void counts_and_walks(int rows) {
    for (double density : new double[] {0, 0.001, 0.3, 0.99, 1}) {
      BitSet expected = new BitSet();
      Selection selection = random(rows, expected, density);
      assertThat(selection.count()).isEqualTo(expected.cardinality());
      for (int i = 0; i < 50; i++) {
        int from = random.nextInt(rows + 1);
        int to = random.nextInt(from, rows + 1);
        assertThat(selection.count(from, to)).isEqualTo(expected.get(from, to).cardinality());
        int next = expected.nextSetBit(from);
        assertThat(selection.nextKept(from)).isEqualTo(next < 0 ? rows : next);
        assertThat(selection.nextDropped(from))
            .isEqualTo(Math.min(rows, expected.nextClearBit(from)));
        int[] found = new int[to - from];
        int count = selection.keptRows(from, to, found);
        assertThat(IntStream.of(found).limit(count).map(row -> row + from))
            .containsExactlyElementsOf(
                expected.stream().filter(row -> row >= from && row < to).boxed().toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 100, 1_000})
  void cuts_and_combines(int rows) {
    for (int i = 0; i < 50; i++) {
      BitSet one = new BitSet();
      BitSet other = new BitSet();
      Selection first = random(rows, one, 0.5);
      Selection second = random(rows, other, 0.5);
      int dropped = random.nextInt(one.cardinality() + 1);
      first.dropFirst(dropped);
      for (int k = 0; k < dropped; k++) {
        one.clear(one.nextSetBit(0));
      }
      assertThat(kept(first)).isEqualTo(one);
      first.and(second);
      one.and(other);
      assertThat(kept(first)).isEqualTo(one);
      BitSet third = new BitSet();
      first.or(random(rows, third, 0.2));
      one.or(third);
      assertThat(kept(first)).isEqualTo(one);
      int limit = random.nextInt(one.cardinality() + 2);
      first.truncate(limit);
      while (one.cardinality() > limit) {
        one.clear(one.length() - 1);
      }
      assertThat(kept(first)).isEqualTo(one);
    }
  }
}
