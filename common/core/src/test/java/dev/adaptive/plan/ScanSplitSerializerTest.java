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
package dev.adaptive.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.AdaptiveException;
import dev.adaptive.format.RowRange;
import dev.adaptive.plan.ScanSplitSerializer.PositionedSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScanSplitSerializerTest {

  private static ScanSplit example() {
    Map<String, String> partition = new LinkedHashMap<>();
    partition.put("day", "2024-05-31");
    partition.put("venue", null);
    return new ScanSplit(
        "000007",
        List.of(
            new SplitUnit("/t/ü", 300, 1_700_000_000_000L, 0, 1_000_000, 5_000_000_000L, partition),
            new SplitUnit("/t/ü", 300, 1_700_000_000_000L, 1, 7, 0, partition),
            new SplitUnit("/t/b", 4, -1, 0, 1, 2, Map.of())));
  }

  /** What version 1 looks like must not change: it is in users' checkpoints. */
  private static final String VERSION_1 =
      "415301" // AS, version
          + "06303030303037" // id
          + "02" // partitions
          + "02"
          + "03646179"
          + "01"
          + "0a323032342d30352d3331"
          + "0576656e7565"
          + "00"
          + "00"
          + "02" // files
          + "052f742fc3bc"
          + "ac02"
          + "81d095ffbc31"
          + "00"
          + "042f742f62"
          + "04"
          + "00"
          + "01"
          + "03" // units
          + "00"
          + "00"
          + "c0843d"
          + "80e497d012"
          + "00"
          + "01"
          + "07"
          + "00"
          + "01"
          + "00"
          + "01"
          + "02";

  /** Nor must version 2. */
  private static final String VERSION_2 =
      "415302" // AS, version
          + "0131" // id
          + "01" // partitions
          + "00"
          + "01" // files
          + "022f62"
          + "04"
          + "00"
          + "00"
          + "02" // units
          + "00"
          + "00"
          + "07"
          + "09"
          + "00" // whole
          + "00"
          + "01"
          + "ac02"
          + "32"
          + "01" // rows from
          + "05"
          + "01" // symbols
          + "0173"
          + "01"
          + "09"
          + "02"
          + "02"
          + "00"
          + "010141"
          + "010142"
          + "00";

  private static ScanSplit exampleWithRange() {
    SplitUnit whole = new SplitUnit("/b", 4, -1, 0, 7, 9, Map.of());
    SplitUnit part = new SplitUnit("/b", 4, -1, 1, new RowRange(5, 305), 300, 50, Map.of());
    SymbolKeys keys =
        new SymbolKeys(
            "s",
            List.of(new SymbolKeys.Range(null, "A"), new SymbolKeys.Range("B", null)),
            true,
            9,
            2);
    return new ScanSplit("1", List.of(whole, part), keys);
  }

  @Test
  void version_2_is_written_and_read() {
    assertThat(HexFormat.of().formatHex(ScanSplitSerializer.serialize(exampleWithRange(), null)))
        .isEqualTo(VERSION_2 + "00");
    assertThat(ScanSplitSerializer.deserialize(HexFormat.of().parseHex(VERSION_2 + "010103")))
        .isEqualTo(new PositionedSplit(exampleWithRange(), new ScanPosition(1, 3)));
  }

  @Test
  void version_1_is_read() {
    assertThat(ScanSplitSerializer.deserialize(HexFormat.of().parseHex(VERSION_1 + "00")))
        .isEqualTo(new PositionedSplit(example(), null));
    assertThat(ScanSplitSerializer.deserialize(HexFormat.of().parseHex(VERSION_1 + "0102ac02")))
        .isEqualTo(new PositionedSplit(example(), new ScanPosition(2, 300)));
  }

  @Test
  void other_versions_and_other_bytes_are_refused() {
    byte[] newer = ScanSplitSerializer.serialize(example(), null);
    newer[2] = 3;
    assertThatThrownBy(() -> ScanSplitSerializer.deserialize(newer))
        .isInstanceOf(AdaptiveException.class)
        .hasMessageContaining("written in version 3")
        .hasMessageContaining("reads versions 1 to 2");
    assertThatThrownBy(() -> ScanSplitSerializer.deserialize(new byte[] {1, 2, 3}))
        .isInstanceOf(AdaptiveException.class)
        .hasMessageContaining("no serialized split");
    byte[] longer =
        Arrays.copyOf(
            ScanSplitSerializer.serialize(exampleWithRange(), null), VERSION_2.length() / 2 + 2);
    assertThatThrownBy(() -> ScanSplitSerializer.deserialize(longer))
        .isInstanceOf(AdaptiveException.class)
        .hasMessageContaining("bytes follow its end");
  }

  @Test
  void damaged_bytes_are_an_error_and_never_a_huge_allocation() {
    byte[] bytes = ScanSplitSerializer.serialize(exampleWithRange(), new ScanPosition(1, 2));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ScanSplitSerializer.deserialize(cut))
          .isInstanceOf(AdaptiveException.class);
    }
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = bytes.clone();
      damaged[3 + random.nextInt(bytes.length - 3)] = (byte) random.nextInt();
      try {
        ScanSplitSerializer.deserialize(damaged);
      } catch (AdaptiveException e) {
        assertThat(e).hasMessageContaining("damaged");
      }
    }
  }

  @Test
  void many_units_of_one_file_stay_small() {
    List<SplitUnit> units = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      units.add(
          new SplitUnit(
              "/a/long/path/to/some/table/with/many/row/groups.parquet",
              1L << 40,
              1_700_000_000_000L,
              i,
              1_000_000,
              100_000_000,
              Map.of("day", "1")));
    }
    assertThat(ScanSplitSerializer.serialize(new ScanSplit("1", units), null).length)
        .isLessThan(13_000);
  }

  @Property(tries = 500)
  void what_is_written_is_read(
      @ForAll String id,
      @ForAll List<String> texts,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 50) int count) {
    Random random = new Random(seed);
    List<String> names =
        new ArrayList<>(
            texts.stream().map(text -> text.replaceAll("[\\ud800-\\udfff]", "")).toList());
    names.add("x");
    List<SplitUnit> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> partition = new LinkedHashMap<>();
      for (int k = random.nextInt(3); k > 0; k--) {
        partition.put(
            names.get(random.nextInt(names.size())),
            random.nextBoolean() ? null : names.get(random.nextInt(names.size())));
      }
      long rows = random.nextLong() >>> 2 >>> random.nextInt(62);
      long first = random.nextLong() >>> 2 >>> random.nextInt(62);
      units.add(
          new SplitUnit(
              names.get(random.nextInt(names.size())),
              random.nextLong() >>> 1 >>> random.nextInt(63),
              random.nextInt(5) == 0 ? -1 : random.nextLong() >>> 2,
              random.nextInt() >>> 1,
              random.nextBoolean() ? null : new RowRange(first, first + rows),
              rows,
              random.nextLong() >>> 1 >>> random.nextInt(63),
              Collections.unmodifiableMap(partition)));
    }
    ScanSplit split = new ScanSplit(id.replaceAll("[\\ud800-\\udfff]", ""), units);
    ScanPosition position =
        random.nextBoolean()
            ? null
            : new ScanPosition(random.nextInt() >>> 1, random.nextLong() >>> 1);
    assertThat(ScanSplitSerializer.deserialize(ScanSplitSerializer.serialize(split, position)))
        .isEqualTo(new PositionedSplit(split, position));
  }
}
