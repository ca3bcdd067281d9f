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
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @ValueSource(strings = {"/a/*", "/a?", "/a[b]", "/a{b,c}", "*"})
  void wildcards_make_a_glob(String text) {
    assertThat(Glob.isGlob(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/b", "", "/a\\*", "/a}b]", "/day=1/x.parquet"})
  void other_characters_do_not(String text) {
    assertThat(Glob.isGlob(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "*.parquet",
    "a*",
    "*",
    "?",
    "a?c",
    "[abc]",
    "[a-c]*",
    "[!a-c]*",
    "'{a,b}.parquet'",
    "'{a,b,cc}*'",
    "'*.{parquet,pq}'",
    "a.c",
    "'a{,b}c'",
    "'[.]x'",
    "'\\*'",
    "'a\\?c'",
    "'(a)'",
    "a+",
    "x^$",
    "[a-]",
    "'{a,{b,c}}'"
  })
  void names_match_as_java_nio_says(String glob) {
    String[] names = {
      "a",
      "b",
      "c",
      "d",
      "abc",
      "a.c",
      "a?c",
      "ac",
      "x.parquet",
      "a.parquet",
      "b.parquet",
      "b.pq",
      "cc",
      "*",
      ".x",
      "(a)",
      "a+",
      "aa",
      "ü",
      "]",
      "x^$",
      "-",
      "aXc",
      "日本.pq"
    };
    boolean nested = glob.contains("{a,{b");
    var oracle = FileSystems.getDefault().getPathMatcher("glob:" + (nested ? "{a,b,c}" : glob));
    for (String name : names) {
      assertThat(Glob.names(glob).test(name))
          .as("%s ~ %s", glob, name)
          .isEqualTo(oracle.matches(Path.of(name)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'/a/{b', 'not closed'",
    "'/a/[b', 'not closed'",
    "'/a*\\', 'backslash'",
    "'/[z-a]', 'wrong way round'"
  })
  void a_malformed_glob_says_what_is_wrong(String glob, String message) {
    assertThatThrownBy(() -> Glob.parse(glob))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'" + glob + "' is no glob")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"/data/x/*.parquet, /data/x", "/*, /", "'/data/{a,b}/x', /data", "'/a\\*b/c*', /a*b"})
  void only_the_directory_above_the_first_wildcard_is_listed(String glob, String directory) {
    assertThat(Glob.parse(glob)).allSatisfy(g -> assertThat(g.directory()).startsWith(directory));
  }
}
