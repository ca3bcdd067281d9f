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
package dev.adaptive.e2e.worker;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs SQL on an engine for another JVM. Requests:
 *
 * <ul>
 *   <li>{@code info}: answers {@code engine} and {@code java}, their versions
 *   <li>{@code sql}: executes the statement {@code sql}, one without a result
 *   <li>{@code query}: runs {@code sql} and writes its result ({@link Rows}) to {@code file};
 *       answers {@code rows}, {@code nanos} and the sources' metrics
 *   <li>{@code drain}: runs {@code sql} and throws its rows away; answers {@code nanos}
 *   <li>{@code plan}: answers {@code plan}, the engine's explanation of {@code sql}
 * </ul>
 *
 * A failed request is answered by an error and does not end the worker.
 */
public abstract class EngineWorker implements AutoCloseable {
  /** Before the names of metrics in an answer. */
  public static final String METRIC = "metric.";

  /** The engine's name and version. */
  protected abstract String engine();

  protected abstract void execute(String sql) throws Exception;

  /**
   * Runs a query and collects its rows.
   *
   * @param metrics takes the sources' metrics by name, added up over tasks; the highest value for a
   *     peak
   */
  protected abstract Rows query(String sql, Map<String, Long> metrics) throws Exception;

  /** Runs a query to its end without keeping a row. */
  protected abstract void drain(String sql) throws Exception;

  protected abstract String explain(String sql) throws Exception;

  /**
   * Serves requests from standard input, answers on standard output, until the input ends. Whatever
   * else is printed in this JVM goes to standard error.
   */
  protected final void serve() throws IOException {
    System.setOut(System.err);
    try (BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out =
            new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(answer(Message.decode(line)).encode());
      }
    }
  }

  /** Serves the requests of a file in order, up to the first that fails; one answer per line. */
  protected final boolean serve(Path requests, Path answers) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean ok = true;
    for (String line : Files.readAllLines(requests)) {
      Message answer = answer(Message.decode(line));
      lines.add(answer.encode());
      ok = answer.kind().equals(Message.OK);
      if (!ok) {
        break;
      }
    }
    Files.write(answers, lines);
    return ok;
  }

  // whatever a request throws, an Error of the linker too, is its answer: the other side decides
  @SuppressWarnings("CatchThrowable")
  private Message answer(Message request) {
    try {
      return handle(request);
    } catch (Throwable e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return new Message(Message.ERROR).with("message", e).with("trace", trace);
    }
  }

  private Message handle(Message request) throws Exception {
    Message ok = new Message(Message.OK);
    switch (request.kind()) {
      case "info" -> {
        return ok.with("engine", engine()).with("java", System.getProperty("java.version"));
      }
      case "sql" -> {
        execute(request.get("sql"));
        return ok;
      }
      case "query" -> {
        Map<String, Long> metrics = new TreeMap<>();
        long start = System.nanoTime();
        Rows rows = query(request.get("sql"), metrics);
        long nanos = System.nanoTime() - start;
        rows.write(Path.of(request.get("file")));
        Message answer = ok.with("nanos", nanos).with("rows", rows.rows().size());
        for (Map.Entry<String, Long> metric : metrics.entrySet()) {
          answer = answer.with(METRIC + metric.getKey(), metric.getValue());
        }
        return answer;
      }
      case "drain" -> {
        long start = System.nanoTime();
        drain(request.get("sql"));
        return ok.with("nanos", System.nanoTime() - start);
      }
      case "plan" -> {
        return ok.with("plan", explain(request.get("sql")));
      }
      default -> throw new IllegalArgumentException("unknown request '" + request.kind() + "'");
    }
  }
}
