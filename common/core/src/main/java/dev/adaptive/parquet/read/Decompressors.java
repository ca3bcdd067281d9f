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
import dev.adaptive.parquet.meta.CodecName;
import java.util.EnumMap;
import java.util.Map;

/** The decompressors of one reader, made when they are first needed. Not thread-safe. */
final class Decompressors implements AutoCloseable {
  private final Map<CodecName, Decompressor> byCodec = new EnumMap<>(CodecName.class);

  /**
   * The decompressor of a codec; null for {@link CodecName#UNCOMPRESSED}.
   *
   * @throws UnsupportedFeatureException if there is none; does not name the file
   */
  Decompressor get(CodecName codec) {
    return codec == CodecName.UNCOMPRESSED
        ? null
        : byCodec.computeIfAbsent(codec, Decompressors::create);
  }

  private static Decompressor create(CodecName codec) {
    return switch (codec) {
      case SNAPPY -> new SnappyDecompressor();
      case ZSTD -> new ZstdDecompressor();
      case GZIP -> new GzipDecompressor();
      case LZ4_RAW -> new Lz4RawDecompressor();
      case LZ4 -> new Lz4HadoopDecompressor();
      case BROTLI -> BrotliDecompressor.create();
      default ->
          throw new UnsupportedFeatureException("compression codec " + codec + " cannot be read");
    };
  }

  @Override
  public void close() {
    byCodec.values().forEach(Decompressor::close);
    byCodec.clear();
  }
}
