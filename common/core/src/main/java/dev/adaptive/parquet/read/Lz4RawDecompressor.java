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
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** LZ4_RAW: one LZ4 block, without framing. */
final class Lz4RawDecompressor implements Decompressor {
  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();

  @Override
  public void decompress(
      ByteBuffer source,
      int sourceOffset,
      int sourceLength,
      ByteBuffer target,
      int targetOffset,
      int targetLength) {
    int written;
    try {
      written =
          decompressor.decompress(
              source, sourceOffset, sourceLength, target, targetOffset, targetLength);
    } catch (LZ4Exception e) {
      throw new MalformedPageException("the LZ4 block is damaged: " + e.getMessage());
    }
    if (written != targetLength) {
      throw new MalformedPageException(
          "the page header promises "
              + targetLength
              + " bytes, but the LZ4 block holds "
              + written);
    }
  }
}
