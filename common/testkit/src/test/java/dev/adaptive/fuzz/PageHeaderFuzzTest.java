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
import dev.adaptive.parquet.meta.PageHeaderReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.IndexPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a page header. */
class PageHeaderFuzzTest {

  static List<byte[]> seeds() throws IOException {
    PageHeader page = new PageHeader(PageType.DATA_PAGE, 100, 50);
    page.setData_page_header(
        new DataPageHeader(7, Encoding.RLE_DICTIONARY, Encoding.RLE, Encoding.BIT_PACKED)
            .setStatistics(new Statistics().setMin_value(new byte[4]).setNull_count(3)));
    PageHeader pageV2 = new PageHeader(PageType.DATA_PAGE_V2, 100, 100).setCrc(-5);
    pageV2.setData_page_header_v2(
        new DataPageHeaderV2(7, 1, 7, Encoding.DELTA_BYTE_ARRAY, 3, 2).setIs_compressed(false));
    PageHeader dictionary = new PageHeader(PageType.DICTIONARY_PAGE, 100, 50);
    dictionary.setDictionary_page_header(new DictionaryPageHeader(9, Encoding.PLAIN));
    PageHeader index = new PageHeader(PageType.INDEX_PAGE, 100, 50);
    index.setIndex_page_header(new IndexPageHeader());
    List<byte[]> seeds = new ArrayList<>();
    for (PageHeader header : List.of(page, pageV2, dictionary, index)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Util.writePageHeader(header, out);
      seeds.add(out.toByteArray());
    }
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest
  void header(byte[] data) {
    dev.adaptive.parquet.meta.PageHeader header;
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
