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
package dev.adaptive.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalInputFileTest {
  private static final int SIZE = 300_000;

  @TempDir Path dir;
  private Path path;
  private byte[] content;

  @BeforeEach
  void write() throws IOException {
    content = new byte[SIZE];
    new Random(7).nextBytes(content);
    path = Files.write(dir.resolve("data.bin"), content);
  }

  private final MemoryBudget budget = MemoryBudget.root("test", 1 << 20);
  private final BlockAllocator allocator = new BlockAllocator(budget);

  /** With 0, the file is not mapped. */
  private InputFile open(long maxMapping) {
    LocalStorage storage =
        new LocalStorage(maxMapping == 0 ? Mmap.OFF : Mmap.ON, Math.max(1, maxMapping));
    return storage.open(storage.status(path.toString()).orElseThrow());
  }

  @Test
  void slices_are_the_files_bytes_whatever_the_mappings_size() {
    Random random = new Random(11);
    for (long maxMapping : new long[] {0, 1, 100, 4096, 10_000, SIZE, 1L << 30}) {
      try (InputFile file = open(maxMapping);
          FileRange range = file.open(1_234, SIZE - 5_000, allocator)) {
        assertThat(range.offset()).isEqualTo(1_234);
        assertThat(range.length()).isEqualTo(SIZE - 5_000);
        for (int i = 0; i < 200; i++) {
          int size = random.nextInt(20_000);
          int position = random.nextInt((int) range.length() - size + 1);
          ByteBuffer slice = range.slice(position, size);
          assertThat(slice.isDirect()).isTrue();
          assertThat(slice.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
          assertThat(slice.position()).isZero();
          assertThat(slice.limit()).isEqualTo(size);
          assertThat(slice).isEqualTo(ByteBuffer.wrap(content, 1_234 + position, size).slice());
        }
      }
    }
  }

  @Test
  void ranges_outlive_their_file() {
    FileRange range;
    try (InputFile file = open(4096)) {
      range = file.open(0, SIZE, allocator);
    }
    try (range) {
      assertThat(range.slice(SIZE - 3, 3)).isEqualTo(ByteBuffer.wrap(content, SIZE - 3, 3).slice());
    }
  }

  @Test
  void empty_ranges_and_empty_files_can_be_opened() throws IOException {
    try (InputFile file = open(4096);
        FileRange range = file.open(SIZE, 0, allocator)) {
      assertThat(range.slice(0, 0).remaining()).isZero();
    }
    Files.write(path, new byte[0]);
    try (InputFile file = open(4096);
        FileRange range = file.open(0, 0, allocator)) {
      assertThat(range.slice(0, 0).remaining()).isZero();
    }
  }

  @Test
  void a_range_beyond_the_end_is_corruption() {
    try (InputFile file = open(4096)) {
      assertThatThrownBy(() -> file.open(SIZE - 10, 11, allocator))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("bytes 299990 to 300001")
          .hasMessageContaining("300000 bytes");
      assertThatThrownBy(() -> file.open(-1, 5, allocator))
          .isInstanceOf(CorruptFileException.class);
      assertThatThrownBy(() -> file.open(Long.MAX_VALUE - 1, 5, allocator))
          .isInstanceOf(CorruptFileException.class);
    }
  }

  @Test
  void a_slice_beyond_the_range_is_a_mistake_of_the_caller() {
    try (InputFile file = open(4096);
        FileRange range = file.open(10, 100, allocator)) {
      assertThatThrownBy(() -> range.slice(99, 2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> range.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void what_is_read_is_reserved_and_given_back() {
    try (InputFile file = open(0);
        FileRange range = file.open(0, SIZE, allocator)) {
      long used = 0;
      for (int position = 0; position + 1000 <= SIZE; position += 1000) {
        assertThat(range.slice(position, 1000))
            .isEqualTo(ByteBuffer.wrap(content, position, 1000).slice());
        assertThat(budget.used()).isGreaterThanOrEqualTo(used).isPositive();
        used = budget.used();
      }
      assertThat(used).as("the window grows, but not beyond its share").isBetween(32_000L, 80_000L);
    }
    allocator.close();
    assertThat(budget.used()).isZero();
  }

  @Test
  void truncation_of_a_file_that_is_not_mapped() throws IOException {
    try (InputFile file = open(0);
        FileRange range = file.open(0, SIZE, allocator)) {
      range.slice(0, 100);
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(1_000);
      }
      assertThatThrownBy(() -> range.slice(SIZE - 100, 100))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("had 300000 bytes and now has 1000");
      assertThatThrownBy(() -> range.slice(500, 600)).isInstanceOf(CorruptFileException.class);
    }
  }

  @Test
  void truncation_while_mapped_is_an_error_and_no_crash() throws IOException {
    for (long maxMapping : new long[] {4096, 1L << 30}) {
      write();
      try (InputFile file = open(maxMapping);
          FileRange range = file.open(0, SIZE, allocator)) {
        assertThat(range.slice(SIZE - 100, 100))
            .isEqualTo(ByteBuffer.wrap(content, SIZE - 100, 100).slice());
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.truncate(1_000);
        }
        assertThatThrownBy(() -> range.slice(SIZE - 100, 100))
            .isInstanceOf(CorruptFileException.class)
            .hasMessageContaining("had 300000 bytes and now has 1000");
        assertThatThrownBy(() -> range.slice(0, 100)).isInstanceOf(CorruptFileException.class);
        assertThatThrownBy(() -> file.open(0, 10, allocator))
            .isInstanceOf(CorruptFileException.class);
      }
    }
  }

  @Test
  void closing_unmaps_and_closes_the_descriptor() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/maps")), "counting mappings needs Linux's /proc");
    for (long maxMapping : new long[] {4096, 1L << 30}) {
      InputFile file = open(maxMapping);
      FileRange one = file.open(0, SIZE, allocator);
      FileRange two = file.open(5_000, 100_000, allocator);
      for (int position = 0; position < 90_000; position += 7_000) {
        one.slice(position, 5_000);
        two.slice(position, 5_000);
      }
      assertThat(mappings()).isEqualTo(2);
      assertThat(descriptors()).isEqualTo(1);
      one.close();
      one.close();
      assertThat(mappings()).isEqualTo(1);
      file.close();
      file.close();
      assertThat(descriptors()).isEqualTo(1);
      two.close();
      assertThat(mappings()).isZero();
      assertThat(descriptors()).isZero();
      assertThatThrownBy(() -> two.slice(0, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
      assertThatThrownBy(() -> file.open(0, 1, allocator))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  private long mappings() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.endsWith(path.toString())).count();
    }
  }

  private long descriptors() throws IOException {
    long count = 0;
    try (var links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links) {
        count +=
            Files.exists(link)
                    && Files.isSymbolicLink(link)
                    && Files.readSymbolicLink(link).equals(path.toRealPath())
                ? 1
                : 0;
      }
    }
    return count;
  }
}
