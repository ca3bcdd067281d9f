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
import static dev.adaptive.testkit.RowComparison.assertSameRowsInOrder;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.expr.Predicate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Levels that parquet-java does not write: rows over several pages, deprecated encodings,
 * contradictions.
 */
class NestedLevelsTest {
  // optional group c (LIST) { repeated group list { optional int32 element; } }
  private static final int NULL = 0;
  private static final int EMPTY = 1;
  private static final int NULL_ELEMENT = 2;
  private static final int VALUE = 3;

  /** [10, null, 12], null, [], [13], [14, 15]. */
  private static final int[] REPETITIONS = {0, 1, 1, 0, 0, 0, 0, 1};

  private static final int[] DEFINITIONS = {
    VALUE, NULL_ELEMENT, VALUE, NULL, EMPTY, VALUE, VALUE, VALUE
  };

  private static final List<Object[]> ROWS =
      List.of(
          row(Arrays.asList(10, null, 12)),
          row(null),
          row(List.of()),
          row(List.of(13)),
          row(List.of(14, 15)));

  @TempDir Path directory;

  private static Object[] row(Object value) {
    return new Object[] {value};
  }

  private Path file() {
    return directory.resolve("f.parquet");
  }

  private static SchemaElement group(String name, FieldRepetitionType repetition, int children) {
    return new SchemaElement(name).setRepetition_type(repetition).setNum_children(children);
  }

  private static SchemaElement leaf(String name, FieldRepetitionType repetition) {
    return new SchemaElement(name).setRepetition_type(repetition).setType(Type.INT32);
  }

  private static void list(FileMetaData footer, int values) {
    footer.setSchema(
        new ArrayList<>(
            List.of(
                new SchemaElement("root").setNum_children(1),
                group("c", FieldRepetitionType.OPTIONAL, 1).setConverted_type(ConvertedType.LIST),
                group("list", FieldRepetitionType.REPEATED, 1),
                leaf("element", FieldRepetitionType.OPTIONAL))));
    footer.getRow_groups().get(0).getColumns().get(0).getMeta_data().setNum_values(values);
  }

  private static byte[] runs(int... levels) {
    byte[] runs = new byte[2 * levels.length];
    for (int i = 0; i < levels.length; i++) {
      runs[2 * i] = 2;
      runs[2 * i + 1] = (byte) levels[i];
    }
    return runs;
  }

