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

import java.nio.ByteBuffer;

/**
 * A cursor over the bytes of a page, little-endian. {@code get*} does not move it, {@code read*}
 * and {@code skip} do. The buffer must be readable for {@link #PADDING} bytes behind the limit, so
 * that decoders can load whole words.
 */
public final class PageInput {
  /** Bytes behind the limit that may be loaded, though not used. */
  public static final int PADDING = 8;

  private final ByteBuffer buffer;
  private final int limit;
  private int position;

  /**
   * @param buffer direct, little-endian; accessed by absolute index
   * @param position first byte
   * @param limit behind the last byte
   */
  public PageInput(ByteBuffer buffer, int position, int limit) {
    if (position < 0 || position > limit || limit > buffer.limit()) {
      throw new MalformedPageException(
          "bytes " + position + " to " + limit + " of a page of " + buffer.limit() + " bytes");
    }
    this.buffer = buffer;
    this.position = position;
    this.limit = limit;
  }

  public ByteBuffer buffer() {
    return buffer;
  }

  public int position() {
    return position;
  }

  public int limit() {
    return limit;
  }

  public int remaining() {
    return limit - position;
  }

  public int readInt() {
    int at = position;
    skip(4);
    return buffer.getInt(at);
  }

  public int readByte() {
    int at = position;
    skip(1);
    return buffer.get(at) & 0xff;
  }

  /** Reads an unsigned LEB128 number of at most 32 bits. */
  public int readVarInt() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = readByte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MalformedPageException("a variable-length number takes more than 5 bytes");
  }

  public void skip(int bytes) {
    if (bytes < 0 || bytes > limit - position) {
      throw new MalformedPageException(
          bytes + " more bytes were expected, but only " + remaining() + " are left");
    }
    position += bytes;
  }
}
