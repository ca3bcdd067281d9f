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
package dev.adaptive.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.SplitUnit;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SerializersTest {
  private static final AdaptiveSplitSerializer SPLITS = AdaptiveSplitSerializer.INSTANCE;
  private static final AdaptiveEnumeratorStateSerializer STATES =
      AdaptiveEnumeratorStateSerializer.INSTANCE;

  private static final String GOLDEN_SPLIT =
      "41530103302d31020203646179010a323032362d30312d333106726567696f6e0000020f2f646174612f612e706172717565"
          + "74d20981d095ffbc31000f2f646174612f622e706172717565746300010200006488270103073c01012a";
  private static final String GOLDEN_STATE = "0100016600000001000000010000005c" + GOLDEN_SPLIT;

  private static AdaptiveSplit split(String id, long rows) {
    Map<String, String> partition = new LinkedHashMap<>();
    partition.put("day", "2026-01-31");
    partition.put("region", null);
    SplitUnit first =
        new SplitUnit("/data/a.parquet", 1234, 1_700_000_000_000L, 0, 100, 5000, partition);
    SplitUnit second = new SplitUnit("/data/b.parquet", 99, -1, 3, 7, 60, Map.of());
    return new AdaptiveSplit(new ScanSplit(id, List.of(first, second)), new ScanPosition(1, rows));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    AdaptiveSplit split = split("7", 1L << 40);
    assertThat(SPLITS.deserialize(SPLITS.getVersion(), SPLITS.serialize(split))).isEqualTo(split);
    for (AdaptiveEnumeratorState state :
        List.of(
            AdaptiveEnumeratorState.notPlanned("f"),
            AdaptiveEnumeratorState.planned("f", List.of()),
            AdaptiveEnumeratorState.planned("f", List.of(split, split("8", 0))))) {
      assertThat(STATES.deserialize(STATES.getVersion(), STATES.serialize(state))).isEqualTo(state);
    }
  }

  /** Bytes of version 1 as they stand in users' savepoints: they must stay readable for ever. */
  @Test
  void bytesOfVersion1() throws IOException {
    byte[] golden = HexFormat.of().parseHex(GOLDEN_SPLIT);
    assertThat(SPLITS.deserialize(1, golden)).isEqualTo(split("0-1", 42));
    byte[] state = HexFormat.of().parseHex(GOLDEN_STATE);
    assertThat(STATES.deserialize(1, state))
        .isEqualTo(AdaptiveEnumeratorState.planned("f", List.of(split("0-1", 42))));
  }

  @Test
  void aVersionOfTheFuture() {
    byte[] bytes = SPLITS.serialize(split("7", 0));
    assertThatThrownBy(() -> SPLITS.deserialize(2, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("newer release");
    assertThatThrownBy(() -> STATES.deserialize(9, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 9");
  }
}
