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
import static dev.adaptive.conformance.RawFile.ints;
import static dev.adaptive.conformance.RawFile.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.AdaptiveException;
import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.memory.MemoryBudgetExceededException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Footers made to do harm: they claim sizes, counts and depths that are not true. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFooterTest {
  private static final int HUGE = Integer.MAX_VALUE;

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> footers() {
    Map<String, Consumer<FileMetaData>> changes = new LinkedHashMap<>();
    changes.put("no schema", footer -> footer.getSchema().clear());
    changes.put("children missing", footer -> footer.getSchema().get(0).setNum_children(HUGE));
    changes.put("children negative", footer -> footer.getSchema().get(0).setNum_children(-1));
    changes.put("elements left over", footer -> footer.getSchema().add(footer.getSchema().get(1)));
    changes.put(
        "fixed length 0",
        footer -> footer.getSchema().get(1).setType(Type.FIXED_LEN_BYTE_ARRAY).setType_length(0));
    changes.put(
        "fixed length negative",
        footer -> footer.getSchema().get(1).setType(Type.FIXED_LEN_BYTE_ARRAY).setType_length(-5));
    changes.put("rows negative", footer -> group(footer).setNum_rows(-1));
    changes.put("rows huge", footer -> group(footer).setNum_rows(Long.MAX_VALUE));
    changes.put("rows and values huge", HostileFooterTest::hugeCounts);
    changes.put("values negative", footer -> chunk(footer).setNum_values(-3));
    changes.put("no chunks", footer -> group(footer).getColumns().clear());
    changes.put(
        "no metadata of the chunk", footer -> group(footer).getColumns().get(0).unsetMeta_data());
    changes.put("offset negative", footer -> chunk(footer).setData_page_offset(-4));
    changes.put("offset zero", footer -> chunk(footer).setData_page_offset(0));
    changes.put("offset huge", footer -> chunk(footer).setData_page_offset(Long.MAX_VALUE));
    changes.put(
        "offset and size overflow",
        footer ->
            chunk(footer).setData_page_offset(Long.MAX_VALUE - 2).setTotal_compressed_size(100));
    changes.put("size huge", footer -> chunk(footer).setTotal_compressed_size(Long.MAX_VALUE));
    changes.put("size negative", footer -> chunk(footer).setTotal_compressed_size(-100));
    return changes.entrySet().stream()
        .map(entry -> corrupt(entry.getKey(), () -> plain().write(file(), entry.getValue())));
  }

  @Test
  void two_columns_of_one_name() {
    Path file = plain().write(file(), HostileFooterTest::twice);
    assertThatThrownBy(() -> Reading.rows(file))
        .isInstanceOf(SchemaException.class)
        .hasMessageContainingAll(file.toString(), "'c' appears twice");
  }

  @Test
  void another_file_is_named() {
    Path file =
        plain()
            .write(
                file(), footer -> group(footer).getColumns().get(0).setFile_path("other.parquet"));
    assertThatThrownBy(() -> Reading.rows(file))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("other.parquet");
  }

  /** Uncompressed sizes are only estimates, until a page is read. */
  @Test
  void estimates_may_be_anything() {
    for (long size : new long[] {Long.MAX_VALUE, -1, 0}) {
      Path file = plain().write(file(), footer -> chunk(footer).setTotal_uncompressed_size(size));
      assertThat(Reading.rows(file)).hasSize(3);
    }
  }

  /** What a filter would look at is left aside if it cannot be in the file. */
  @Test
  void page_indexes_that_lie_elsewhere() {
    for (long offset : new long[] {-1, 0, 3, 1 << 20, Long.MAX_VALUE - 5, Long.MIN_VALUE}) {
      for (int length : new int[] {-1, 0, 10, HUGE}) {
        Path file =
            plain()
                .write(
                    file(),
                    footer -> {
                      footer.setColumn_orders(
                          List.of(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
                      group(footer)
                          .getColumns()
                          .get(0)
                          .setColumn_index_offset(offset)
                          .setColumn_index_length(length)
                          .setOffset_index_offset(offset)
                          .setOffset_index_length(length);
                    });
        assertThat(Reading.rows(file, read -> read.filter(Predicate.gt("c", 1)))).hasSize(2);
      }
    }
  }

  @Test
  void a_fixed_length_of_two_gigabytes() {
    Path file = fixed().write(file(), footer -> footer.getSchema().get(1).setType_length(HUGE));
    assertThatThrownBy(() -> Reading.rows(file))
        .isInstanceOfAny(CorruptFileException.class, MemoryBudgetExceededException.class);
  }

  /** Thrift's compact protocol by hand: what no library would write. */
  @TestFactory
  Stream<DynamicTest> thrift() {
    Map<String, byte[]> footers = new LinkedHashMap<>();
    footers.put("empty", bytes());
    footers.put("only a stop", bytes(0));
    // field 2, a list of 2^31 - 1 structures
    footers.put(
        "a huge list of structures", bytes(0x15, 2, 0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07));
    footers.put(
        "a huge list of row groups",
        concat(bytes(0x15, 2, 0x49, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07), new byte[10]));
    footers.put(
        "a list of negative size", bytes(0x15, 2, 0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x0f));
    footers.put("a huge string", bytes(0x15, 2, 0x19, 0x1c, 0x48, 0xff, 0xff, 0xff, 0xff, 0x07));
    footers.put(
        "a string of negative size",
        bytes(0x15, 2, 0x19, 0x1c, 0x48, 0xff, 0xff, 0xff, 0xff, 0x0f));
    footers.put(
        "a huge map",
        concat(bytes(0x15, 2, 0xdb, 0xff, 0xff, 0xff, 0xff, 0x07, 0x88), new byte[10]));
    byte[] structures = new byte[2_000_000];
    Arrays.fill(structures, (byte) 0x1c);
    footers.put("structures without end", concat(bytes(0xfc), structures));
    byte[] lists = new byte[2_000_000];
    Arrays.fill(lists, (byte) 0x19);
    footers.put("lists without end", concat(bytes(0xf9), lists));
    byte[] sets = new byte[2_000_000];
    Arrays.fill(sets, (byte) 0x1a);
    footers.put("sets without end", concat(bytes(0xfa), sets));
    return footers.entrySet().stream()
        .map(
            entry ->
                corrupt(
                    entry.getKey(),
                    () -> RawFile.writeWithFooter(file(), ints(1, 2, 3), entry.getValue())));
  }

  @Test
  void a_schema_of_many_levels() {
    Path file =
        plain()
            .write(
                file(),
                footer -> {
                  footer.getSchema().clear();
                  for (int i = 0; i < 100_000; i++) {
                    footer.getSchema().add(new SchemaElement("g" + i).setNum_children(1));
                  }
                  footer.getSchema().add(new SchemaElement("c").setType(Type.INT32));
                });
    assertThatThrownBy(() -> Reading.rows(file))
        .isInstanceOf(AdaptiveException.class)
        .hasMessageContaining(file.toString());
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

  private static RawFile fixed() {
    return new RawFile(Type.FIXED_LEN_BYTE_ARRAY, false, CompressionCodec.UNCOMPRESSED, 3)
        .page(3, Encoding.PLAIN, new byte[9]);
  }

  private static RowGroup group(FileMetaData footer) {
    return footer.getRow_groups().get(0);
  }

  private static ColumnMetaData chunk(FileMetaData footer) {
    return group(footer).getColumns().get(0).getMeta_data();
  }

  private static void twice(FileMetaData footer) {
    footer.getSchema().add(footer.getSchema().get(1));
    footer.getSchema().get(0).setNum_children(2);
    group(footer).getColumns().add(group(footer).getColumns().get(0));
  }

  private static void hugeCounts(FileMetaData footer) {
    group(footer).setNum_rows(Long.MAX_VALUE);
    chunk(footer).setNum_values(Long.MAX_VALUE);
  }
}
