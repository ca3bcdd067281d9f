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

import dev.adaptive.error.AdaptiveException;
import dev.adaptive.memory.MemoryBudgetExceededException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line and an exit status. */
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  /** What a shell reports for a process that was ended by SIGPIPE. */
  private static final int CLOSED_PIPE = 141;

  private final AdaptiveCommand command;

  ErrorHandler(AdaptiveCommand command) {
    this.command = command;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult arguments) {
    if (e instanceof ParameterException usage) {
      return handleParseException(usage, arguments.originalArgs().toArray(String[]::new));
    }
    return report(e, line.getErr());
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("adaptive: " + firstLine(e.getMessage()));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    if (command.debug()) {
      e.printStackTrace(err);
    }
    return WRONG_USAGE;
  }

  /** Reports a failure and returns the exit status. */
  int report(Throwable e, PrintWriter err) {
    if (e instanceof ConsoleWriter.OutputException output && output.isClosedPipe()) {
      return CLOSED_PIPE;
    }
    err.println("adaptive: " + oneLine(describe(e)));
    if (command.debug()) {
      e.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  private String describe(Throwable e) {
    if (e instanceof AdaptiveException
        || e instanceof MemoryBudgetExceededException
        || e instanceof ConsoleWriter.OutputException) {
      return e.getMessage();
    }
    if (e instanceof OutOfMemoryError) {
      return "Java's heap is too small (" + e.getMessage() + "). Set ADAPTIVE_JAVA_OPTS=-Xmx1g";
    }
    return "unexpected error: " + e + (command.debug() ? "" : " (--debug shows where)");
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  /** Messages may quote text of a file or of the user. */
  private static String oneLine(String message) {
    return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
  }
}
