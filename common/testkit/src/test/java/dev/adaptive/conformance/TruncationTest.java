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
package dev.adaptive.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.conformance.TestFile.Layout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files without their end, or without some bytes in the middle: an error of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruncationTest {
  private static final int FILES = 7;

  @TempDir Path directory;

  private final GuardedReading guarded = new GuardedReading();

  @AfterAll
  void stop() {
    guarded.close();
  }

  static IntStream files() {
    return IntStream.range(0, FILES);
  }

  private SampleFile sample(int number) {
    List<Layout> layouts = SampleFile.layouts();
    Layout layout = layouts.get(number * layouts.size() / FILES);
    return number % 3 == 2
        ? SampleFile.nested(directory, layout, number, 4, 12)
        : SampleFile.flat(
            directory,
            layout,
            type -> List.of("boolean", "string", "decimal19_fixed9").contains(type.name()),
            4,
            12);
  }

  /** As if the file had not been written to its end: at every length. */
  @ParameterizedTest
  @MethodSource("files")
  void the_end_is_missing(int number) throws IOException {
    SampleFile sample = sample(number);
    Path file = Files.write(directory.resolve("cut.parquet"), sample.bytes());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int length = sample.bytes().length - 1; length >= 0; length--) {
        channel.truncate(length);
        String what = "file " + number + " (" + sample.name() + "), cut to " + length + " bytes";
        String mmap = length % 2 == 0 ? "on" : "off";
        assertThat(guarded.read(file, what, read -> read.option("read.mmap", mmap)))
            .as(what)
            .isEmpty();
      }
    }
  }

  /** The footer is whole, but pages are not where it says. */
  @ParameterizedTest
  @MethodSource("files")
  void bytes_before_the_footer_are_missing(int number) throws IOException {
    SampleFile sample = sample(number);
    byte[] good = sample.bytes();
    int footer = sample.footer();
    Path file = directory.resolve("cut.parquet");
    for (int missing = 1; missing < footer - 4; missing += 3) {
      byte[] bad = new byte[good.length - missing];
      System.arraycopy(good, 0, bad, 0, footer - missing);
      System.arraycopy(good, footer, bad, footer - missing, good.length - footer);
      Files.write(file, bad);
      String what = "file " + number + " (" + sample.name() + "), without " + missing + " bytes";
      guarded.read(file, what, UnaryOperator.identity());
    }
  }
}
