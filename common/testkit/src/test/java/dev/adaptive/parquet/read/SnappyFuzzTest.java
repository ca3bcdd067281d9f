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

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.adaptive.parquet.decode.MalformedPageException;
import dev.adaptive.parquet.decode.PageInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;
import org.xerial.snappy.Snappy;

/**
 * Any bytes as a Snappy stream, which is damaged if and only if the library finds so too, and any
 * bytes that the library has compressed. In the package of what it tests, which no other sees.
 */
class SnappyFuzzTest {
  private static final int LARGEST = 1 << 16;

  static List<byte[]> seeds() throws IOException {
    byte[] text = "0abcdefgh-abcdefgh-abcdefgh-".repeat(20).getBytes(StandardCharsets.UTF_8);
    ByteBuffer numbers =
        ByteBuffer.allocate(1 + 8 * 60).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0);
    for (int i = 0; i < 60; i++) {
      numbers.putLong(1_700_000_000_000_000L + i * 997L);
    }
    return List.of(text, numbers.array(), Snappy.compress(text), Snappy.compress(numbers.array()));
  }

  @MethodSource("seeds")
  @FuzzTest
  void stream(byte[] data) throws IOException {
    byte[] compressed = Snappy.compress(data);
    assertThat(decompress(compressed, data.length)).isEqualTo(data);
    int length;
    try {
      length = Snappy.uncompressedLength(data);
    } catch (IOException e) {
      return;
    }
    if (length < 0 || length > LARGEST) {
      return; // the page's header would say so, and its memory be reserved first
    }
    byte[] expected;
    try {
      expected = Snappy.uncompress(data);
    } catch (IOException e) {
      expected = null;
    }
    byte[] actual;
    try {
      actual = decompress(data, length);
    } catch (MalformedPageException e) {
      actual = null;
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static byte[] decompress(byte[] stream, int length) {
    ByteBuffer source = direct(stream.length).put(0, stream);
    ByteBuffer target = direct(length + PageInput.PADDING);
    new SnappyDecompressor().decompress(source, 0, stream.length, target, 0, length);
    byte[] decompressed = new byte[length];
    target.get(0, decompressed);
    return decompressed;
  }

  private static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
