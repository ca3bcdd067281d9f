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

import dev.adaptive.AdaptiveReader;
import dev.adaptive.conformance.TestColumn.Nulls;
import dev.adaptive.conformance.TestColumn.Spread;
import dev.adaptive.conformance.TestFile.Encodings;
import dev.adaptive.conformance.TestFile.Layout;
import dev.adaptive.conformance.TestTypes.TestType;
import dev.adaptive.error.AdaptiveException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.memory.MemoryBudgetExceededException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files end in an error of ours, or in rows if the damage is in the values; never in
 * another exception, a hang, a crash or memory that stays reserved.
 */
class CorruptionTest {
  /**
   * Damaged variants of all files together; more of them, by the system property, take longer and
   * find more.
   */
  private static final int VARIANTS = Integer.getInteger("conformance.corruptions", 6000);

  @TempDir Path directory;

  static Stream<Arguments> files() {
    List<Arguments> files = new ArrayList<>();
    int turn = 0;
    for (CompressionCodecName codec :
        List.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD,
            CompressionCodecName.LZ4_RAW)) {
      for (Encodings encodings : Encodings.values()) {
        for (int dictionaryBytes : new int[] {0, 1 << 20}) {
          files.add(Arguments.of(codec, 1 + turn++ % 2, encodings, dictionaryBytes));
        }
      }
    }
    return files.stream();
  }

  /** Bytes changed, bits flipped, parts zeroed, removed or repeated. */
  @ParameterizedTest
  @MethodSource("files")
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damaged_bytes(
      CompressionCodecName codec, int pages, Encodings encodings, int dictionaryBytes)
      throws IOException {
    List<TestColumn> columns = new ArrayList<>();
    for (TestType type : TestTypes.all()) {
      // a third of the types in each file, all of them in each encoding
      if (type.name().equals("int32")
          || Math.floorMod(type.name().hashCode() + codec.ordinal(), 3) == 0) {
        columns.add(
            type.column(
                type.name(),
                Nulls.values()[columns.size() % 4],
                dictionaryBytes > 0 ? Spread.FEW : Spread.MANY));
      }
    }
    Path file =
        TestFile.write(
            directory.resolve("f.parquet"),
            columns,
            new Layout(codec, pages, encodings, dictionaryBytes, 500, 15),
            5,
            40);
    byte[] good = Files.readAllBytes(file);
    int variants = VARIANTS / (int) files().count();
    for (int variant = 0; variant < variants; variant++) {
      SplittableRandom random = new SplittableRandom(variant);
      byte[] bad = damage(good, random);
      Files.write(file, bad);
      read(file, random.nextInt(3) == 0, "variant " + variant);
    }
  }

  /**
   * The file as if it had not been written to its end, and as if bytes were missing while the
   * footer is whole.
   */
  @ParameterizedTest
  @CsvSource({
    "UNCOMPRESSED, 1, V1, 0",
    "UNCOMPRESSED, 2, V1, 100000",
    "UNCOMPRESSED, 1, V2, 0",
    "UNCOMPRESSED, 2, SPLIT, 0",
    "SNAPPY, 1, V1, 100000",
    "GZIP, 1, V2, 100000",
    "ZSTD, 2, V1, 0",
    "LZ4_RAW, 1, V1, 0"
  })
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void truncated(CompressionCodecName codec, int pages, Encodings encodings, int dictionaryBytes)
      throws IOException {
    List<TestColumn> columns = new ArrayList<>();
    for (TestType type : TestTypes.all()) {
      if (List.of("boolean", "int64", "string", "decimal19_fixed9").contains(type.name())) {
        columns.add(
            type.column(type.name(), Nulls.SOME, dictionaryBytes > 0 ? Spread.FEW : Spread.MANY));
      }
    }
    Path file =
        TestFile.write(
            directory.resolve("f.parquet"),
            columns,
            new Layout(codec, pages, encodings, dictionaryBytes, 500, 40),
            5,
            30);
    byte[] good = Files.readAllBytes(file);
    int footer = footerStart(good);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int length = good.length - 1; length >= 0; length--) {
        channel.truncate(length);
        read(file, false, "cut to " + length + " bytes");
      }
    }
    for (int missing = 1; missing < footer - 4; missing += 3) {
      byte[] bad = new byte[good.length - missing];
      System.arraycopy(good, 0, bad, 0, footer - missing);
      System.arraycopy(good, footer, bad, footer - missing, good.length - footer);
      Files.write(file, bad);
      read(file, false, missing + " bytes missing before the footer");
    }
  }

  private static byte[] damage(byte[] good, SplittableRandom random) {
    byte[] bad = good.clone();
    int footer = footerStart(good);
    // most of a small file is footer: aim at the pages as often
    int from = random.nextBoolean() ? 0 : footer;
    int to = from == 0 ? footer : good.length;
    int at = random.nextInt(from, to);
    int length = Math.min(random.nextInt(1, 20), good.length - at);
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

  private static int footerStart(byte[] file) {
    return file.length
        - 8
        - ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
  }

  private static void read(Path file, boolean filtered, String what) {
    AdaptiveReader reader = null;
    try {
      AdaptiveReader.Builder read =
          AdaptiveReader.builder()
              .path(file.toString())
              .memoryLimit(Reading.MEMORY_LIMIT)
              .option("batch.max-rows", "37");
      if (filtered) {
        read.filter(Predicate.gt("int32", 0));
      }
      reader = read.build();
      try {
        Reading.drain(reader);
      } finally {
        reader.close();
      }
    } catch (AdaptiveException | MemoryBudgetExceededException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError(what + ": an error without a message", e);
      }
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          what + " of a file of " + file.toFile().length() + " bytes: " + e, e);
    }
    if (reader != null && reader.memory().used() != 0) {
      throw new AssertionError(what + ": " + reader.memory());
    }
  }
}
