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
package dev.adaptive.parquet.decode;

import dev.adaptive.batch.BinaryDictionary;
import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.memory.MemoryBudget;

/** Decodes dictionary pages; their values are always PLAIN. */
public final class DictionaryReader {
  private static final int INT96_BYTES = 12;

  private DictionaryReader() {}

  /** Heap bytes to reserve for a dictionary before it is read, and to release with it. */
  public static long heapBytes(PhysicalType type, int entries) {
    return switch (type) {
      case INT32, FLOAT -> 4L * entries;
      case INT64, DOUBLE -> 8L * entries;
      default -> BinaryDictionary.heapBytes(entries);
    };
  }

  /**
   * Decodes a dictionary page.
   *
   * @param page at the first value
   * @param block the memory that {@code page} lies in. A dictionary of byte strings takes it over;
   *     for numbers it remains the caller's
   * @param budget where {@link #heapBytes} is already reserved; a dictionary of byte strings
   *     releases it when freed
   */
  public static Dictionary read(
      PhysicalType type,
      int typeLength,
      int entries,
      PageInput page,
      MemoryBlock block,
      MemoryBudget budget) {
    return switch (type) {
      case BOOLEAN -> throw new MalformedPageException("a dictionary of booleans");
      case INT32, FLOAT -> {
        require(page, 4L * entries, entries);
        PlainIntDecoder decoder = new PlainIntDecoder();
        decoder.init(page);
        int[] values = new int[entries];
        decoder.read(values, entries);
        yield new Dictionary.Ints(values);
      }
      case INT64, DOUBLE -> {
        require(page, 8L * entries, entries);
        PlainLongDecoder decoder = new PlainLongDecoder();
        decoder.init(page);
        long[] values = new long[entries];
        decoder.read(values, entries);
        yield new Dictionary.Longs(values);
      }
      case BYTE_ARRAY -> {
        require(page, 4L * entries, entries);
        yield binaries(new PlainBinaryDecoder(), entries, page, block, budget);
      }
      case INT96, FIXED_LEN_BYTE_ARRAY -> {
        int length = type == PhysicalType.INT96 ? INT96_BYTES : typeLength;
        require(page, (long) length * entries, entries);
        yield binaries(new PlainFixedDecoder(length), entries, page, block, budget);
      }
    };
  }

  private static Dictionary binaries(
      ValueDecoder<BinarySlices> decoder,
      int entries,
      PageInput page,
      MemoryBlock block,
      MemoryBudget budget) {
    BinarySlices slices = new BinarySlices(entries);
    decoder.init(page);
    decoder.read(slices, entries);
    return new Dictionary.Binaries(
        new BinaryDictionary(slices.offsets, slices.lengths, block, budget));
  }

  private static void require(PageInput page, long bytes, int entries) {
    if (bytes > page.remaining()) {
      throw new MalformedPageException(
          "a dictionary of "
              + entries
              + " entries needs at least "
              + bytes
              + " bytes, but the page has "
              + page.remaining());
    }
  }
}
