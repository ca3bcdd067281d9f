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
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.VectorBuilder;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.memory.MemoryBudgetExceededException;
import dev.adaptive.parquet.decode.ColumnDecoder;
import dev.adaptive.parquet.decode.ColumnDecoders;
import dev.adaptive.parquet.decode.DecodeScratch;
import dev.adaptive.parquet.decode.Dictionary;
import dev.adaptive.parquet.decode.DictionaryReader;
import dev.adaptive.parquet.decode.MalformedPageException;
import dev.adaptive.parquet.decode.PageEncoding;
import dev.adaptive.parquet.decode.PageInput;
import dev.adaptive.parquet.decode.PhysicalType;
import dev.adaptive.schema.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as the values of a page. The first bytes say which encoding of which type it is, how
 * many values it is said to have, where reading is interrupted, and, if it is dictionary-encoded,
 * the number of entries and the length of the dictionary's page, which comes next. Values that are
 * skipped first or read in two parts are the same as those that are read at once.
 */
class DecoderFuzzTest {
  private static final int LENGTH = 5;
  private static final int VALUES_PER_UNIT = 8;
  private static final int HEAD = 5;
  private static final int DICTIONARY_BYTES = 16;

  private final DecodeScratch scratch = new DecodeScratch();

  /** What the first byte can stand for. */
  private record Target(PhysicalType physical, DataType type, PageEncoding encoding) {}

  private static final List<Target> TARGETS =
      List.of(
          new Target(PhysicalType.BOOLEAN, DataType.BOOL, PageEncoding.PLAIN),
          new Target(PhysicalType.BOOLEAN, DataType.BOOL, PageEncoding.RLE),
          new Target(PhysicalType.INT32, DataType.INT16, PageEncoding.PLAIN),
          new Target(PhysicalType.INT64, DataType.INT64, PageEncoding.PLAIN),
          new Target(PhysicalType.INT32, DataType.INT32, PageEncoding.DELTA_BINARY_PACKED),
          new Target(PhysicalType.INT64, DataType.INT64, PageEncoding.DELTA_BINARY_PACKED),
          new Target(PhysicalType.FLOAT, DataType.FLOAT, PageEncoding.BYTE_STREAM_SPLIT),
          new Target(PhysicalType.DOUBLE, DataType.DOUBLE, PageEncoding.BYTE_STREAM_SPLIT),
          fixed(PageEncoding.BYTE_STREAM_SPLIT),
          fixed(PageEncoding.PLAIN),
          fixed(PageEncoding.DELTA_BYTE_ARRAY),
          fixed(PageEncoding.RLE_DICTIONARY),
          new Target(PhysicalType.BYTE_ARRAY, DataType.BINARY, PageEncoding.PLAIN),
          new Target(
              PhysicalType.BYTE_ARRAY, DataType.BINARY, PageEncoding.DELTA_LENGTH_BYTE_ARRAY),
          new Target(PhysicalType.BYTE_ARRAY, DataType.BINARY, PageEncoding.DELTA_BYTE_ARRAY),
          new Target(PhysicalType.BYTE_ARRAY, DataType.BINARY, PageEncoding.RLE_DICTIONARY),
          new Target(PhysicalType.INT32, DataType.INT64, PageEncoding.RLE_DICTIONARY),
          new Target(PhysicalType.INT64, DataType.INT64, PageEncoding.RLE_DICTIONARY),
          new Target(PhysicalType.BYTE_ARRAY, new DataType.Decimal(38, 2), PageEncoding.PLAIN),
          new Target(
              PhysicalType.BYTE_ARRAY, new DataType.Decimal(20, 0), PageEncoding.RLE_DICTIONARY),
          new Target(
              PhysicalType.FIXED_LEN_BYTE_ARRAY, new DataType.Decimal(9, 2), PageEncoding.PLAIN),
          new Target(
              PhysicalType.INT96,
              new DataType.Timestamp(DataType.Unit.MICROS, false),
              PageEncoding.PLAIN));

  private static Target fixed(PageEncoding encoding) {
    return new Target(
        PhysicalType.FIXED_LEN_BYTE_ARRAY, new DataType.FixedBinary(LENGTH), encoding);
  }

