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
package dev.adaptive.batch;

import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.schema.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds vectors from lists of values for tests. Values are those that {@link ConstantVector}
 * takes, or null. Memory that no value is written to is filled with ones, so that code which looks
 * at it is found out.
 */
public final class TestVectors {
  private TestVectors() {}

  /** A vector of the plain layout of the type. */
  public static ColumnVector plain(BlockAllocator allocator, DataType type, List<?> values) {
    int rows = values.size();
    return switch (type.carrier()) {
      case BIT -> {
        MemoryBlock block = block(allocator, (rows + 7) / 8);
        for (int i = 0; i < rows; i++) {
          setBit(block.buffer(), i, Boolean.TRUE.equals(values.get(i)));
        }
        yield new BitVector(type, rows, validity(allocator, values), block);
      }
      case BINARY -> {
        long size = values.stream().mapToLong(v -> v == null ? 0 : ((byte[]) v).length).sum();
        MemoryBlock offsets = block(allocator, 4L * (rows + 1));
        MemoryBlock data = block(allocator, size);
        int end = 0;
        for (int i = 0; i < rows; i++) {
          offsets.buffer().putInt(4 * i, end);
          if (values.get(i) instanceof byte[] bytes) {
            data.buffer().put(end, bytes);
            end += bytes.length;
          }
        }
        offsets.buffer().putInt(4 * rows, end);
        yield new BinaryVector(type, rows, validity(allocator, values), offsets, data);
      }
      default -> {
        int width = type.byteWidth();
        MemoryBlock block = block(allocator, (long) width * rows);
        for (int i = 0; i < rows; i++) {
          if (values.get(i) != null) {
            put(block.buffer(), i * width, values.get(i));
          }
        }
        yield new FixedVector(type, rows, validity(allocator, values), block);
      }
    };
  }

  /** A vector of codes into a dictionary of the distinct values, in order of appearance. */
  public static DictionaryVector dictionary(
      BlockAllocator allocator, DataType type, List<?> values) {
    BinaryDictionary dictionary = dictionaryOf(allocator, values);
    DictionaryVector vector = coded(allocator, type, values, dictionary);
    dictionary.release();
    return vector;
  }

  /** A dictionary of the distinct values, in order of appearance. The caller releases it. */
  public static BinaryDictionary dictionaryOf(BlockAllocator allocator, List<?> values) {
    List<byte[]> entries = new ArrayList<>();
    Map<String, Integer> codes = codes(values, entries);
    MemoryBlock data = block(allocator, entries.stream().mapToLong(e -> e.length).sum());
    int[] offsets = new int[codes.size()];
    int[] lengths = new int[codes.size()];
    int end = 0;
    for (int i = 0; i < entries.size(); i++) {
      offsets[i] = end;
      lengths[i] = entries.get(i).length;
      data.buffer().put(end, entries.get(i));
      end += lengths[i];
    }
    allocator.budget().reserve(BinaryDictionary.heapBytes(offsets.length), "test dictionary");
    return new BinaryDictionary(offsets, lengths, data, allocator.budget());
  }

  /**
   * A vector of codes into the dictionary, which must have all the values. The vector is one more
   * user of it.
   */
  public static DictionaryVector coded(
      BlockAllocator allocator, DataType type, List<?> values, BinaryDictionary dictionary) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (int i = 0; i < dictionary.size(); i++) {
      codes.put(text(dictionary.getBytes(i)), i);
    }
    MemoryBlock block = block(allocator, 4L * values.size());
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      block.buffer().putInt(4 * i, value == null ? 0 : codes.get(text((byte[]) value)));
    }
    return new DictionaryVector(
        type, values.size(), validity(allocator, values), block, dictionary.retain());
  }

  private static Map<String, Integer> codes(List<?> values, List<byte[]> entries) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (Object value : values) {
      if (value instanceof byte[] bytes && codes.putIfAbsent(text(bytes), codes.size()) == null) {
        entries.add(bytes);
      }
    }
    return codes;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static Validity validity(BlockAllocator allocator, List<?> values) {
    int nulls = (int) values.stream().filter(v -> v == null).count();
    if (nulls == 0) {
      return new Validity(null, 0);
    }
    MemoryBlock bits = block(allocator, (values.size() + 7) / 8);
    for (int i = 0; i < values.size(); i++) {
      setBit(bits.buffer(), i, values.get(i) != null);
    }
    return new Validity(bits, nulls);
  }

  private static MemoryBlock block(BlockAllocator allocator, long bytes) {
    MemoryBlock block = allocator.allocate(bytes, "test vector");
    for (int i = 0; i < block.capacity(); i++) {
      block.buffer().put(i, (byte) -1);
    }
    return block;
  }

  private static void setBit(ByteBuffer bits, int index, boolean value) {
    int mask = 1 << (index & 7);
    int old = bits.get(index >> 3);
    bits.put(index >> 3, (byte) (value ? old | mask : old & ~mask));
  }

  private static void put(ByteBuffer data, int at, Object value) {
    if (value instanceof Byte v) {
      data.put(at, v);
    } else if (value instanceof Short v) {
      data.putShort(at, v);
    } else if (value instanceof Integer v) {
      data.putInt(at, v);
    } else if (value instanceof Long v) {
      data.putLong(at, v);
    } else if (value instanceof Float v) {
      data.putFloat(at, v);
    } else if (value instanceof Double v) {
      data.putDouble(at, v);
    } else {
      data.put(at, (byte[]) value);
    }
  }
}
