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
package dev.adaptive.parquet.meta;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;

/** What a footer says of the encodings of a chunk's pages. */
final class PageEncodings {
  private PageEncodings() {}

  /**
   * Whether it is certain that the chunk's values are all in its dictionary: a writer may give the
   * dictionary up on the way.
   *
   * <p>Without counts of pages by encoding only PLAIN_DICTIONARY tells, whose writers name every
   * encoding that they use; RLE and BIT_PACKED are then those of levels. RLE_DICTIONARY comes from
   * writers that name PLAIN for the dictionary's own page. It is the rule of parquet-java.
   */
  static boolean areAllDictionary(ColumnMetaData data) {
    if (!data.isSetEncoding_stats()) {
      List<Encoding> others = new ArrayList<>(data.getEncodings());
      others.removeAll(EnumSet.of(Encoding.PLAIN_DICTIONARY, Encoding.RLE, Encoding.BIT_PACKED));
      return others.isEmpty() && data.getEncodings().contains(Encoding.PLAIN_DICTIONARY);
    }
    boolean any = false;
    for (PageEncodingStats pages : data.getEncoding_stats()) {
      if (isData(pages) && pages.getCount() != 0) {
        if (!isDictionary(pages.getEncoding())) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /** A page of an unknown type may hold data. */
  static boolean isData(PageEncodingStats pages) {
    return pages.getPage_type() != PageType.DICTIONARY_PAGE
        && pages.getPage_type() != PageType.INDEX_PAGE;
  }

  static boolean isDictionary(Encoding encoding) {
    return encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY;
  }
}
