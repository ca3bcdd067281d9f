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
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.adaptive.error.StorageException;
import dev.adaptive.io.Storage.FileStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest {
  @TempDir Path dir;

  private final LocalStorage storage = new LocalStorage(Mmap.AUTO);

  @Test
  void plain_paths_are_literal_and_uris_are_decoded() throws Exception {
    Path odd = Files.createDirectories(dir.resolve("a b%20ü日本"));
    Path file = Files.writeString(odd.resolve("x.bin"), "12345");

    FileStatus plain = storage.status(file.toString()).orElseThrow();
    assertThat(plain.path()).isEqualTo(file.toString());
    assertThat(plain.length()).isEqualTo(5);
    assertThat(plain.directory()).isFalse();
    assertThat(plain.modifiedMillis()).isEqualTo(Files.getLastModifiedTime(file).toMillis());

    assertThat(storage.status(file.toUri().toString())).contains(plain);
    String encoded = dir + "/a%20b%2520%C3%BC%E6%97%A5%E6%9C%AC/x.bin";
    assertThat(storage.status("file:" + encoded)).contains(plain);
    assertThat(storage.status("file://" + encoded)).contains(plain);
    assertThat(storage.status("FILE://localhost" + encoded)).contains(plain);
    assertThat(storage.status(plain.path())).contains(plain);
  }

  @Test
  void the_normal_form_is_absolute_and_keeps_wildcards() {
    assertThat(storage.normalForm("some/./dir/../*.parquet"))
        .isEqualTo(Path.of("some").toAbsolutePath() + "/*.parquet");
    assertThat(storage.normalForm("file:///data/a%20{b,c}/*")).isEqualTo("/data/a {b,c}/*");
  }

  @Test
  void what_is_no_local_path_is_refused() {
    assertThatThrownBy(() -> storage.status("s3://bucket/key"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("'s3://bucket/key'")
        .hasMessageContaining("no storage for 's3:'");
    assertThatThrownBy(() -> storage.status("file://otherhost/x"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("host 'otherhost'");
    assertThatThrownBy(() -> storage.status("file:/x%2"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("hexadecimal");
    assertThatThrownBy(() -> storage.status("file:/x%ff"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> storage.status(""))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> storage.status("a\0b"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no path on this system");
  }

  @Test
  void there_is_nothing_at_a_missing_path_nor_below_a_file() throws Exception {
    Path file = Files.writeString(dir.resolve("x"), "1");
    assertThat(storage.status(dir.resolve("nope").toString())).isEmpty();
    assertThat(storage.status(file + "/below")).isEmpty();
  }

  @Test
  void directories_are_listed_in_order_with_hidden_files_and_links_followed() throws Exception {
    Files.writeString(dir.resolve("b"), "22");
    Files.writeString(dir.resolve(".hidden"), "1");
    Files.createDirectory(dir.resolve("sub"));
    Files.createSymbolicLink(dir.resolve("a-link"), dir.resolve("b"));
    Files.createSymbolicLink(dir.resolve("dir-link"), dir.resolve("sub"));
    Files.createSymbolicLink(dir.resolve("to-nothing"), dir.resolve("gone"));

    assertThat(storage.list(dir.toString()))
        .extracting(s -> dir.relativize(Path.of(s.path())) + " " + s.length() + " " + s.directory())
        .containsExactly(
            ".hidden 1 false",
            "a-link 2 false",
            "b 2 false",
            "dir-link 0 true",
            "sub 0 true",
            "to-nothing 0 false");
    FileStatus broken = storage.list(dir.toString()).get(5);
    assertThatThrownBy(() -> storage.open(broken))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("to-nothing")
        .hasMessageContaining("does not exist");
  }

  @Test
  void listing_what_is_no_directory_says_so() throws Exception {
    Path file = Files.writeString(dir.resolve("x"), "1");
    assertThatThrownBy(() -> storage.list(file.toString()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot list " + file)
        .hasMessageContaining("not a directory");
    assertThatThrownBy(() -> storage.list(dir + "/gone"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void a_file_that_changed_is_refused_with_both_states() throws Exception {
    Path file = Files.writeString(dir.resolve("x"), "12345");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
    FileStatus planned = storage.status(file.toString()).orElseThrow();
    storage.open(planned).close();

    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_001_000L));
    assertThatThrownBy(() -> storage.open(planned))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("has changed since it was planned")
        .hasMessageContaining("expected 5 bytes, modified 2023-11-14T22:13:20Z")
        .hasMessageContaining("found 5 bytes, modified 2023-11-14T22:13:21Z");

    Files.writeString(file, "123");
    FileStatus withoutTime = new FileStatus(planned.path(), 5, -1, false);
    assertThatThrownBy(() -> storage.open(withoutTime))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("expected 5 bytes, found 3 bytes");
  }

  @Test
  void a_time_that_the_plan_did_not_know_is_not_compared() throws Exception {
    Path file = Files.writeString(dir.resolve("x"), "12345");
    try (InputFile input = storage.open(new FileStatus(file.toString(), 5, -1, false))) {
      assertThat(input.length()).isEqualTo(5);
      assertThat(input.location()).isEqualTo(file.toString());
    }
  }

  @Test
  void directories_and_missing_files_cannot_be_opened() {
    assertThatThrownBy(() -> storage.open(new FileStatus(dir.toString(), 0, -1, false)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("it is a directory");
    assertThatThrownBy(() -> storage.open(new FileStatus(dir + "/gone", 0, -1, false)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("it does not exist");
  }

  @Test
  void a_file_without_permission_says_so() throws Exception {
    Path file = Files.writeString(dir.resolve("secret"), "12345");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "the user of this test may read everything (root)");
    FileStatus status = storage.status(file.toString()).orElseThrow();
    assertThatThrownBy(() -> storage.open(status))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("permission denied");
  }
}
