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
package dev.adaptive.parquet.read;

import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.parquet.decode.MalformedPageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.brotli.dec.BrotliInputStream;

/** BROTLI (RFC 7932), by a library that is not part of the jars: few files need it. */
final class BrotliDecompressor implements Decompressor {
  private static final int STEP = 1 << 14;

  private final byte[] step = new byte[STEP];

  /**
   * @throws UnsupportedFeatureException if the library is not on the class path
   */
  static Decompressor create() {
    try {
      Class.forName(
          "org.brotli.dec.BrotliInputStream", false, BrotliDecompressor.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new UnsupportedFeatureException(
          "pages compressed with BROTLI need the library org.brotli:dec:0.1.2 on the class path",
          e);
    }
    return new BrotliDecompressor();
  }

  @Override
  public void decompress(
      ByteBuffer source,
      int sourceOffset,
      int sourceLength,
      ByteBuffer target,
      int targetOffset,
      int targetLength) {
    int written = 0;
    try (BrotliInputStream stream =
        new BrotliInputStream(new BufferStream(source, sourceOffset, sourceLength))) {
      for (int count = stream.read(step); count > 0; count = stream.read(step)) {
        if (count > targetLength - written) {
          throw new MalformedPageException(
              "the page header promises "
                  + targetLength
                  + " bytes, but the Brotli stream holds more");
        }
        target.put(targetOffset + written, step, 0, count);
        written += count;
      }
    } catch (IOException e) {
      throw new MalformedPageException("the Brotli stream is damaged: " + e.getMessage());
    }
    if (written != targetLength) {
      throw new MalformedPageException(
          "the page header promises "
              + targetLength
              + " bytes, but the Brotli stream holds "
              + written);
    }
  }

  private static final class BufferStream extends InputStream {
    private final ByteBuffer source;
    private final int end;
    private int position;

    BufferStream(ByteBuffer source, int offset, int length) {
      this.source = source;
      this.position = offset;
      this.end = offset + length;
    }

    @Override
    public int read() {
      return position < end ? source.get(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = Math.min(length, end - position);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      source.get(position, into, offset, count);
      position += count;
      return count;
    }
  }
}
