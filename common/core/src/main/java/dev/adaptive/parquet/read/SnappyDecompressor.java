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
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;

/** SNAPPY: the raw format, without framing. */
final class SnappyDecompressor implements Decompressor {

  @Override
  public void decompress(
      ByteBuffer source,
      int sourceOffset,
      int sourceLength,
      ByteBuffer target,
      int targetOffset,
      int targetLength) {
    ByteBuffer compressed = source.slice(sourceOffset, sourceLength);
    try {
      // the library writes as many bytes as the stream announces, whatever the target's limit
      int announced = Snappy.uncompressedLength(compressed);
      if (announced != targetLength) {
        throw new MalformedPageException(
            "the page header promises "
                + targetLength
                + " bytes, but the Snappy stream announces "
                + announced);
      }
      Snappy.uncompress(compressed, target.slice(targetOffset, targetLength));
    } catch (IOException e) {
      throw new MalformedPageException("the Snappy stream is damaged: " + e.getMessage());
    }
  }
}
