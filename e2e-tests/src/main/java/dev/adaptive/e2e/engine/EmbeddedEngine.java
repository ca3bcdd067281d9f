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
package dev.adaptive.e2e.engine;

import dev.adaptive.e2e.process.JavaProcess;
import dev.adaptive.e2e.worker.EngineWorker;
import dev.adaptive.e2e.worker.Message;
import dev.adaptive.e2e.worker.Rows;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An engine embedded in a JVM of its own, driven with SQL. Its class path is the engine's, the
 * connector jars and the worker; so nothing of this JVM can help a jar that is not complete. Not
 * thread-safe.
 */
public final class EmbeddedEngine implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private final JavaProcess process;
  private final BufferedWriter requests;

  /** Lines from the engine; an empty one behind the last. */
  private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

  private final Path directory;
  private int results;

  /** A query's rows and the metrics of its sources. */
  public record Result(Rows rows, double seconds, Map<String, Long> metrics) {}

  private EmbeddedEngine(JavaProcess process, Path directory) {
    this.process = process;
    this.directory = directory;
    this.requests =
        new BufferedWriter(new OutputStreamWriter(process.stdin(), StandardCharsets.UTF_8));
    Thread reader = new Thread(this::readAnswers, "answers of " + process.name());
    reader.setDaemon(true);
    reader.start();
  }

  /** What to start. */
  public record Setup(
      EngineVersion engine,
      int threads,
      int heapMegabytes,
      int directMegabytes,
      Path javaHome,
      List<Path> connectors) {

    /** That engine with its connector, on the Java that runs this. */
    public static Setup of(EngineVersion engine, Installation installation) {
      return new Setup(
          engine,
          2,
          1536,
          1024,
          Path.of(System.getProperty("java.home")),
          List.of(engine.connector(installation)));
    }

    public Setup withJava(Path home) {
      return new Setup(engine, threads, heapMegabytes, directMegabytes, home, connectors);
    }

    public Setup withConnectors(List<Path> jars) {
      return new Setup(engine, threads, heapMegabytes, directMegabytes, javaHome, jars);
    }
  }

  /**
   * Starts the JVM and waits until the engine answers.
   *
   * @param directory for logs, results and the engine's temporary files
   */
  public static EmbeddedEngine start(Setup setup, Installation installation, Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    EngineVersion engine = setup.engine();
    String classPath =
        Stream.of(
                Stream.of(installation.jobClasses(engine)),
                setup.connectors().stream(),
                installation.libraries(engine).stream())
            .flatMap(paths -> paths)
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator")));
    JavaProcess process =
        JavaProcess.of(
                engine.directory(),
                engine.isSpark()
                    ? "dev.adaptive.e2e.spark.SparkWorker"
                    : "dev.adaptive.e2e.flink.FlinkWorker")
            .javaHome(setup.javaHome())
            .classPath(classPath)
            .jvmArguments(engine.jvmArguments())
            .jvmArguments(
                "-Xmx" + setup.heapMegabytes() + "m",
                "-XX:MaxDirectMemorySize=" + setup.directMegabytes() + "m")
            .jvmArguments(
                "-Djava.io.tmpdir="
                    + Files.createDirectories(directory.resolve("tmp").toAbsolutePath()))
            .jvmArguments(
                engine.isSpark()
                    ? sparkProperties(setup, directory)
                    : flinkProperties(setup, directory))
            .piped()
            .start(directory);
    EmbeddedEngine started = new EmbeddedEngine(process, directory.toAbsolutePath());
    try {
      started.request(new Message("info"));
    } catch (RuntimeException | IOException | InterruptedException e) {
      started.close();
      throw e;
    }
    return started;
  }

  private static List<String> sparkProperties(Setup setup, Path directory) throws IOException {
    Path log4j = directory.resolve("log4j2.properties").toAbsolutePath();
    Files.writeString(log4j, Logging.log4j("warn"));
    return List.of(
        "-Dlog4j2.configurationFile=" + log4j,
        "-Dspark.master=local[" + setup.threads() + "]",
        "-Dspark.ui.enabled=false",
        "-Dspark.driver.host=127.0.0.1",
        "-Dspark.driver.bindAddress=127.0.0.1",
        "-Dspark.local.dir=" + directory.resolve("tmp").toAbsolutePath(),
        "-Dspark.sql.warehouse.dir=" + directory.resolve("warehouse").toAbsolutePath(),
        "-Dspark.sql.session.timeZone=UTC",
        "-Dspark.sql.datetime.java8API.enabled=true",
        // one task per thread after a shuffle: the default of 200 is for clusters
        "-Dspark.sql.shuffle.partitions=" + setup.threads());
  }

  private static List<String> flinkProperties(Setup setup, Path directory) throws IOException {
    Path log4j = directory.resolve("log4j2.properties").toAbsolutePath();
    Files.writeString(log4j, Logging.log4j("warn"));
    return List.of(
        "-Dlog4j.configurationFile=" + log4j,
        "-Dflink.parallelism.default=" + setup.threads(),
        "-Dflink.taskmanager.memory.managed.size=512m",
        "-Dflink.taskmanager.memory.network.min=96m",
        "-Dflink.taskmanager.memory.network.max=96m",
        // results come in few large pieces
        "-Dflink.pekko.framesize=67108864b",
        "-Dflink.rest.server.max-content-length=134217728",
        "-Dflink.rest.client.max-content-length=134217728",
        "-Dflink.collect-sink.batch-size.max=4mb",
        "-Dflink.io.tmp.dirs=" + directory.resolve("tmp").toAbsolutePath());
  }

  /** The engine's name and version, and its Java. */
  public String version() throws IOException, InterruptedException {
    Message info = request(new Message("info"));
    return info.get("engine") + ", Java " + info.get("java");
  }

  /** Executes a statement that has no result. */
  public void execute(String sql) throws IOException, InterruptedException {
    request(new Message("sql").with("sql", sql));
  }

  /** Runs a query and returns its rows, in no particular order. */
  public Result query(String sql) throws IOException, InterruptedException {
    Path file = directory.resolve("result-" + results++ + ".tsv");
    Message answer = request(new Message("query").with("sql", sql).with("file", file));
    Map<String, Long> metrics = new TreeMap<>();
    answer
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith(EngineWorker.METRIC)) {
                metrics.put(name.substring(EngineWorker.METRIC.length()), Long.valueOf(value));
              }
            });
    Rows rows = Rows.read(file);
    Files.delete(file);
    return new Result(rows, Long.parseLong(answer.get("nanos")) / 1e9, metrics);
  }

  /** Runs a query to its end, throwing away the rows; returns the seconds it took. */
  public double drain(String sql) throws IOException, InterruptedException {
    return Long.parseLong(request(new Message("drain").with("sql", sql)).get("nanos")) / 1e9;
  }

  /** The engine's explanation of how it runs the query. */
  public String explain(String sql) throws IOException, InterruptedException {
    return request(new Message("plan").with("sql", sql)).get("plan");
  }

  private Message request(Message request) throws IOException, InterruptedException {
    try {
      requests.write(request.encode());
      requests.newLine();
      requests.flush();
    } catch (IOException e) {
      throw new IOException(process.name() + " has ended; " + process.logTail(), e);
    }
    Optional<String> received = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (received == null || received.isEmpty()) {
      throw new IOException(
          process.name()
              + (received == null ? " does not answer; " : " has ended; ")
              + process.logTail());
    }
    String line = received.get();
    Message answer = Message.decode(line);
    if (answer.kind().equals(Message.ERROR)) {
      throw new EngineException(
          process.name(),
          request.values().getOrDefault("sql", request.kind()),
          answer.get("message"),
          answer.get("trace"));
    }
    if (!answer.kind().equals(Message.OK)) {
      throw new IOException(process.name() + " answered with what is no answer: " + line);
    }
    return answer;
  }

  private void readAnswers() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        answers.add(Optional.of(line));
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    } finally {
      answers.add(Optional.empty());
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
