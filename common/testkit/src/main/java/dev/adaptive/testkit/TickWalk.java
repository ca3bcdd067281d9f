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

import java.util.ArrayList;
import java.util.List;

/**
 * What was traded: price, quote, size and so on. Every symbol is a sequence of its own, a random
 * walk that depends on nothing but the seed and the number of its earlier trades; so both copies
 * get the same rows although one visits the symbols in turn and the other by time.
 */
final class TickWalk {
  static final List<String> EXCHANGES =
      List.of(
          "XNAS", "XNYS", "ARCX", "BATS", "EDGX", "FINR", "MEMX", "IEXG", "EDGA", "BATY", "XBOS",
          "XPHL");

  /** Sale conditions, without those of odd lots and then the same with them. */
  static final List<String> CONDITIONS = conditions();

  private static final double LEAST_CENTS = 100;
  private static final double MOST_CENTS = 1_000_000;

  private final long[] random;
  private final double[] cents;
  private final double[] step;

  TickWalk(TickSpec spec) {
    int symbols = spec.symbols();
    random = new long[symbols];
    cents = new double[symbols];
    step = new double[symbols];
    double harmonic = 0;
    for (int r = 1; r <= symbols; r++) {
      harmonic += 1.0 / r;
    }
    for (int r = 0; r < symbols; r++) {
      TickRandom start = new TickRandom(TickRandom.mix(spec.seed() + r) ^ r);
      // StrictMath: the same on every machine
      cents[r] = StrictMath.exp(6.2 + 4.5 * TickRandom.unit(start.nextLong()));
      random[r] = start.nextLong();
      double tradesPerDay = Math.max(1, spec.rows() / (harmonic * (r + 1)) / spec.days());
      step[r] = Math.min(0.005, 0.02 / StrictMath.sqrt(tradesPerDay));
    }
  }

  /** Fills in the next trade of {@code row.symbol}, all but its id and time. */
  void next(TickRow row) {
    int symbol = row.symbol;
    long state = TickRandom.advance(random[symbol]);
    long a = TickRandom.mix(state);
    state = TickRandom.advance(state);
    long b = TickRandom.mix(state);
    random[symbol] = state;

    // the sum of four uniform numbers is near enough to a normal one; 37837 is its standard
    // deviation
    double normal =
        ((a & 0xFFFF) + (a >>> 16 & 0xFFFF) + (a >>> 32 & 0xFFFF) + (a >>> 48) - 131_070)
            / 37_837.0;
    double mid = cents[symbol] * (1 + step[symbol] * normal);
    mid = Math.min(MOST_CENTS, Math.max(LEAST_CENTS, mid));
    cents[symbol] = mid;

    int halfSpread = 1 + (int) (mid * 0.0001) + (int) (b & 1);
    long bid = (long) mid - halfSpread;
    long ask = (long) mid + halfSpread;
    int side = (int) (b >>> 1 & 7);
    long price = side < 3 ? bid : side < 6 ? ask : (long) mid;
    row.bid = bid / 100.0;
    row.ask = ask / 100.0;
    row.price = price / 100.0;

    row.size = size((int) (b >>> 4 & 0xFF), (int) (b >>> 12 & 0xFFFF));
    // the product of two uniform numbers: the first exchanges are used most
    row.exchange = (int) ((b >>> 28 & 0x3FF) * (b >>> 38 & 0x3FF) * EXCHANGES.size() >>> 20);
    int half = CONDITIONS.size() / 2;
    int condition = (int) ((b >>> 48 & 0xFF) * (b >>> 56) * half >>> 16);
    if (row.size < 100) {
      row.conditions = half + condition;
    } else {
      row.conditions = condition == 0 ? -1 : condition;
    }
  }

  /** Half odd lots, most of the rest small round lots, a few blocks. */
  private static int size(int kind, int amount) {
    if (kind < 128) {
      return 1 + amount % 99;
    }
    if (kind < 250) {
      return 100 * (1 + amount % (1 + (kind & 15)));
    }
    return 1_000 + amount;
  }

  private static List<String> conditions() {
    List<String> round = new ArrayList<>();
    for (String settlement : List.of("@", "")) {
      for (String kind : List.of("", "F", "T", "O", "4", "X", "6", "TF", "W")) {
        round.add(settlement + kind);
      }
    }
    round.removeIf(String::isEmpty);
    List<String> all = new ArrayList<>(round);
    round.forEach(condition -> all.add(condition + "I"));
    return List.copyOf(all);
  }
}
