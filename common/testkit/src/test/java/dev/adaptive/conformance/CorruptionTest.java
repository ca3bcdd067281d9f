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

import static dev.adaptive.testkit.RowComparison.assertSameRowsInOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.conformance.TestFile.Layout;
import dev.adaptive.expr.Predicate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files end in an error of ours, or in rows if no checksum covers the damage; never in
 * another exception, a hang, a crash, too few rows or memory that stays reserved.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorruptionTest {
  private static final int FLAT = SampleFile.layouts().size();
  private static final int NESTED = FLAT / 2;

  /** Files of other writers, and a column of numbers of each. */
  private static final List<List<String>> OTHERS =
      List.of(
          List.of("hyparquet-many-split.parquet", "i32"),
          List.of("hyparquet-many-delta.parquet", "i32"),
          List.of("hyparquet-few-dictionary.parquet", "i32"),
          List.of("arrow-rs-few-lz4.parquet", "i32"),
          List.of("arrow-rs-nested-v1.parquet", "id"));

  private static final int FILES = FLAT + NESTED + OTHERS.size();

  /** Damaged variants of all files together; more of them take longer and find more. */
  private static final int VARIANTS = Integer.getInteger("adaptive.corruptions", 5_000);

  @TempDir Path directory;

  private final GuardedReading guarded = new GuardedReading();

  @AfterAll
  void stop() {
    guarded.close();
  }

  static IntStream files() {
    return IntStream.range(0, FILES);
  }

  /** Bytes changed, bits flipped, parts zeroed, removed or repeated. */
  @ParameterizedTest
  @MethodSource("files")
  void damaged_bytes(int number) throws IOException {
    SampleFile sample = sample(number);
    Predicate filter = Predicate.gt(sample.numbers(), 0);
    Path file = directory.resolve("damaged.parquet");
    Files.write(file, sample.bytes());
    List<Object[]> good = Reading.rows(file);
    List<Object[]> goodFiltered = Reading.rows(file, read -> read.filter(filter));
    for (int variant = 0; variant < VARIANTS / FILES; variant++) {
      SplittableRandom random = new SplittableRandom(variant);
      byte[] bad = damage(sample, random);
      Files.write(file, bad);
      boolean filtered = random.nextInt(3) == 0;
      String mmap = random.nextBoolean() ? "on" : "off";
      String what = "variant " + variant + " of file " + number + " (" + sample.name() + ")";
      Optional<List<Object[]>> rows =
          guarded.read(
              file,
              what,
              read -> (filtered ? read.filter(filter) : read).option("read.mmap", mmap));
      if (sample.checksumTells(bad)) {
        if (filtered) {
          // the damaged page may be one that is not needed
          rows.ifPresent(found -> assertSameRowsInOrder(goodFiltered, found));
        } else {
          assertThat(rows).as(what + ": rows, though a checksum tells the damage").isEmpty();
        }
      } else if (!filtered && sameFooter(sample, bad)) {
        rows.ifPresent(found -> assertThat(found).as(what).hasSameSizeAs(good));
      }
    }
  }

  private SampleFile sample(int number) {
    if (number >= FLAT + NESTED) {
      List<String> other = OTHERS.get(number - FLAT - NESTED);
      return SampleFile.ofOtherWriter(other.get(0), other.get(1));
    }
    Layout layout = SampleFile.layouts().get(number % FLAT);
    return number >= FLAT
        ? SampleFile.nested(directory, layout, number, 5, 40)
        // a third of the types in each file, all of them in each encoding
        : SampleFile.flat(
            directory,
            layout,
            type -> Math.floorMod(type.name().hashCode() + layout.codec().ordinal(), 3) == 0,
            5,
            40);
  }

  private static boolean sameFooter(SampleFile sample, byte[] bad) {
    byte[] good = sample.bytes();
    return Arrays.equals(good, sample.footer(), good.length, bad, sample.footer(), bad.length);
  }

  private static byte[] damage(SampleFile sample, SplittableRandom random) {
    byte[] good = sample.bytes();
    byte[] bad = good.clone();
    int footer = sample.footer();
    // most of a small file is footer: aim at the pages more often
    int from = random.nextInt(3) > 0 ? 0 : footer;
    int to = from == 0 ? footer : good.length;
    int at = random.nextInt(from, to);
    int length = Math.min(random.nextInt(1, 20), to - at);
    switch (random.nextInt(6)) {
      case 0, 1 -> bad[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bad[at] = (byte) random.nextInt();
      case 3 -> {
        for (int i = 0; i < 3; i++) {
          bad[random.nextInt(from, to)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
        }
      }
      case 4 -> Arrays.fill(bad, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xff));
      default -> System.arraycopy(good, random.nextInt(0, good.length - length), bad, at, length);
    }
    return bad;
  }
}
