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
package dev.adaptive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void usage_names_the_commands() {
    CommandRun run = CommandRun.of("--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: adaptive", "inspect", "scan");
    assertThat(CommandRun.of("--version").out()).startsWith("adaptive ").contains("Java ");
  }

  @Test
  void wrong_usage_is_told_with_a_suggestion() {
    CommandRun run = CommandRun.of("inspct");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("adaptive: ").contains("inspct", "Did you mean", "inspect");
    assertThat(CommandRun.of().err()).startsWith("adaptive: which command?");
    assertThat(CommandRun.of("scan", "x", "--colums", "a").err()).contains("--columns");
  }

  @Test
  void a_stack_trace_is_shown_only_when_asked_for() {
    assertThat(CommandRun.of("scan", "/nowhere").err()).doesNotContain("\tat ");
    assertThat(CommandRun.of("scan", "/nowhere", "--debug").err()).contains("\tat ");
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            new ConsoleWriter(new StringWriter()), new PrintWriter(err), true, "scan", "/nowhere");
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void a_closed_pipe_ends_quietly_and_a_full_disk_does_not() {
    StringWriter err = new StringWriter();
    assertThat(runWith(new Failing("Broken pipe"), err)).isEqualTo(141);
    assertThat(err.toString()).isEmpty();
    assertThat(runWith(new Failing("No space left on device"), err)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("adaptive: cannot write the output: No space left on device\n");
  }

  private static int runWith(Writer out, StringWriter err) {
    return Main.run(new ConsoleWriter(out), new PrintWriter(err), false, "--help");
  }

  private static final class Failing extends Writer {
    private final String message;

    Failing(String message) {
      this.message = message;
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
      throw new IOException(message);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
