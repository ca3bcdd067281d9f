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

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The {@code adaptive} command. */
public final class Main {
  private static final int OUTPUT_BUFFER = 1 << 16;

  private Main() {}

  public static void main(String[] arguments) {
    // not System.out: a PrintStream keeps to itself that nobody reads any more
    ConsoleWriter out =
        new ConsoleWriter(
            new BufferedWriter(
                new OutputStreamWriter(
                    new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8),
                OUTPUT_BUFFER));
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    boolean debug = "1".equals(System.getenv("ADAPTIVE_DEBUG"));
    System.exit(run(out, err, debug, arguments));
  }

  /**
   * Runs one command.
   *
   * @param debug whether errors show their stack trace although {@code --debug} is not given
   * @return the exit status: 0, 1 for an error, 2 for wrong usage, 141 if nobody reads the output
   *     any more
   */
  static int run(ConsoleWriter out, PrintWriter err, boolean debug, String... arguments) {
    StringWriter help = new StringWriter();
    AdaptiveCommand adaptive = new AdaptiveCommand(debug);
    ErrorHandler errors = new ErrorHandler(adaptive);
    CommandLine command =
        new CommandLine(adaptive)
            .addSubcommand(new InspectCommand(out, errors))
            .addSubcommand(new ScanCommand(out))
            .addSubcommand(new PlanCommand(out))
            // what picocli prints itself is small, and its handling of errors does not cover its
            // own output
            .setOut(new PrintWriter(help))
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(errors)
            .setParameterExceptionHandler(errors);
    try {
      int status = command.execute(arguments);
      command.getOut().flush();
      out.write(help.toString());
      out.flush();
      return status;
    } catch (ConsoleWriter.OutputException | OutOfMemoryError | StackOverflowError e) {
      return errors.report(e, err);
    }
  }
}
