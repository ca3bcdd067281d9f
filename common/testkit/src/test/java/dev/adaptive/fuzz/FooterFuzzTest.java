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
import dev.adaptive.error.AdaptiveException;
import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.UnitMetadata;
import dev.adaptive.io.InputFile;
import dev.adaptive.parquet.meta.FooterReader;
import dev.adaptive.parquet.meta.ParquetInspector;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Any bytes as a footer, behind some bytes that could be pages. */
class FooterFuzzTest {
  private static final int PAGES = 1000;
  private static final int MAGIC = 0x31524150;

  @FuzzTest
  void footer(byte[] data) {
    ByteBuffer file = ByteBuffer.allocateDirect(4 + PAGES + data.length + 8);
    file.order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, MAGIC)
        .put(4 + PAGES, data)
        .putInt(4 + PAGES + data.length, data.length)
        .putInt(8 + PAGES + data.length, MAGIC);
    InputFile input = new MemoryFile(file);
    try {
      FileMetadata metadata = FooterReader.read(input, Unit.MICROS);
      for (int unit = 0; unit < metadata.units(); unit++) {
        UnitMetadata group = metadata.unit(unit);
        assertThat(group.rows()).isNotNegative();
        for (Field field : metadata.schema().fields()) {
          assertThat(group.statistics(field.name())).isNotNull();
        }
      }
      assertThat(ParquetInspector.inspect(input)).isNotNull();
    } catch (AdaptiveException e) {
      assertThat(e).hasMessageContaining(MemoryFile.LOCATION);
    }
  }
}
