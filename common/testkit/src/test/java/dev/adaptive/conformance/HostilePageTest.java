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
package dev.adaptive.conformance;

import static dev.adaptive.conformance.RawFile.bytes;
import static dev.adaptive.conformance.RawFile.concat;
import static dev.adaptive.conformance.RawFile.integers;
import static dev.adaptive.conformance.RawFile.ints;
import static dev.adaptive.conformance.RawFile.plain;
import static dev.adaptive.conformance.RawFile.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.adaptive.error.CorruptFileException;
import dev.adaptive.memory.MemoryBudgetExceededException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * Pages made to do harm: they claim sizes and counts that are not true, or that are and are too
 * much.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePageTest {
  private static final int HUGE = Integer.MAX_VALUE;

  @TempDir Path directory;

  /** The files that the others are made from are good ones. */
  @Test
  void unharmed_files_can_be_read() {
    assertThat(Reading.rows(plain().write(file())))
        .containsExactly(new Object[] {1}, new Object[] {2}, new Object[] {3});
    assertThat(Reading.rows(coded(bytes(2, 3 << 1, 1)).write(file())))
        .containsExactly(new Object[] {6}, new Object[] {6}, new Object[] {6});
    assertThat(Reading.rows(optional(bytes(3 << 1, 1), ints(1, 2, 3)).write(file())))
        .containsExactly(new Object[] {1}, new Object[] {2}, new Object[] {3});
    assertThat(Reading.rows(v2(header -> {}).write(file())))
        .containsExactly(new Object[] {1}, new Object[] {2}, new Object[] {3});
  }

  @TestFactory
  Stream<DynamicTest> pages() {
    Map<String, RawFile> files = new LinkedHashMap<>();
    byte[] three = ints(1, 2, 3);
    files.put(
        "compressed size beyond the chunk",
        required()
            .page(3, Encoding.PLAIN, three, 12, header -> header.setCompressed_page_size(13_000)));
    files.put(
        "compressed size huge",
        required()
            .page(3, Encoding.PLAIN, three, 12, header -> header.setCompressed_page_size(HUGE)));
    files.put(
        "uncompressed size huge", required().page(3, Encoding.PLAIN, three, HUGE, header -> {}));
    files.put(
        "sizes negative",
        required()
            .page(3, Encoding.PLAIN, three, -1, header -> header.setCompressed_page_size(-1)));
    files.put("values negative", required().page(-3, Encoding.PLAIN, three));
    files.put("more values than the chunk", required().page(4, Encoding.PLAIN, ints(1, 2, 3, 4)));
    files.put("fewer values than the chunk", required().page(2, Encoding.PLAIN, ints(1, 2)));
    files.put("values without bytes", required().page(3, Encoding.PLAIN, ints(1)));
    files.put("endless empty pages", endlessEmptyPages());
    files.put(
        "part of the header missing",
        required().page(3, Encoding.PLAIN, three, 12, header -> header.setData_page_header(null)));
    files.put(
        "two dictionaries",
        required()
            .dictionary(1, ints(5))
            .dictionary(1, ints(5))
            .page(3, Encoding.RLE_DICTIONARY, bytes(0)));
    files.put("no dictionary", required().page(3, Encoding.RLE_DICTIONARY, bytes(1, 6, 0)));
    files.put(
        "entries negative",
        required().dictionary(-1, ints(5)).page(3, Encoding.RLE_DICTIONARY, bytes(0)));
    files.put(
        "more entries than bytes",
        required().dictionary(3, ints(5)).page(3, Encoding.RLE_DICTIONARY, bytes(0)));
    files.put(
        "an empty dictionary",
        required().dictionary(0, ints()).page(3, Encoding.RLE_DICTIONARY, bytes(0)));
    files.put("index beyond the dictionary", coded(bytes(2, 6, 3)));
    files.put("packed index beyond the dictionary", coded(bytes(2, 3, 0x1f, 0)));
    files.put("index negative", coded(bytes(32, 6, 0xff, 0xff, 0xff, 0xff)));
    files.put("33 bits per index", coded(bytes(33, 6, 0, 0, 0, 0, 0)));
    files.put("255 bits per index", coded(bytes(255, 6, 0, 0, 0, 0, 0)));
    files.put("a run of no values", coded(bytes(2, 0, 0)));
    files.put("a run header that never ends", coded(bytes(2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)));
    files.put("a packed run without bytes", coded(bytes(2, 0xff, 0xff, 0xff, 0xff, 0x0f)));
    files.put("a repeated value too wide", coded(bytes(1, 6, 3)));
    files.put("a level of 3", optional(bytes(6, 3), three));
    files.put(
        "levels beyond the page",
        integers(true).page(3, Encoding.PLAIN, concat(ints(1000), bytes(6, 1), three)));
    files.put(
        "levels of negative length",
        integers(true).page(3, Encoding.PLAIN, concat(ints(-1), bytes(6, 1), three)));
    files.put("levels end early", optional(bytes(4, 1), three));
    files.put("fewer values than levels say", optional(bytes(6, 1), ints(1, 2)));
    files.put(
        "v2: levels beyond the page",
        v2(header -> header.getData_page_header_v2().setDefinition_levels_byte_length(100)));
    files.put(
        "v2: levels of negative length",
        v2(header -> header.getData_page_header_v2().setDefinition_levels_byte_length(-2)));
    files.put(
        "v2: repetition levels huge",
        v2(header -> header.getData_page_header_v2().setRepetition_levels_byte_length(HUGE)));
    files.put("v2: nulls negative", v2(header -> header.getData_page_header_v2().setNum_nulls(-1)));
    files.put("delta: no values per block", delta(bytes(0, 4, 3, 0)));
    files.put("delta: no miniblocks", delta(bytes(128, 1, 0, 3, 0)));
    files.put("delta: huge block", delta(bytes(0xff, 0xff, 0xff, 0xff, 7, 1, 3, 0)));
    files.put("delta: fewer values", delta(bytes(128, 1, 4, 2, 0, 0, 0, 0, 0, 0)));
    files.put("delta: 200 bits", delta(bytes(128, 1, 4, 3, 0, 0, 200, 0, 0, 0)));
    files.put("delta: ends in a block", delta(bytes(128, 1, 4, 3, 0, 0)));
    files.put("string of negative length", strings().page(3, Encoding.PLAIN, ints(-1, 0, 0)));
    files.put("string beyond the page", strings().page(3, Encoding.PLAIN, ints(HUGE, 0, 0)));
    files.put("length of a string cut off", strings().page(3, Encoding.PLAIN, bytes(1, 0)));
    files.put(
        "dictionary of strings beyond the page",
        strings().dictionary(1, ints(9)).page(3, Encoding.RLE_DICTIONARY, bytes(0)));
    files.put(
        "delta lengths negative",
        strings().page(3, Encoding.DELTA_LENGTH_BYTE_ARRAY, bytes(128, 1, 4, 3, 1, 0, 0, 0, 0, 0)));
    files.put(
        "delta lengths beyond the page",
        strings()
            .page(3, Encoding.DELTA_LENGTH_BYTE_ARRAY, bytes(128, 1, 4, 3, 40, 0, 0, 0, 0, 0)));
    files.put(
        "prefix longer than the value before",
        strings()
            .page(
                3,
                Encoding.DELTA_BYTE_ARRAY,
                bytes(128, 1, 4, 3, 8, 0, 0, 0, 0, 0, 128, 1, 4, 3, 2, 0, 0, 0, 0, 0, 65, 66, 67)));
    files.put(
        "fewer prefixes than suffixes",
        strings()
            .page(
                3,
                Encoding.DELTA_BYTE_ARRAY,
                bytes(128, 1, 4, 1, 0, 128, 1, 4, 3, 2, 0, 0, 0, 0, 0, 65, 66, 67)));
    files.put(
        "split bytes of too few values",
        required().page(3, Encoding.BYTE_STREAM_SPLIT, bytes(1, 2, 3, 4)));
    return files.entrySet().stream()
        .map(entry -> corrupt(entry.getKey(), () -> entry.getValue().write(file())));
  }

  /** What is true but too much takes no more memory than is allowed. */
  @TestFactory
  Stream<DynamicTest> too_much() throws IOException {
    byte[] zeros = new byte[256 << 20];
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(zeros);
    }
    Map<String, RawFile> bombs = new LinkedHashMap<>();
    int rows = zeros.length / 4;
    bombs.put(
        "zstd",
        new RawFile(Type.INT32, false, CompressionCodec.ZSTD, rows)
            .page(rows, Encoding.PLAIN, Zstd.compress(zeros), zeros.length, header -> {}));
    bombs.put(
        "gzip",
        new RawFile(Type.INT32, false, CompressionCodec.GZIP, rows)
            .page(rows, Encoding.PLAIN, gzip.toByteArray(), zeros.length, header -> {}));
    bombs.put(
        "snappy",
        new RawFile(Type.INT32, false, CompressionCodec.SNAPPY, rows)
            .page(rows, Encoding.PLAIN, Snappy.compress(zeros), zeros.length, header -> {}));
    bombs.put(
        "entries", strings().dictionary(HUGE, ints(0)).page(3, Encoding.RLE_DICTIONARY, bytes(0)));
    bombs.put(
        "delta lengths",
        strings()
            .page(
                3,
                Encoding.DELTA_LENGTH_BYTE_ARRAY,
                bytes(128, 1, 4, 0xff, 0xff, 0xff, 0xff, 7, 0, 0, 0, 0, 0, 0)));
    return bombs.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThatThrownBy(() -> Reading.rows(entry.getValue().write(file())))
                            .isInstanceOfAny(
                                MemoryBudgetExceededException.class, CorruptFileException.class)));
  }

  /** Compressed pages that hold more, or less, than their header says. */
  @TestFactory
  Stream<DynamicTest> sizes_that_lie() throws IOException {
    byte[] data = new byte[100_000];
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(data);
    }
    Map<CompressionCodec, byte[]> pages = new LinkedHashMap<>();
    pages.put(CompressionCodec.ZSTD, Zstd.compress(data));
    pages.put(CompressionCodec.GZIP, gzip.toByteArray());
    pages.put(CompressionCodec.SNAPPY, Snappy.compress(data));
    byte[] lz4 = new byte[500];
    Arrays.fill(lz4, (byte) 0xff);
    lz4[0] = 0x1f;
    lz4[1] = 0;
    lz4[2] = 1;
    lz4[3] = 0;
    pages.put(CompressionCodec.LZ4_RAW, lz4);
    return pages.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(1, 12, 99_999, 100_001, 1_000_000)
                    .map(
                        size ->
                            corrupt(
                                entry.getKey() + ", " + size + " bytes",
                                () ->
                                    new RawFile(Type.INT32, false, entry.getKey(), 3)
                                        .page(
                                            3, Encoding.PLAIN, entry.getValue(), size, header -> {})
                                        .write(file()))));
  }

  /** Thrift's compact protocol by hand: what no library would write. */
  @TestFactory
  Stream<DynamicTest> thrift() {
    byte[] structures = new byte[2_000_000];
    Arrays.fill(structures, (byte) 0x1c);
    return Stream.of(
        corrupt("structures without end", () -> required().raw(structures).write(file())),
        corrupt(
            "a huge string",
            () -> required().raw(bytes(0xf8, 0xff, 0xff, 0xff, 0xff, 0x07)).write(file())),
        corrupt("nothing", () -> required().write(file())));
  }

  private static DynamicTest corrupt(String what, Supplier<Path> file) {
    return DynamicTest.dynamicTest(
        what,
        () ->
            assertThatThrownBy(() -> Reading.rows(file.get()))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(".parquet"));
  }

  private Path file() {
    return directory.resolve("hostile.parquet");
  }

  private static RawFile strings() {
    return new RawFile(Type.BYTE_ARRAY, false, CompressionCodec.UNCOMPRESSED, 3);
  }

  /** A dictionary of 5, 6 and 7, and a page of these codes. */
  private static RawFile coded(byte[] codes) {
    return required().dictionary(3, ints(5, 6, 7)).page(3, Encoding.RLE_DICTIONARY, codes);
  }

  private static RawFile optional(byte[] levels, byte[] values) {
    return integers(true).page(3, Encoding.PLAIN, concat(ints(levels.length), levels, values));
  }

  private static RawFile v2(Consumer<PageHeader> change) {
    return integers(true)
        .pageV2(3, 0, 2, Encoding.PLAIN, concat(bytes(6, 1), ints(1, 2, 3)), change);
  }

  private static RawFile delta(byte[] content) {
    return required().page(3, Encoding.DELTA_BINARY_PACKED, content);
  }

  private static RawFile endlessEmptyPages() {
    RawFile file = required();
    for (int i = 0; i < 100_000; i++) {
      file.page(0, Encoding.PLAIN, bytes());
    }
    return file;
  }
}
