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

import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.schema.DataType;
import java.nio.ByteBuffer;

/**
 * Strings or byte strings as 32-bit codes into a shared dictionary. The code of a null row is 0.
 */
public final class DictionaryVector extends ColumnVector {
  private final Validity validity;
  private final MemoryBlock block;
  private final ByteBuffer codes;
  private final BinaryDictionary dictionary;
  private boolean closed;

  /** Takes over one use of the dictionary. */
  DictionaryVector(
      DataType type,
      int length,
      Validity validity,
      MemoryBlock block,
      BinaryDictionary dictionary) {
    super(type, length);
    this.validity = validity;
    this.block = block;
    this.codes = block.buffer();
    this.dictionary = dictionary;
  }

  @Override
  public int nullCount() {
    return validity.nullCount();
  }

  @Override
  public boolean isNull(int row) {
    return validity.isNull(row);
  }

  @Override
  public ByteBuffer validity() {
    return validity.buffer();
  }

  /** The row's index in the dictionary. */
  public int code(int row) {
    return codes.getInt(row << 2);
  }

  /**
   * The codes, 32 bits each; access by absolute index only. Not valid after the vector is closed.
   */
  public ByteBuffer codes() {
    return codes;
  }

  /**
   * Stays the same object for all batches of a column chunk, so that work done per entry can be
   * kept.
   */
  public BinaryDictionary dictionary() {
    return dictionary;
  }

  @Override
  public byte[] getBytes(int row) {
    return dictionary.getBytes(code(row));
  }

  @Override
  public long bytes() {
    return validity.bytes() + codes.capacity();
  }

  @Override
  ColumnVector head(int count) {
    return new DictionaryVector(type(), count, validity.head(count), block, dictionary);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      validity.close();
      block.close();
      dictionary.release();
    }
  }
}
