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

import dev.adaptive.parquet.decode.PageEncoding;

/**
 * The header of a page.
 *
 * @param kind what the page holds
 * @param headerSize bytes of the header itself
 * @param compressedSize bytes behind the header
 * @param uncompressedSize those bytes after decompression
 * @param values number of values, nulls included; of entries for a dictionary
 * @param encoding of the values
 * @param levelEncoding of the definition levels, for version 1
 * @param repetitionEncoding of the repetition levels, for version 1
 * @param rows number of rows that begin in the page, or -1 if the header does not say
 * @param definitionBytes bytes of definition levels, for version 2
 * @param repetitionBytes bytes of repetition levels, for version 2
 * @param nulls number of nulls, or -1 if the header does not say
 * @param compressed whether the values are compressed, if the chunk's pages are
 * @param checksum CRC-32 of the bytes behind the header, or null if the header does not say
 */
public record PageHeader(
    Kind kind,
    int headerSize,
    int compressedSize,
    int uncompressedSize,
    int values,
    PageEncoding encoding,
    PageEncoding levelEncoding,
    PageEncoding repetitionEncoding,
    int rows,
    int definitionBytes,
    int repetitionBytes,
    int nulls,
    boolean compressed,
    Integer checksum) {

  /** What a page holds. */
  public enum Kind {
    DATA_V1,
    DATA_V2,
    DICTIONARY,
    /** Something that may be passed over. */
    OTHER
  }
}
