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
import java.nio.IntBuffer;

/**
 * Builds vectors of strings or byte strings. As long as all rows of a vector come as codes of one
 * dictionary it stays dictionary-encoded; the first row that does not turns the codes so far into
 * values.
 */
public final class BinaryVectorBuilder extends VectorBuilder {
  /**
   * Longer values are worth a bulk copy; shorter ones are copied eight bytes at a time, up to seven
   * too many.
   */
  private static final int BULK = 64;

  /** Room behind the data that copying eight bytes at a time may write to. */
  private static final int SLACK = 8;

  /** Codes while {@link #dictionary} is set, else offsets. */
  private MemoryBlock indexBlock;

  private IntBuffer index;
  private MemoryBlock dataBlock;
  private int dataBytes;
  private BinaryDictionary dictionary;

  BinaryVectorBuilder(DataType type, BlockAllocator allocator, String owner) {
    super(type, allocator, owner);
  }

  /**
   * Appends rows as codes.
   *
   * @param codes valid entries of the dictionary; 0 for null rows
   * @param defined 1 per row with a value and 0 per null row, or null if there are no nulls
   */
  public void appendCodes(int[] codes, byte[] defined, int count, BinaryDictionary source) {
    if (rows == 0 && dictionary == null) {
      dictionary = source.retain();
    }
    if (dictionary == source) {
      ensureIndex(count);
      index.put(rows, codes, 0, count);
    } else {
      leaveDictionary();
      ensureIndex(count);
      long bytes = 0;
      for (int i = 0; i < count; i++) {
        bytes += defined == null || defined[i] != 0 ? source.byteLength(codes[i]) : 0;
      }
      ensureData(bytes);
      for (int i = 0; i < count; i++) {
        boolean valid = defined == null || defined[i] != 0;
        appendValue(
            i,
            source.data(),
            valid ? source.offset(codes[i]) : 0,
            valid ? source.byteLength(codes[i]) : 0);
      }
    }
    finishRows(defined, count);
  }

  /**
   * Appends rows as slices of a buffer, which must be readable for eight bytes behind each slice.
   *
   * @param lengths bytes per row; 0 for null rows
   * @param defined 1 per row with a value and 0 per null row, or null if there are no nulls
   */
  public void appendSlices(
      ByteBuffer source, int[] offsets, int[] lengths, byte[] defined, int count) {
    leaveDictionary();
    ensureIndex(count);
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += lengths[i];
    }
    ensureData(bytes);
    for (int i = 0; i < count; i++) {
      appendValue(i, source, offsets[i], lengths[i]);
    }
    finishRows(defined, count);
  }

  @Override
  public long bytes() {
    return validity.bytes() + bytes(indexBlock) + bytes(dataBlock);
  }

  @Override
  public void appendSelected(ColumnVector source, Selection selection) {
    int count = selection.count();
    if (source instanceof DictionaryVector coded) {
      appendSelectedCodes(coded, selection, count);
    } else {
      appendSelectedValues((BinaryVector) source, selection, count);
    }
    validity.appendSelected(source, selection, count);
    rows += count;
  }

  private void appendSelectedCodes(DictionaryVector source, Selection selection, int count) {
    if (rows == 0 && dictionary == null) {
      dictionary = source.dictionary().retain();
    }
    if (dictionary == source.dictionary()) {
      ensureIndex(count);
      int at = rows;
      for (int row = selection.nextKept(0);
          row < selection.rows();
          row = selection.nextKept(row + 1)) {
        index.put(at++, source.code(row));
      }
      return;
    }
    leaveDictionary();
    ensureIndex(count);
    int at = 0;
    BinaryDictionary entries = source.dictionary();
    for (int row = selection.nextKept(0);
        row < selection.rows();
        row = selection.nextKept(row + 1)) {
      int length = source.isNull(row) ? 0 : entries.byteLength(source.code(row));
      ensureData(length);
      appendValue(at++, entries.data(), length == 0 ? 0 : entries.offset(source.code(row)), length);
    }
  }

  private void appendSelectedValues(BinaryVector source, Selection selection, int count) {
    leaveDictionary();
    ensureIndex(count);
    int at = 0;
    for (int row = selection.nextKept(0);
        row < selection.rows();
        row = selection.nextKept(row + 1)) {
      int length = source.byteLength(row);
      ensureData(length);
      appendValue(at++, source.data(), source.offset(row), length);
    }
  }

  @Override
  public ColumnVector build() {
    ColumnVector vector;
    if (dictionary != null) {
      vector = new DictionaryVector(type, rows, validity.build(), indexBlock, dictionary);
      dictionary = null;
    } else {
      ensureIndex(0);
      ensureData(0);
      if (rows == 0) {
        index.put(0, 0);
      }
      vector = new BinaryVector(type, rows, validity.build(), indexBlock, dataBlock);
      dataBlock = null;
      dataBytes = 0;
    }
    indexBlock = null;
    rows = 0;
    return vector;
  }

  @Override
  public void close() {
    validity.close();
    closeBlock(indexBlock);
    closeBlock(dataBlock);
    indexBlock = null;
    dataBlock = null;
    if (dictionary != null) {
      dictionary.release();
      dictionary = null;
    }
  }

  /** Turns the codes so far into values. */
  private void leaveDictionary() {
    if (dictionary == null) {
      return;
    }
    BinaryDictionary entries = dictionary;
    MemoryBlock codeBlock = indexBlock;
    int count = rows;
    indexBlock = null;
    try {
      rows = 0;
      ensureIndex(count);
      long bytes = 0;
      for (int i = 0; i < count; i++) {
        bytes += validity.isNull(i) ? 0 : entries.byteLength(codeBlock.buffer().getInt(i << 2));
      }
      ensureData(bytes);
      for (int i = 0; i < count; i++) {
        int code = codeBlock.buffer().getInt(i << 2);
        boolean valid = !validity.isNull(i);
        appendValue(
            i,
            entries.data(),
            valid ? entries.offset(code) : 0,
            valid ? entries.byteLength(code) : 0);
      }
      rows = count;
    } finally {
      closeBlock(codeBlock);
      dictionary = null;
      entries.release();
    }
  }

  /**
   * Copies the value of row {@link #rows} + {@code ahead}; there is room for it and for the slack
   * behind it.
   */
  private void appendValue(int ahead, ByteBuffer source, int offset, int length) {
    ByteBuffer data = dataBlock.buffer();
    int at = dataBytes;
    if (length <= BULK) {
      for (int i = 0; i < length; i += 8) {
        data.putLong(at + i, source.getLong(offset + i));
      }
    } else {
      data.put(at, source, offset, length);
    }
    dataBytes = at + length;
    index.put(rows + ahead + 1, dataBytes);
  }

  private void ensureIndex(int count) {
    MemoryBlock before = indexBlock;
    indexBlock = grow(indexBlock, 4L * (rows + 1), 4L * (firstRows(rows + count) + 1));
    if (indexBlock != before) {
      index = indexBlock.buffer().asIntBuffer();
      if (rows == 0) {
        index.put(0, 0);
      }
    }
  }

  private void ensureData(long additional) {
    dataBlock = grow(dataBlock, dataBytes, dataBytes + additional + SLACK);
  }
}
