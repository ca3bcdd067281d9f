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

import dev.adaptive.filter.ColumnStatistics;

/**
 * One column in one row group, as the footer describes it.
 *
 * @param column whose values it holds
 * @param codec how its pages are compressed
 * @param startOffset file position of its first page, which may be the dictionary
 * @param compressedSize bytes in the file, page headers included
 * @param uncompressedSize bytes after decompression, page headers included
 * @param values number of values, nulls included
 * @param statistics what can be trusted of them
 * @param pageIndex where the page index is, or null if there is none
 * @param dictionaryOnly whether it is certain that all values are in the chunk's dictionary
 * @param bloomFilterOffset file position of its Bloom filter's header, not checked; 0 if there is
 *     none
 */
public record ColumnChunkMetadata(
    LeafColumn column,
    CodecName codec,
    long startOffset,
    long compressedSize,
    long uncompressedSize,
    long values,
    ColumnStatistics statistics,
    PageIndexLocation pageIndex,
    boolean dictionaryOnly,
    long bloomFilterOffset) {

  /** File positions and sizes of the two parts of a chunk's page index. */
  public record PageIndexLocation(
      long columnIndexOffset,
      int columnIndexLength,
      long offsetIndexOffset,
      int offsetIndexLength) {}
}
