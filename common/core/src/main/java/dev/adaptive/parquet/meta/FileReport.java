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

import dev.adaptive.schema.DataType;
import java.util.List;

/**
 * What a Parquet file's footer says, for people. Describes every file, also those with columns that
 * cannot be read.
 *
 * @param location where the file is
 * @param length bytes of the whole file
 * @param formatVersion the footer's version field
 * @param createdBy the writer, or null if it did not say
 * @param rows rows of all row groups
 * @param metadataKeys keys of the free-form metadata, in the file's order
 * @param columns all leaf columns in the schema's order
 * @param rowGroups in the file's order
 */
public record FileReport(
    String location,
    long length,
    int formatVersion,
    String createdBy,
    long rows,
    List<String> metadataKeys,
    List<Column> columns,
    List<RowGroup> rowGroups) {
  public FileReport {
    metadataKeys = List.copyOf(metadataKeys);
    columns = List.copyOf(columns);
    rowGroups = List.copyOf(rowGroups);
  }

  /**
   * A leaf column.
   *
   * @param path names from the root, joined by dots
   * @param repetition required, optional or repeated
   * @param physicalType as in the specification, with the length of fixed-length byte arrays
   * @param logicalType the annotation, or null if there is none
   * @param type what its values mean; {@link DataType.Unsupported} if they cannot be read
   * @param nested whether it lies in a group or repeats: then it is not read, whatever its type
   */
  public record Column(
      String path,
      String repetition,
      String physicalType,
      String logicalType,
      DataType type,
      boolean nested) {}

  /**
   * A row group.
   *
   * @param rows number of rows
   * @param start position of its first byte in the file
   * @param compressedBytes bytes of its column chunks as stored
   * @param uncompressedBytes bytes of its pages after decompression
   * @param chunks one per column
   */
  public record RowGroup(
      long rows, long start, long compressedBytes, long uncompressedBytes, List<Chunk> chunks) {
    public RowGroup {
      chunks = List.copyOf(chunks);
    }
  }

  /** How many of a chunk's data pages refer to its dictionary. */
  public enum DictionaryUse {
    NONE,
    /** The writer gave the dictionary up on the way. */
    SOME_PAGES,
    ALL_PAGES,
    /** There is a dictionary; the writer did not say how much it is used. */
    PRESENT
  }

  /**
   * A column chunk.
   *
   * @param codec name of the compression codec
   * @param encodings names of all encodings that its pages use
   * @param values number of values, nulls included
   * @param start position of its first byte in the file
   * @param compressedBytes bytes as stored, page headers included
   * @param uncompressedBytes bytes after decompression, page headers included
   * @param nullCount number of nulls, or -1 if unknown
   * @param min the lower bound in the form of {@code ColumnVector.getObject}, or null if unknown
   * @param max the upper bound
   * @param minExact whether some value equals the lower bound; a writer may have shortened it
   * @param maxExact whether some value equals the upper bound
   * @param pageIndex whether it has both a column index and an offset index
   */
  public record Chunk(
      String codec,
      List<String> encodings,
      long values,
      long start,
      long compressedBytes,
      long uncompressedBytes,
      long nullCount,
      Object min,
      Object max,
      boolean minExact,
      boolean maxExact,
      DictionaryUse dictionary,
      boolean pageIndex,
      boolean bloomFilter) {
    public Chunk {
      encodings = List.copyOf(encodings);
    }
  }
}
