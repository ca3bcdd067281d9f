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

/**
 * LZ4, the deprecated codec: blocks behind their sizes, uncompressed and compressed, as big-endian
 * numbers of four bytes, which is Hadoop's framing. Some writers left the framing out; what does
 * not fit it is taken for one bare block.
 */
final class Lz4HadoopDecompressor implements Decompressor {
  private static final int SIZES = 8;

  private final Lz4RawDecompressor blocks = new Lz4RawDecompressor();

  @Override
  public void decompress(
      ByteBuffer source,
      int sourceOffset,
      int sourceLength,
      ByteBuffer target,
      int targetOffset,
      int targetLength) {
    if (isFramed(source, sourceOffset, sourceLength, targetLength)) {
      int from = sourceOffset;
      int to = targetOffset;
      while (from < sourceOffset + sourceLength) {
        int uncompressed = bigEndian(source, from);
        int compressed = bigEndian(source, from + 4);
        blocks.decompress(source, from + SIZES, compressed, target, to, uncompressed);
        from += SIZES + compressed;
        to += uncompressed;
      }
    } else {
      blocks.decompress(source, sourceOffset, sourceLength, target, targetOffset, targetLength);
    }
  }

  /** Whether the sizes add up to both lengths. */
  private static boolean isFramed(
      ByteBuffer source, int sourceOffset, int sourceLength, int targetLength) {
    long from = sourceOffset;
    long produced = 0;
    long end = (long) sourceOffset + sourceLength;
    while (from + SIZES <= end) {
      int uncompressed = bigEndian(source, (int) from);
      int compressed = bigEndian(source, (int) from + 4);
      if (uncompressed < 0 || compressed < 0) {
        return false;
      }
      from += SIZES + (long) compressed;
      produced += uncompressed;
    }
    return from == end && produced == targetLength;
  }

  private static int bigEndian(ByteBuffer source, int position) {
    if (position + 4 > source.limit()) {
      throw new MalformedPageException("the LZ4 stream ends inside of a block's sizes");
    }
    return Integer.reverseBytes(source.getInt(position));
  }
}
