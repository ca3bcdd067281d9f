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

import java.nio.ByteBuffer;

/** Decompresses pages from one direct buffer to another. Belongs to one reader; not thread-safe. */
interface Decompressor extends AutoCloseable {

  /**
   * Decompresses a page.
   *
   * @param source direct; the compressed bytes are at 0 to {@code sourceLength}
   * @param target direct, another buffer
   * @param targetOffset where to write to
   * @param targetLength bytes that must come out; exactly so many are written
   * @throws dev.adaptive.parquet.decode.MalformedPageException if other than {@code targetLength}
   *     bytes come out, or the bytes are damaged
   */
  void decompress(
      ByteBuffer source,
      int sourceOffset,
      int sourceLength,
      ByteBuffer target,
      int targetOffset,
      int targetLength);

  /** Frees native memory. */
  @Override
  default void close() {}
}
