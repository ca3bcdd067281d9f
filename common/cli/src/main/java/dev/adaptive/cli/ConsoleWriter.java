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

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Standard output. Tells a failure to write apart from all other failures, wherever it comes up.
 */
final class ConsoleWriter extends Writer {
  private final Writer out;
  private boolean failed;

  ConsoleWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    if (!failed) {
      try {
        out.write(buffer, offset, length);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  @Override
  public void write(String text) {
    write(text, 0, text.length());
  }

  @Override
  public void write(String text, int offset, int length) {
    if (!failed) {
      try {
        out.write(text, offset, length);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  @Override
  public void flush() {
    if (!failed) {
      try {
        out.flush();
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private OutputException failed(IOException e) {
    failed = true;
    return new OutputException(e);
  }

  /** Only flushes: standard output belongs to the process. */
  @Override
  public void close() {
    flush();
  }

  /** The output could not be written. */
  static final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputException(IOException cause) {
      super("cannot write the output: " + cause.getMessage(), cause);
    }

    /** Whether the reader of a pipe is gone, as {@code head} is when it has seen enough. */
    boolean isClosedPipe() {
      String message = String.valueOf(getCause().getMessage()).toLowerCase(Locale.ROOT);
      return message.contains("broken pipe") || message.contains("pipe is being closed");
    }
  }
}