  /** For each target 9 values of one byte, as the encoding has them or almost so. */
  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < TARGETS.size(); i++) {
      byte[] page =
          switch (TARGETS.get(i).encoding) {
            case RLE -> new byte[] {4, 0, 0, 0, 18, 1, 3, 0x5a};
            case DELTA_BINARY_PACKED -> delta(1);
            case DELTA_LENGTH_BYTE_ARRAY -> concat(delta(0), new byte[100]);
            case DELTA_BYTE_ARRAY -> concat(delta(0), delta(0), new byte[100]);
            case RLE_DICTIONARY -> concat(new byte[DICTIONARY_BYTES], new byte[] {1, 18, 1});
            default -> concat(new byte[] {1, 0, 0, 0}, new byte[120]);
          };
      byte[] head = {(byte) i, 1, 100, 2, DICTIONARY_BYTES};
      seeds.add(concat(head, page));
    }
    return seeds;
  }

  private static byte[] delta(int step) throws IOException {
    DeltaBinaryPackingValuesWriterForInteger writer =
        new DeltaBinaryPackingValuesWriterForInteger(
            64, 1024, HeapByteBufferAllocator.getInstance());
    for (int i = 0; i < 9; i++) {
      writer.writeInteger(1 + i * i * step);
    }
    return writer.getBytes().toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @MethodSource("seeds")
  @FuzzTest
  void values(byte[] data) {
    if (data.length >= HEAD) {
      decode(data, TARGETS.get((data[0] & 0xff) % TARGETS.size()));
    }
  }

  private void decode(byte[] data, Target target) {
    int values = 1 + (data[1] & 0xff) * VALUES_PER_UNIT;
    int cut = values * (data[2] & 0xff) / 256;
    MemoryBudget budget = MemoryBudget.root("fuzz", 16 << 20);
    try (BlockAllocator allocator = new BlockAllocator(budget)) {
      List<Object> whole;
      try {
        whole = read(data, target, allocator, 0, 0, values);
      } catch (MalformedPageException
          | IndexOutOfBoundsException
          | MemoryBudgetExceededException e) {
        return; // what readers turn into an error that names the file
      }
      List<Object> parts = read(data, target, allocator, 0, cut, values - cut);
      assertThat(Arrays.deepEquals(parts.toArray(), whole.toArray())).isTrue();
      List<Object> rest = read(data, target, allocator, cut, 0, values - cut);
      assertThat(Arrays.deepEquals(rest.toArray(), whole.subList(cut, values).toArray())).isTrue();
    }
    assertThat(budget.used()).isZero();
  }

  /** Skips some values and reads others, in two parts. */
  private List<Object> read(
      byte[] data, Target target, BlockAllocator allocator, int skip, int first, int second) {
    Dictionary dictionary = null;
    int start = HEAD;
    if (target.encoding.isDictionary()) {
      start = Math.min(data.length, HEAD + (data[4] & 0xff));
      byte[] page = Arrays.copyOfRange(data, HEAD, start);
      dictionary = dictionary(page, data[3] & 0xff, target.physical, allocator);
    }
    try (VectorBuilder builder = VectorBuilder.create(target.type, allocator, "fuzz");
        ColumnDecoder decoder =
            new ColumnDecoders(target.physical, LENGTH, target.type, builder, allocator, scratch)
                .decoder(target.encoding, dictionary)) {
      decoder.init(new PageBytes(data, start).input());
      if (skip > 0) {
        decoder.skip(skip);
      }
      for (int count : new int[] {first, second}) {
        if (count > 0) {
          decoder.append(null, count, count, null, 0);
        }
      }
      List<Object> values = new ArrayList<>();
      try (ColumnVector vector = builder.build()) {
        for (int row = 0; row < vector.length(); row++) {
          values.add(vector.getObject(row));
        }
      }
      return values;
    } finally {
      if (dictionary instanceof Dictionary.Binaries binaries) {
        binaries.values().release();
      }
    }
  }

  private static Dictionary dictionary(
      byte[] page, int entries, PhysicalType physical, BlockAllocator allocator) {
    MemoryBlock block = allocator.allocate((long) page.length + PageInput.PADDING, "fuzz");
    long heapBytes = DictionaryReader.heapBytes(physical, entries);
    allocator.budget().reserve(heapBytes, "fuzz");
    block.buffer().put(0, page);
    Dictionary dictionary = null;
    try {
      dictionary =
          DictionaryReader.read(
              physical,
              LENGTH,
              entries,
              new PageInput(block.buffer(), 0, page.length),
              block,
              allocator.budget());
      return dictionary;
    } finally {
      if (!(dictionary instanceof Dictionary.Binaries)) {
        block.close();
        allocator.budget().release(heapBytes);
      }
    }
  }
}