  private static byte[] values(int[] definitions, int first) {
    int count = (int) Arrays.stream(definitions).filter(level -> level == VALUE).count();
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = first + i;
    }
    return ints(values);
  }

  private static RawFile raw(long rows) {
    return new RawFile(Type.INT32, true, CompressionCodec.UNCOMPRESSED, rows);
  }

  private static void page(RawFile file, int from, int to) {
    int[] definitions = Arrays.copyOfRange(DEFINITIONS, from, to);
    file.page(
        to - from,
        Encoding.PLAIN,
        concat(
            levels(Arrays.copyOfRange(REPETITIONS, from, to), definitions),
            ints(values(from, to))));
  }

  private static int[] values(int from, int to) {
    int[] all = {10, 0, 12, 0, 0, 13, 14, 15};
    return IntStream.range(from, to)
        .filter(i -> DEFINITIONS[i] == VALUE)
        .map(i -> all[i])
        .toArray();
  }

  private static byte[] levels(int[] repetitions, int[] definitions) {
    byte[] repeated = runs(repetitions);
    byte[] defined = runs(definitions);
    return concat(ints(repeated.length), repeated, ints(defined.length), defined);
  }

  private void check(Path file) {
    for (String batchRows : new String[] {"1", "2", "100"}) {
      assertSameRowsInOrder(
          ROWS, Reading.rows(file, read -> read.option("batch.max-rows", batchRows)));
      assertSameRowsInOrder(
          ROWS.stream().filter(row -> row[0] != null).toList(),
          Reading.rows(
              file,
              read ->
                  read.filter(Predicate.not(Predicate.isNull("c")))
                      .option("batch.max-rows", batchRows)));
      assertSameRowsInOrder(
          ROWS.subList(0, 3),
          Reading.rows(file, read -> read.limit(3).option("batch.max-rows", batchRows)));
    }
  }

  @Test
  void rows_over_several_pages() {
    for (int one = 1; one < 8; one++) {
      for (int other = one; other < 8; other++) {
        RawFile raw = raw(5);
        page(raw, 0, one);
        if (other > one) {
          page(raw, one, other);
        }
        page(raw, other, 8);
        check(raw.write(file(), footer -> list(footer, 8)));
      }
    }
  }

  @Test
  void bit_packed_levels() {
    // most significant bit first: a bit per repetition level, two per definition level
    byte[] repetitions = bytes(0b01100001);
    byte[] definitions = bytes(0b11_10_11_00, 0b01_11_11_11);
    Path file =
        raw(5)
            .page(
                8,
                Encoding.PLAIN,
                concat(repetitions, definitions, ints(values(0, 8))),
                repetitions.length + definitions.length + 20,
                header ->
                    header
                        .getData_page_header()
                        .setDefinition_level_encoding(Encoding.BIT_PACKED)
                        .setRepetition_level_encoding(Encoding.BIT_PACKED))
            .write(file(), footer -> list(footer, 8));
    check(file);
  }

  private RawFile v2(RawFile raw, int from, int to, int rows) {
    byte[] repetitions = runs(Arrays.copyOfRange(REPETITIONS, from, to));
    byte[] definitions = runs(Arrays.copyOfRange(DEFINITIONS, from, to));
    return raw.pageV2(
        to - from,
        0,
        definitions.length,
        Encoding.PLAIN,
        concat(repetitions, definitions, ints(values(from, to))),
        header ->
            header
                .getData_page_header_v2()
                .setRepetition_levels_byte_length(repetitions.length)
                .setNum_rows(rows));
  }

  @Test
  void pages_of_version_2() {
    check(v2(v2(v2(raw(5), 0, 3, 1), 3, 5, 2), 5, 8, 2).write(file(), footer -> list(footer, 8)));
  }

  private void assertCorrupt(RawFile raw, int values, String message) {
    Path file = raw.write(file(), footer -> list(footer, values));
    assertThatThrownBy(() -> Reading.rows(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContainingAll(file.toString(), "c.list.element", message);
  }

  @Test
  void pages_of_version_2_that_are_not_made_of_rows() {
    assertCorrupt(v2(v2(raw(5), 0, 2, 1), 2, 8, 4), 8, "begins inside of a row");
    assertCorrupt(v2(v2(raw(5), 0, 3, 2), 3, 8, 4), 8, "has 1 rows, but its header says 2");
  }

  private void assertCorrupt(int rows, int[] repetitions, int[] definitions, String message) {
    byte[] values = values(definitions, 10);
    assertCorrupt(
        raw(rows)
            .page(
                repetitions.length,
                Encoding.PLAIN,
                concat(levels(repetitions, definitions), values)),
        repetitions.length,
        message);
  }

  @Test
  void contradictions() {
    assertCorrupt(
        1, new int[] {1, 1}, new int[] {VALUE, VALUE}, "a list goes on that is null or empty");
    assertCorrupt(
        1, new int[] {0, 1}, new int[] {NULL, VALUE}, "a list goes on that is null or empty");
    assertCorrupt(
        1, new int[] {0, 1}, new int[] {EMPTY, VALUE}, "a list goes on that is null or empty");
    assertCorrupt(
        1, new int[] {0, 1}, new int[] {VALUE, EMPTY}, "a list goes on that is null or empty");
    assertCorrupt(
        2, new int[] {0, 1}, new int[] {VALUE, VALUE}, "ends 1 rows before the row group does");
    assertCorrupt(
        1, new int[] {0, 0}, new int[] {VALUE, VALUE}, "goes on behind the row group's last row");
    assertCorrupt(2, new int[] {0, 0}, new int[] {VALUE, 4}, "more than 2 bits");
    assertCorrupt(3, new int[] {0, 0}, new int[] {VALUE, VALUE}, "at least one value per row");
  }

  @Test
  void siblings_that_disagree() {
    Path file = siblings(new int[] {0, 1, 0}, new int[] {0, 1, 0});
    assertSameRowsInOrder(
        List.of(row(List.of(Map.of("a", 10), Map.of("a", 11))), row(List.of(Map.of("a", 12)))),
        Reading.rows(file, read -> read.limit(2)).stream().map(NestedLevelsTest::onlyA).toList());
    Path damaged = siblings(new int[] {0, 1, 0}, new int[] {0, 0, 1});
    assertThatThrownBy(() -> Reading.rows(damaged))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContainingAll("c.list.element.a", "c.list.element.b", "disagree");
  }

  private static Object[] onlyA(Object[] row) {
    return row(
        ((List<?>) row[0])
            .stream().map(struct -> Map.of("a", ((Map<?, ?>) struct).get("a"))).toList());
  }

  /**
   * optional group c (LIST) { repeated group list { required group element { required int32 a;
   * required int32 b; } } }.
   */
  private Path siblings(int[] ofA, int[] ofB) {
    RawFile raw = raw(2);
    for (int[] repetitions : new int[][] {ofA, ofB}) {
      raw.page(
          3, Encoding.PLAIN, concat(levels(repetitions, new int[] {2, 2, 2}), ints(10, 11, 12)));
    }
    return raw.write(
        file(),
        footer -> {
          footer.setSchema(
              new ArrayList<>(
                  List.of(
                      new SchemaElement("root").setNum_children(1),
                      group("c", FieldRepetitionType.OPTIONAL, 1)
                          .setConverted_type(ConvertedType.LIST),
                      group("list", FieldRepetitionType.REPEATED, 1),
                      group("element", FieldRepetitionType.REQUIRED, 2),
                      leaf("a", FieldRepetitionType.REQUIRED),
                      leaf("b", FieldRepetitionType.REQUIRED))));
          ColumnMetaData first = footer.getRow_groups().get(0).getColumns().get(0).getMeta_data();
          long size = first.getTotal_compressed_size() / 2;
          first.setNum_values(3).setTotal_compressed_size(size).setTotal_uncompressed_size(size);
          ColumnMetaData second = new ColumnMetaData(first).setData_page_offset(4 + size);
          footer
              .getRow_groups()
              .get(0)
              .setColumns(
                  new ArrayList<>(
                      List.of(
                          new ColumnChunk(4).setMeta_data(first),
                          new ColumnChunk(4).setMeta_data(second))));
        });
  }
}
