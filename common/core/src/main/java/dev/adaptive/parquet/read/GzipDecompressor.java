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

import dev.adaptive.parquet.decode.MalformedPageException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** GZIP (RFC 1952), of one or several members. */
final class GzipDecompressor implements Decompressor {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final Inflater inflater = new Inflater(true);

  @Override
  public void decompress(
      ByteBuffer source,
      int sourceOffset,
      int sourceLength,
      ByteBuffer target,
      int targetOffset,
      int targetLength) {
    ByteBuffer input = source.slice(sourceOffset, sourceLength);
    ByteBuffer output = target.slice(targetOffset, targetLength);
    try {
      while (input.hasRemaining()
          && (output.hasRemaining()
              || targetLength == 0
              || input.remaining() >= HEADER + TRAILER)) {
        skipHeader(input);
        inflater.reset();
        inflater.setInput(input);
        while (!inflater.finished()) {
          if (inflater.inflate(output) == 0 && !inflater.finished()) {
            throw new MalformedPageException(
                output.hasRemaining()
                    ? "the gzip stream ends too early"
                    : "the page header promises "
                        + targetLength
                        + " bytes, but the gzip stream holds more");
          }
        }
        skip(input, TRAILER);
      }
    } catch (DataFormatException e) {
      throw new MalformedPageException("the gzip stream is damaged: " + e.getMessage());
    }
    if (output.hasRemaining()) {
      throw new MalformedPageException(
          "the page header promises "
              + targetLength
              + " bytes, but the gzip stream holds "
              + output.position());
    }
  }

  private static void skipHeader(ByteBuffer input) {
    int start = input.position();
    if (input.remaining() < HEADER
        || (input.get(start) & 0xff) != 0x1f
        || (input.get(start + 1) & 0xff) != 0x8b) {
      throw new MalformedPageException("the gzip stream does not begin with its magic number");
    }
    int flags = input.get(start + 3);
    skip(input, HEADER);
    if ((flags & HAS_EXTRA) != 0) {
      skip(input, 2);
      skip(
          input,
          input.get(input.position() - 2) & 0xff | (input.get(input.position() - 1) & 0xff) << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText(input);
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText(input);
    }
    if ((flags & HAS_HEADER_CRC) != 0) {
      skip(input, 2);
    }
  }

  private static void skipText(ByteBuffer input) {
    do {
      skip(input, 1);
    } while (input.get(input.position() - 1) != 0);
  }

  private static void skip(ByteBuffer input, int bytes) {
    if (input.remaining() < bytes) {
      throw new MalformedPageException("the gzip stream ends too early");
    }
    input.position(input.position() + bytes);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
