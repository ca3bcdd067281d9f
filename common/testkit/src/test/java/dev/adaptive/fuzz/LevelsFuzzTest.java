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
package dev.adaptive.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.adaptive.parquet.decode.DefinitionLevels;
import dev.adaptive.parquet.decode.LevelDecoder;
import dev.adaptive.parquet.decode.MalformedPageException;
import dev.adaptive.parquet.decode.PageInput;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as the levels of a page: the first byte says how many rows it has, the second where
 * reading is interrupted, and the third the greatest level and, by its sign, the encoding; 0 stands
 * for flat columns. What is read in two parts, or skipped first, is what is read at once.
 */
class LevelsFuzzTest {
  private static final int ROWS_PER_UNIT = 16;
  private static final int HEAD = 3;

  static List<byte[]> seeds() {
    return List.of(
        // a run of 17 ones
        new byte[] {1, 100, 0, 34, 1},
        // a run of 9 zeros and 8 packed bits
        new byte[] {1, 60, 0, 18, 0, 3, 0x5a},
        // a run of 9 twos and 8 packed levels of 2 bits
        new byte[] {1, 60, 2, 18, 2, 3, 0x1b, 0x1b},
        // packed in the deprecated encoding, 3 bits each
        new byte[] {1, 60, (byte) 0x84, 0x29, 0x29, 0x29, 0x29, 0x29, 0x29, 0x29});
  }

  @MethodSource("seeds")
  @FuzzTest
  void levels(byte[] data) {
    if (data.length < HEAD) {
      return;
    }
    int rows = 1 + (data[0] & 0xff) * ROWS_PER_UNIT;
    int cut = rows * (data[1] & 0xff) / 256;
    PageBytes page = new PageBytes(data, HEAD);
    if (data[2] == 0) {
      flat(page, rows, cut);
    } else {
      nested(page, rows, cut, 1 + (data[2] & 0x7f) % 126, data[2] < 0);
    }
  }

  private static void flat(PageBytes page, int rows, int cut) {
    DefinitionLevels levels = new DefinitionLevels();
    byte[] whole = new byte[rows];
    int values;
    try {
      levels.init(page.input(), rows);
      values = levels.allDefined() ? rows : levels.read(whole, rows);
    } catch (MalformedPageException e) {
      return;
    }
    boolean allDefined = levels.allDefined();
    assertThat(values).isBetween(0, rows);
    levels.init(page.input(), rows);
    int skipped = levels.skip(cut);
    assertThat(levels.allDefined()).isEqualTo(allDefined);
    if (!allDefined) {
      byte[] rest = new byte[rows - cut];
      assertThat(skipped + levels.read(rest, rows - cut)).isEqualTo(values);
      assertThat(rest).isEqualTo(Arrays.copyOfRange(whole, cut, rows));
    }
  }

  private static void nested(PageBytes page, int rows, int cut, int max, boolean packed) {
    byte[] whole = new byte[rows];
    byte[] parts = new byte[rows];
    try {
      decoder(page, max, packed, rows).read(whole, 0, rows);
    } catch (MalformedPageException e) {
      return;
    }
    for (byte level : whole) {
      assertThat((int) level).isBetween(0, max);
    }
    LevelDecoder again = decoder(page, max, packed, rows);
    again.read(parts, 0, cut);
    again.read(parts, cut, rows - cut);
    assertThat(parts).isEqualTo(whole);
  }

  private static LevelDecoder decoder(PageBytes page, int max, boolean packed, int rows) {
    LevelDecoder decoder = new LevelDecoder(max);
    PageInput input = page.input();
    if (packed) {
      int start = input.position();
      input.skip(decoder.bitPackedBytes(rows));
      decoder.initBitPacked(new PageInput(input.buffer(), start, input.position()));
    } else {
      decoder.init(input);
    }
    return decoder;
  }
}
