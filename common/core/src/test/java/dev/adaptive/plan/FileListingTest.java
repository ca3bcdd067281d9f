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
package dev.adaptive.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.error.NoDataException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.options.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileListingTest {
  @TempDir Path dir;

  private void files(String... paths) throws IOException {
    for (String path : paths) {
      Path file = dir.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
  }

  private List<DataFile> list(Map<String, String> options, String... paths) {
    List<String> absolute = new ArrayList<>();
    for (String path : paths) {
      absolute.add(dir + "/" + path);
    }
    return new FileListing(new LocalStorage(Mmap.AUTO), ReadOptions.of(options)).list(absolute);
  }

  private List<String> names(Map<String, String> options, String... paths) {
    return list(options, paths).stream().map(this::describe).toList();
  }

  private List<String> names(String... paths) {
    return names(Map.of(), paths);
  }

  private String describe(DataFile file) {
    return dir.relativize(Path.of(file.path()))
        + (file.partitionValues().isEmpty() ? "" : " " + file.partitionValues());
  }

  @Test
  void a_directory_is_its_files_in_order_without_hidden_ones_and_sub_directories()
      throws IOException {
    files(
        "t/b", "t/a", "t/C", "t/_SUCCESS", "t/.a.crc", "t/_temporary/x", "t/sub/x", "t/.hidden/x");
    assertThat(names("t")).containsExactly("t/C", "t/a", "t/b");
    assertThat(names("t/")).containsExactly("t/C", "t/a", "t/b");
  }

  @Test
  void recursive_reads_all_sub_directories_but_hidden_ones_and_knows_no_partitions()
      throws IOException {
    files("t/b", "t/sub/deep/x", "t/day=1/y", "t/_temporary/x", "t/.hidden/x", "t/sub/_SUCCESS");
    assertThat(names(Map.of("recursive", "true"), "t"))
        .containsExactly("t/b", "t/day=1/y", "t/sub/deep/x");
  }

  @Test
  void a_file_that_is_named_is_read_even_if_hidden() throws IOException {
    files("t/_a", "t/.b", "t/c");
    assertThat(names("t/_a", "t/.b")).containsExactly("t/.b", "t/_a");
  }

  @Test
  void several_paths_are_one_table_and_a_file_is_read_once() throws IOException {
    files("t/b", "u/a");
    assertThat(names("u", "t", "t/b", "t/*")).containsExactly("t/b", "u/a");
  }

  @Test
  void partitions_are_taken_from_directories() throws IOException {
    files("t/day=2/sym=A/x", "t/day=1/sym=B/x", "t/day=1/sym=A/y");
    assertThat(names("t"))
        .containsExactly(
            "t/day=1/sym=A/y {day=1, sym=A}",
            "t/day=1/sym=B/x {day=1, sym=B}",
            "t/day=2/sym=A/x {day=2, sym=A}");
  }

  @ParameterizedTest
  @CsvSource({
    "a%20b, 'a b'",
    "a%2Fb, a/b",
    "100%, 100%",
    "%zz, %zz",
    "%4, %4",
    "%C3%BC, ü",
    "ü, ü",
    "%3D%3d, ==",
    "%FF, ÿ",
    "x=y, x=y",
    "'', ''",
    "__HIVE_DEFAULT_PARTITION__, "
  })
  void partition_values_are_decoded(String written, String value) throws IOException {
    files("t/k=" + written + "/x");
    assertThat(list(Map.of(), "t").get(0).partitionValues()).containsEntry("k", value);
  }

  @Test
  void the_name_of_the_null_partition_can_be_another() throws IOException {
    files("t/k=__DEFAULT_PARTITION__/x", "t/k=__HIVE_DEFAULT_PARTITION__/x");
    assertThat(names(Map.of("partition.default-name", "__DEFAULT_PARTITION__"), "t"))
        .containsExactly(
            "t/k=__DEFAULT_PARTITION__/x {k=null}",
            "t/k=__HIVE_DEFAULT_PARTITION__/x {k=__HIVE_DEFAULT_PARTITION__}");
  }

  @Test
  void a_partition_directory_may_begin_with_an_underscore_but_not_with_a_dot() throws IOException {
    files("t/_k=1/x", "t/_other/x", "t/_k=2/_SUCCESS");
    assertThat(names("t")).containsExactly("t/_k=1/x {_k=1}");
    files("u/.k=1/x", "u/y");
    assertThat(names("u")).containsExactly("u/y");
  }

  @Test
  void directories_within_a_partition_belong_to_it() throws IOException {
    files("t/day=1/sub/x", "t/day=1/sub/k=2/y", "t/day=1/_temporary/z");
    assertThat(names("t")).containsExactly("t/day=1/sub/k=2/y {day=1}", "t/day=1/sub/x {day=1}");
  }

  @Test
  void base_path_says_where_partitions_begin() throws IOException {
    files("t/day=1/sym=A/x", "t/day=2/sym=A/x", "other/y");
    assertThat(names("t/day=1")).containsExactly("t/day=1/sym=A/x {sym=A}");
    Map<String, String> base = Map.of("base-path", dir + "/t");
    assertThat(names(base, "t/day=1")).containsExactly("t/day=1/sym=A/x {day=1, sym=A}");
    assertThat(names(base, "t/day=*"))
        .containsExactly("t/day=1/sym=A/x {day=1, sym=A}", "t/day=2/sym=A/x {day=2, sym=A}");
    assertThat(names(base, "t/day=1/sym=A/x")).containsExactly("t/day=1/sym=A/x {day=1, sym=A}");
    assertThat(names(base, "t")).hasSize(2);
    assertThatThrownBy(() -> names(base, "other"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("base-path")
        .hasMessageContaining("other");
  }

  @Test
  void a_column_twice_in_one_path_is_an_error() throws IOException {
    files("t/k=1/k=2/x");
    assertThatThrownBy(() -> names("t"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'k' appears twice")
        .hasMessageContaining("k=1/k=2");
  }

  @Test
  void a_file_with_two_sets_of_partition_values_is_an_error() throws IOException {
    files("t/k=1/x");
    assertThatThrownBy(() -> names("t", "t/k=1"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("twice")
        .hasMessageContaining("{k=1}")
        .hasMessageContaining("base-path");
  }

  @Test
  void globs_match_files_and_directories() throws IOException {
    files(
        "t/a.pq",
        "t/b.pq",
        "t/c.txt",
        "t/_d.pq",
        "t/s1/x.pq",
        "t/s1/y.txt",
        "t/s2/x.pq",
        "t/s2/deep/z.pq",
        "t/s3/x.txt",
        "t/.h/x.pq");
    assertThat(names("t/*.pq")).containsExactly("t/a.pq", "t/b.pq");
    assertThat(names("t/{a,c,nope}.*")).containsExactly("t/a.pq", "t/c.txt");
    assertThat(names("t/[bc].*")).containsExactly("t/b.pq", "t/c.txt");
    assertThat(names("t/s?/*.pq")).containsExactly("t/s1/x.pq", "t/s2/x.pq");
    assertThat(names("t/s[12]")).containsExactly("t/s1/x.pq", "t/s1/y.txt", "t/s2/x.pq");
    assertThat(names("t/**/x.pq")).containsExactly("t/s1/x.pq", "t/s2/x.pq");
    assertThat(names("t/**/*.pq"))
        .containsExactly("t/a.pq", "t/b.pq", "t/s1/x.pq", "t/s2/deep/z.pq", "t/s2/x.pq");
    assertThat(names("t/**.pq")).isEqualTo(names("t/**/*.pq"));
    assertThat(names("t/s**.pq")).containsExactly("t/s1/x.pq", "t/s2/deep/z.pq", "t/s2/x.pq");
    assertThat(names("t/**"))
        .containsExactly(
            "t/a.pq",
            "t/b.pq",
            "t/c.txt",
            "t/s1/x.pq",
            "t/s1/y.txt",
            "t/s2/deep/z.pq",
            "t/s2/x.pq",
            "t/s3/x.txt");
    assertThat(names("t/_*")).containsExactly("t/_d.pq");
    assertThat(names("t/*/deep/z.pq")).containsExactly("t/s2/deep/z.pq");
    assertThat(names("t/{s1,s2/deep}/*.pq")).containsExactly("t/s1/x.pq", "t/s2/deep/z.pq");
  }

  @Test
  void globs_work_in_uris_and_names_that_look_like_globs_are_names() throws IOException {
    files("a b/x[1].pq", "a b/x1.pq", "a b/k={v}/y");
    ReadOptions none = ReadOptions.defaults();
    assertThat(
            new FileListing(new LocalStorage(Mmap.AUTO), none)
                .list(List.of("file:" + dir + "/a%20b/*.pq")))
        .hasSize(2);
    assertThat(names("a b/x[1].pq")).containsExactly("a b/x[1].pq");
    assertThat(names("a b/x\\[1\\].p?")).containsExactly("a b/x[1].pq");
    assertThat(names("a b/k={v}")).containsExactly("a b/k={v}/y");
  }

  @Test
  void options_choose_files() throws IOException {
    files("t/a.pq", "t/b.parquet", "t/c.txt", "t/k/d.pq");
    assertThat(names(Map.of("file-glob", "*.{pq,parquet}"), "t"))
        .containsExactly("t/a.pq", "t/b.parquet");
    assertThat(names(Map.of("pathGlobFilter", "*.pq", "recursiveFileLookup", "true"), "t"))
        .containsExactly("t/a.pq", "t/k/d.pq");
    assertThat(names(Map.of("path-regex", ".*/t/[ab].*"), "t"))
        .containsExactly("t/a.pq", "t/b.parquet");

    Files.setLastModifiedTime(
        dir.resolve("t/a.pq"), FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    Files.setLastModifiedTime(
        dir.resolve("t/b.parquet"), FileTime.from(Instant.parse("2024-01-02T00:00:00Z")));
    Files.setLastModifiedTime(
        dir.resolve("t/c.txt"), FileTime.from(Instant.parse("2024-01-03T00:00:00Z")));
    assertThat(
            names(
                Map.of(
                    "modified-after",
                    "2024-01-01T00:00:00",
                    "modified-before",
                    "2024-01-03 00:00:00"),
                "t"))
        .containsExactly("t/b.parquet");
    assertThat(names(Map.of("modified-before", "2024-01-02T02:00:00", "time-zone", "+02:00"), "t"))
        .containsExactly("t/a.pq");
  }

  @Test
  void what_is_missing_is_named_with_what_exists() throws IOException {
    files("t/a/x");
    assertThatThrownBy(() -> names("t/b/c/d"))
        .isInstanceOf(NoDataException.class)
        .hasMessage(
            "path does not exist: '"
                + dir
                + "/t/b/c/d'; of its directories, '"
                + dir
                + "/t' exists");
    assertThatThrownBy(() -> names("t/*.parquet"))
        .isInstanceOf(NoDataException.class)
        .hasMessage(
            "nothing matches '"
                + dir
                + "/t/*.parquet'; of its directories, '"
                + dir
                + "/t' exists");
    assertThatThrownBy(() -> names("t/a", "u"))
        .isInstanceOf(NoDataException.class)
        .hasMessageContaining("/u'");
    assertThatThrownBy(
            () ->
                new FileListing(new LocalStorage(Mmap.AUTO), ReadOptions.defaults())
                    .list(List.of()))
        .isInstanceOf(NoDataException.class)
        .hasMessageContaining("no path");
    assertThat(names(Map.of("ignore-missing-files", "true"), "t/a", "u", "t/*.parquet"))
        .containsExactly("t/a/x");
    assertThatThrownBy(() -> names(Map.of("ignore-missing-files", "true"), "u"))
        .isInstanceOf(NoDataException.class)
        .hasMessageContaining("there is no data file in");
  }

  @Test
  void a_directory_without_data_says_what_was_left_out() throws IOException {
    Files.createDirectory(dir.resolve("empty"));
    assertThatThrownBy(() -> names("empty"))
        .isInstanceOf(NoDataException.class)
        .hasMessage("there is no data file in '" + dir + "/empty'");
    files("t/_SUCCESS", "t/.x", "t/sub/y", "t/c.txt");
    assertThatThrownBy(() -> names(Map.of("file-glob", "*.pq"), "t"))
        .isInstanceOf(NoDataException.class)
        .hasMessageContaining("1 files were left out by the options {file-glob=*.pq}")
        .hasMessageContaining("2 names that begin with '_' or '.'")
        .hasMessageContaining("t/sub' are no partitions")
        .hasMessageContaining("'recursive'");
  }
}
