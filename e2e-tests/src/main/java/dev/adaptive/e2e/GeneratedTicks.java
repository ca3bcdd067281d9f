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
package dev.adaptive.e2e;

import dev.adaptive.e2e.query.TickTables;
import dev.adaptive.testkit.TickData;
import dev.adaptive.testkit.TickSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The data set that the demo and the benchmark generate, once for each number of rows. */
final class GeneratedTicks {
  private GeneratedTicks() {}

  /** The data set below that directory; generates it if it is not there. */
  static TickTables in(Path directory, int rows, PrintStream progress) throws IOException {
    Path ticks = directory.resolve("ticks-" + rows);
    TickSpec spec = TickSpec.ofRows(rows);
    if (!TickData.exists(ticks, spec)) {
      progress.printf("generating %,d trades, two copies, in %s%n", rows, ticks);
    }
    AtomicLong shown = new AtomicLong();
    long step = Math.max(1, rows * 2L / 10);
    TickData data =
        TickData.ensure(
            ticks,
            spec,
            written -> {
              long tenth = written / step;
              if (shown.getAndAccumulate(tenth, Math::max) < tenth) {
                progress.printf("  %,d of %,d rows%n", written, rows * 2L);
              }
            });
    return TickTables.in(data.directory());
  }
}
