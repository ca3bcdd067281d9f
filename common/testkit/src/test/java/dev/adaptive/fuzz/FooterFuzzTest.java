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
import dev.adaptive.testkit.DuckDb;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a footer, behind some bytes that could be pages. */
class FooterFuzzTest {
  private static final int PAGES = 1000;
  private static final int MAGIC = 0x31524150;

  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    Path file = Files.createTempFile("seed", ".parquet");
    try (DuckDb db = DuckDb.open().threads(1)) {
      for (String query :
          List.of(
              "SELECT 1::TINYINT AS a, 2.5::DECIMAL(20, 2) AS b, 'x' AS c",
              "SELECT [1, 2] AS a, {'x': DATE '2024-01-01', 'y': 1.5::FLOAT} AS b",
              "SELECT MAP {'k': TIMESTAMP '2024-01-01 00:00:00'} AS m, uuid() AS u")) {
        db.execute(
            "COPY (" + query + ") TO " + DuckDb.literal(file.toString()) + " (FORMAT parquet)");
        byte[] bytes = Files.readAllBytes(file);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        seeds.add(Arrays.copyOfRange(bytes, bytes.length - 8 - length, bytes.length - 8));
      }
    } finally {
      Files.delete(file);
    }
    return seeds;
  }

  @MethodSource("seeds")
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
