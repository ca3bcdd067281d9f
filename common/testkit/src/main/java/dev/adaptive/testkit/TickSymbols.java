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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ticker symbols of the generated data, the most traded first. */
public final class TickSymbols {
  /** Most symbols there can be. */
  public static final int MAX = 10_000;

  private static final List<String> WELL_KNOWN =
      List.of(
          "AAPL", "MSFT", "NVDA", "AMZN", "TSLA", "GOOGL", "META", "AMD", "SPY", "QQQ", "GOOG",
          "NFLX", "AVGO", "INTC", "JPM", "BAC", "XOM", "DIS", "KO", "PFE", "WMT", "CSCO", "ORCL",
          "ADBE", "CRM", "V", "MA", "UNH", "HD", "PG", "CVX", "MRK", "ABBV", "PEP", "COST", "MCD",
          "NKE", "BA", "GE", "F", "GM", "T", "VZ", "C", "WFC", "GS", "MS", "IBM", "QCOM", "TXN",
          "MU", "AMAT", "LRCX", "UBER", "PYPL", "SQ", "SHOP", "COIN", "PLTR", "SNOW", "IWM", "DIA",
          "GLD", "TLT");

  private static final String LETTERS = "AABCCDEEFGHIIKLMMNOOPPRRSSTTUVWXYZ";

  private TickSymbols() {}

  /** The first {@code count} symbols; the same in every data set. */
  public static List<String> first(int count) {
    Set<String> symbols = new LinkedHashSet<>(WELL_KNOWN);
    TickRandom random = new TickRandom(7);
    while (symbols.size() < count) {
      int kind = random.nextInt(10);
      int length = kind < 2 ? 2 : kind < 6 ? 3 : 4;
      StringBuilder symbol = new StringBuilder(length);
      for (int i = 0; i < length; i++) {
        symbol.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      symbols.add(symbol.toString());
    }
    return List.copyOf(new ArrayList<>(symbols).subList(0, count));
  }
}
