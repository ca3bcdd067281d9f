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

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.adaptive.parquet.decode.MalformedPageException;
import java.nio.ByteBuffer;

/** ZSTD, with one native context for all pages of a reader. */
final class ZstdDecompressor implements Decompressor {
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();

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
          context.decompressDirectByteBuffer(
              target, targetOffset, targetLength, source, sourceOffset, sourceLength);
    } catch (ZstdException e) {
      throw new MalformedPageException("the Zstandard stream is damaged: " + e.getMessage());
    }
    if (written != targetLength) {
      throw new MalformedPageException(
          "the page header promises "
              + targetLength
              + " bytes, but the Zstandard stream holds "
              + written);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
