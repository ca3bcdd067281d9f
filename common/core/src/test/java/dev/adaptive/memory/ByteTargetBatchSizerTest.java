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
package dev.adaptive.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteTargetBatchSizerTest {

  @Test
  void rows_follow_from_bytes_per_row() {
    assertThat(new ByteTargetBatchSizer(64, 16_384, 1 << 20).firstBatch(100)).isEqualTo(10_432);
    assertThat(new ByteTargetBatchSizer(64, 16_384, 1 << 20).firstBatch(1)).isEqualTo(16_384);
    assertThat(new ByteTargetBatchSizer(64, 16_384, 1 << 20).firstBatch(1 << 20)).isEqualTo(64);
  }

  @Test
  void shrinks_at_once_and_grows_at_most_twofold() {
    ByteTargetBatchSizer sizer = new ByteTargetBatchSizer(64, 1 << 20, 1 << 20);
    int first = sizer.firstBatch(1_024);
    assertThat(first).isEqualTo(1_024);
    assertThat(sizer.nextBatch(first, first * 4_096L)).isEqualTo(256);
    assertThat(sizer.nextBatch(256, 256)).isEqualTo(512);
    assertThat(sizer.nextBatch(512, 512)).isEqualTo(1_024);
  }

  @Test
  void limits_must_make_sense() {
    assertThatThrownBy(() -> new ByteTargetBatchSizer(10, 5, 1_000))
        .hasMessageContaining("batch.min-rows");
  }
}
