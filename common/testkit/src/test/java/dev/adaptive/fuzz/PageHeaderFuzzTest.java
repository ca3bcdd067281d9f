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
import dev.adaptive.parquet.decode.MalformedPageException;
import dev.adaptive.parquet.meta.PageHeader;
import dev.adaptive.parquet.meta.PageHeaderReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Any bytes as a page header. */
class PageHeaderFuzzTest {

  @FuzzTest
  void header(byte[] data) {
    PageHeader header;
    try {
      header = PageHeaderReader.read(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
    } catch (MalformedPageException e) {
      return;
    }
    assertThat(header.headerSize()).isBetween(1, data.length);
    assertThat(header.compressedSize()).isNotNegative();
    assertThat(header.uncompressedSize()).isNotNegative();
    assertThat(header.values()).isNotNegative();
    assertThat((long) header.definitionBytes() + header.repetitionBytes())
        .isLessThanOrEqualTo(Math.min(header.compressedSize(), header.uncompressedSize()));
  }
}
