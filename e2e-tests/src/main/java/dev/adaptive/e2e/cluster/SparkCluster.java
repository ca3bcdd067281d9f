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
package dev.adaptive.e2e.cluster;

import dev.adaptive.e2e.engine.EngineVersion;
import dev.adaptive.e2e.engine.Installation;
import dev.adaptive.e2e.engine.Logging;
import dev.adaptive.e2e.process.Await;
import dev.adaptive.e2e.process.JavaProcess;
import dev.adaptive.e2e.worker.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Spark standalone cluster: a master and two workers, each a JVM of its own, on free ports of the
 * loopback interface.
 */
public final class SparkCluster implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration JOB = Duration.ofMinutes(5);
  private static final Pattern ALIVE = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");

  private final EngineVersion engine;
  private final Installation installation;
  private final Path directory;
  private final Path javaHome;
  private final List<JavaProcess> processes = new ArrayList<>();
  private final String master;
  private int jobs;

  private SparkCluster(
      EngineVersion engine,
      Installation installation,
      Path directory,
      Path javaHome,
      int masterPort) {
    this.engine = engine;
    this.installation = installation;
    this.directory = directory;
    this.javaHome = javaHome;
    this.master = "spark://127.0.0.1:" + masterPort;
  }

  /**
   * Starts the cluster and waits until both workers have registered.
   *
   * @param directory is emptied; gets the distribution, logs and work directories
   * @throws IllegalStateException if it does not come up; the message has the end of a log
   */
  public static SparkCluster start(
      EngineVersion engine, Installation installation, Path directory, Path javaHome)
      throws IOException, InterruptedException {
    Path home = directory.toAbsolutePath().normalize();
    Distribution.deleteTree(home);
    Distribution.linkJars(engine, installation, home.resolve("jars"));
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/log4j2.properties"), Logging.log4j("info"));
    List<Integer> ports = FreePorts.find(2 + WORKERS);
    SparkCluster cluster = new SparkCluster(engine, installation, home, javaHome, ports.get(0));
    try {
      cluster.startProcesses(ports);
    } catch (RuntimeException | IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private void startProcesses(List<Integer> ports) throws IOException, InterruptedException {
    int masterPort = ports.get(0);
    int webPort = ports.get(1);
    JavaProcess masterProcess =
        process("master", "org.apache.spark.deploy.master.Master", "-Xmx192m")
            .arguments(
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(masterPort),
                "--webui-port",
                String.valueOf(webPort))
            .start(directory);
    processes.add(masterProcess);
    Await.until("the master answers", START, masterProcess, () -> aliveWorkers(webPort) >= 0);
    for (int i = 1; i <= WORKERS; i++) {
      processes.add(
          process("worker-" + i, "org.apache.spark.deploy.worker.Worker", "-Xmx192m")
              .arguments("--host", "127.0.0.1", "--webui-port", String.valueOf(ports.get(1 + i)))
              .arguments(
                  "--cores",
                  "1",
                  "--memory",
                  "900m",
                  "--work-dir",
                  directory.resolve("work-" + i).toString(),
                  master)
              .start(directory));
    }
    Await.until(
        "both workers have registered",
        START,
        masterProcess,
        () -> aliveWorkers(webPort) == WORKERS);
  }

  private static int aliveWorkers(int webPort) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + webPort + "/json/"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Matcher matcher =
        ALIVE.matcher(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private JavaProcess.Builder process(String name, String mainClass, String heap) {
    return JavaProcess.of(name, mainClass)
        .javaHome(javaHome)
        .classPath(directory.resolve("conf") + ":" + directory.resolve("jars") + "/*")
        .jvmArguments(engine.jvmArguments())
        .jvmArguments(heap)
        .environment(
            Map.of(
                "SPARK_HOME", directory.toString(),
                "SPARK_CONF_DIR", directory.resolve("conf").toString(),
                "SPARK_SCALA_VERSION", engine.scala(),
                "SPARK_LOCAL_IP", "127.0.0.1",
                "SPARK_LOCAL_DIRS", directory.resolve("local").toString()));
  }

  /**
   * Submits a job that serves the requests, and waits for it: the way of a user, with the connector
   * given by {@code --jars}.
   *
   * @return the answers, in the requests' order
   * @throws IllegalStateException if the job fails
   */
  public List<Message> submit(List<Message> requests) throws IOException, InterruptedException {
    String name = "job-" + ++jobs;
    Path jar = Distribution.jobJar(engine, installation, directory.resolve(name + ".jar"));
    JobFiles files = JobFiles.write(directory, name, requests);
    try (JavaProcess submit =
        process(name, "org.apache.spark.deploy.SparkSubmit", "-Xmx512m")
            .arguments("--master", master, "--deploy-mode", "client", "--name", name)
            .arguments(
                "--class",
                "dev.adaptive.e2e.spark.SparkWorker",
                "--jars",
                installation.sparkJar().toString())
            .arguments(
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1")
            .arguments(
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.executor.cores=1")
            .arguments(
                "--conf",
                "spark.executor.extraJavaOptions=-Duser.timezone=UTC -XX:MaxDirectMemorySize=320m")
            .arguments(
                "--conf",
                "spark.sql.session.timeZone=UTC",
                "--conf",
                "spark.sql.datetime.java8API.enabled=true")
            .arguments("--conf", "spark.sql.shuffle.partitions=4")
            // both executors take part from the first stage on
            .arguments(
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "--conf",
                "spark.cores.max=2")
            .arguments(jar.toString(), files.requests().toString(), files.answers().toString())
            .start(directory)) {
      int exit = submit.waitFor(JOB);
      return files.answers(exit, submit);
    }
  }

  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).close();
    }
  }
}
