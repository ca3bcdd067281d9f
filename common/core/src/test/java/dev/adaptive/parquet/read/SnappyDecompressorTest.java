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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.parquet.decode.MalformedPageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Compared with Snappy itself, and with what elements are defined to mean. */
class SnappyDecompressorTest {
  private static final int BEFORE = 13;

  private final Random random = new Random(5);

  @Test
  void gives_what_snappy_compressed() throws IOException {
    for (int i = 0; i < 3_000; i++) {
      byte[] plain = data(random.nextInt(i < 2_000 ? 300 : 200_000), random.nextInt(9));
      assertThat(decompress(Snappy.compress(plain), plain.length)).isEqualTo(plain);
    }
  }

  @Test
  void all_elements_in_any_order() {
    for (int i = 0; i < 20_000; i++) {
      Elements elements = new Elements();
      int count = 1 + random.nextInt(60);
      for (int j = 0; j < count; j++) {
        elements.addRandom(random);
      }
      byte[] expected = elements.plain.toByteArray();
      assertThat(decompress(elements.stream(), expected.length)).isEqualTo(expected);
    }
  }

  @Test
  void damaged_streams_are_noticed_or_give_what_snappy_gives() throws IOException {
    int damaged = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] plain = data(1 + random.nextInt(1_000), random.nextInt(9));
      byte[] stream = Snappy.compress(plain);
      if (i % 4 == 0) {
        stream = Arrays.copyOf(stream, random.nextInt(stream.length));
      } else {
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          stream[random.nextInt(stream.length)] = (byte) random.nextInt();
        }
      }
      byte[] expected = bySnappy(stream, plain.length);
      if (expected == null) {
        damaged++;
        byte[] bad = stream;
        assertThatThrownBy(() -> decompress(bad, plain.length))
            .isInstanceOf(MalformedPageException.class)
            .hasMessageContaining("Snappy stream");
      } else {
        assertThat(decompress(stream, plain.length)).isEqualTo(expected);
      }
    }
    assertThat(damaged).isBetween(5_000, 19_000);
  }

  private static byte[] bySnappy(byte[] stream, int length) {
    try {
      if (!Snappy.isValidCompressedBuffer(stream) || Snappy.uncompressedLength(stream) != length) {
        return null;
      }
      return Snappy.uncompress(stream);
    } catch (IOException e) {
      return null;
    }
  }

  /** Decompresses between guards, and checks that they are left alone. */
  private static byte[] decompress(byte[] stream, int length) {
    ByteBuffer source =
        ByteBuffer.allocateDirect(BEFORE + stream.length).order(ByteOrder.LITTLE_ENDIAN);
    source.put(BEFORE, stream);
    ByteBuffer target =
        ByteBuffer.allocateDirect(BEFORE + length + BEFORE).order(ByteOrder.LITTLE_ENDIAN);
    byte[] guards = new byte[target.capacity()];
    Arrays.fill(guards, (byte) 0x5a);
    target.put(0, guards);
    try {
      new SnappyDecompressor().decompress(source, BEFORE, stream.length, target, BEFORE, length);
    } finally {
      for (int i = 0; i < BEFORE; i++) {
        assertThat(target.get(i)).isEqualTo((byte) 0x5a);
        assertThat(target.get(BEFORE + length + i)).isEqualTo((byte) 0x5a);
      }
    }
    byte[] plain = new byte[length];
    target.get(BEFORE, plain);
    return plain;
  }

  /** Bytes of several kinds: numbers that grow by steps of several sizes, text, runs, noise. */
  private byte[] data(int length, int kind) {
    ByteBuffer bytes = ByteBuffer.allocate(length + 8).order(ByteOrder.LITTLE_ENDIAN);
    long number = random.nextLong() >>> random.nextInt(64);
    while (bytes.position() < length) {
      switch (kind) {
        case 0 -> bytes.putLong(number++);
        case 1 -> bytes.putLong(number += random.nextInt(70_000));
        case 2 -> bytes.putLong(number += random.nextInt(1 << 30));
        case 3 -> bytes.putInt((int) number++);
        case 4 -> bytes.putDouble(100 + random.nextInt(1_000) / 100.0);
        case 5 -> bytes.put((byte) (random.nextInt(20) == 0 ? random.nextInt() : bytes.position()));
        case 6 -> bytes.put((byte) ('a' + random.nextInt(3)));
        case 7 -> bytes.put((byte) random.nextInt());
        default -> bytes.put((byte) (number >>> bytes.position() / 1_000 % 50));
      }
    }
    return Arrays.copyOf(bytes.array(), length);
  }

  /** A stream and what it stands for, element by element. */
  private static final class Elements {
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

    void addRandom(Random random) {
      int kind = plain.size() == 0 ? 0 : random.nextInt(5);
      if (kind < 2) {
        literal(random, kind == 0 ? 1 + random.nextInt(8) : 1 + random.nextInt(400));
        return;
      }
      int distance =
          1
              + random.nextInt(
                  Math.min(plain.size(), random.nextBoolean() ? 16 : kind == 2 ? 2047 : 65_535));
      if (random.nextInt(3) == 0 && plain.size() >= 8) {
        distance = 8;
      }
      int length = kind == 2 ? 4 + random.nextInt(8) : 1 + random.nextInt(64);
      switch (kind) {
        case 2 -> {
          encoded.write(1 | length - 4 << 2 | distance >>> 8 << 5);
          encoded.write(distance);
        }
        case 3 -> {
          encoded.write(2 | length - 1 << 2);
          number(distance, 2);
        }
        default -> {
          encoded.write(3 | length - 1 << 2);
          number(distance, 4);
        }
      }
      for (int i = 0; i < length; i++) {
        byte[] soFar = plain.toByteArray();
        plain.write(soFar[soFar.length - distance]);
      }
    }

    private void literal(Random random, int length) {
      int lengthBytes = length <= 60 && random.nextInt(10) > 0 ? 0 : 1 + random.nextInt(4);
      if (lengthBytes == 1 && length > 256) {
        lengthBytes = 2;
      }
      if (lengthBytes == 0) {
        encoded.write(length - 1 << 2);
      } else {
        encoded.write(59 + lengthBytes << 2);
        number(length - 1, lengthBytes);
      }
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      encoded.writeBytes(bytes);
      plain.writeBytes(bytes);
    }

    private void number(int value, int bytes) {
      for (int i = 0; i < bytes; i++) {
        encoded.write(value >>> 8 * i);
      }
    }

    byte[] stream() {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      int length = plain.size();
      for (; length > 127; length >>>= 7) {
        stream.write(length | 0x80);
      }
      stream.write(length);
      stream.writeBytes(encoded.toByteArray());
      return stream.toByteArray();
    }
  }
}
