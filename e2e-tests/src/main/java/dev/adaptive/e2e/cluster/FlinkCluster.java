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
 * A Flink session cluster: a job manager and two task managers of two slots each, each a JVM of its
 * own, on free ports of the loopback interface. Streaming jobs make two checkpoints a second, in
 * the cluster's directory.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final int TASK_MANAGERS = 2;
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration JOB = Duration.ofMinutes(5);

  /** Where the connector's jar is put. */
  public enum Placement {
    /** In the cluster's {@code lib}, for all jobs. */
    LIB,
    /** Next to the job's jar, in the job's own class loader ({@code flink run -C}). */
    JOB
  }

  private final EngineVersion engine;
  private final Installation installation;
  private final Path directory;
  private final Path javaHome;
  private final Placement placement;
  private final int restPort;
  private final List<JavaProcess> processes = new ArrayList<>();
  private int jobs;

  private FlinkCluster(
      EngineVersion engine,
      Installation installation,
      Path directory,
      Path javaHome,
      Placement placement,
      int restPort) {
    this.engine = engine;
    this.installation = installation;
    this.directory = directory;
    this.javaHome = javaHome;
    this.placement = placement;
    this.restPort = restPort;
  }

  /**
   * Starts the cluster and waits until both task managers have registered.
   *
   * @param directory is emptied; gets the distribution, logs, checkpoints and temporary files
   * @throws IllegalStateException if it does not come up; the message has the end of a log
   */
  public static FlinkCluster start(
      EngineVersion engine,
      Installation installation,
      Path directory,
      Path javaHome,
      Placement placement)
      throws IOException, InterruptedException {
    Path home = directory.toAbsolutePath().normalize();
    Distribution.deleteTree(home);
    Distribution.linkJars(engine, installation, home.resolve("lib"));
    if (placement == Placement.LIB) {
      Path jar = installation.flinkJar();
      Files.createSymbolicLink(home.resolve("lib").resolve(jar.getFileName()), jar);
    }
    Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(home.resolve("tmp"));
    Files.writeString(home.resolve("conf/log4j.properties"), Logging.log4j("info"));
    List<Integer> ports = FreePorts.find(3);
    Files.writeString(home.resolve("conf/config.yaml"), configuration(home, ports));
    FlinkCluster cluster =
        new FlinkCluster(engine, installation, home, javaHome, placement, ports.get(0));
    try {
      cluster.startProcesses();
    } catch (RuntimeException | IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /**
   * Flink's shell scripts would compute the memory of each part; without them every part is given.
   */
  private static String configuration(Path home, List<Integer> ports) {
    return """
    rest.address: 127.0.0.1
    rest.bind-address: 127.0.0.1
    rest.port: %d
    jobmanager.rpc.address: 127.0.0.1
    jobmanager.rpc.port: %d
    jobmanager.bind-host: 127.0.0.1
    jobmanager.memory.process.size: 800m
    blob.server.port: %d
    taskmanager.host: 127.0.0.1
    taskmanager.bind-host: 127.0.0.1
    taskmanager.numberOfTaskSlots: 2
    taskmanager.cpu.cores: 2.0
    taskmanager.memory.framework.heap.size: 96m
    taskmanager.memory.framework.off-heap.size: 64m
    taskmanager.memory.task.heap.size: 256m
    taskmanager.memory.task.off-heap.size: 256m
    taskmanager.memory.managed.size: 96m
    taskmanager.memory.network.min: 32m
    taskmanager.memory.network.max: 32m
    taskmanager.memory.jvm-metaspace.size: 192m
    taskmanager.memory.jvm-overhead.min: 128m
    taskmanager.memory.jvm-overhead.max: 128m
    parallelism.default: 2
    execution.checkpointing.interval: 500ms
    execution.checkpointing.dir: file://%s/checkpoints
    state.checkpoints.dir: file://%s/checkpoints
    restart-strategy.type: fixed-delay
    restart-strategy.fixed-delay.attempts: 10
    restart-strategy.fixed-delay.delay: 200ms
    heartbeat.interval: 1000
    heartbeat.timeout: 8000
    io.tmp.dirs: %s/tmp
    """
        .formatted(ports.get(0), ports.get(1), ports.get(2), home, home, home);
  }

  private void startProcesses() throws IOException, InterruptedException {
    JavaProcess jobManager =
        process(
                "jobmanager",
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "-Xmx320m",
                "-XX:MaxMetaspaceSize=256m")
            .arguments(
                "--configDir", directory.resolve("conf").toString(), "--executionMode", "cluster")
            .start(directory);
    processes.add(jobManager);
    Await.until(
        "the job manager answers",
        START,
        jobManager,
        () -> rest("/overview").contains("taskmanagers"));
    for (int i = 1; i <= TASK_MANAGERS; i++) {
      processes.add(
          process(
                  "taskmanager-" + i,
                  "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                  "-Xmx352m",
                  "-XX:MaxDirectMemorySize=352m",
                  "-XX:MaxMetaspaceSize=192m")
              .arguments("--configDir", directory.resolve("conf").toString())
              .start(directory));
    }
    Await.until(
        "both task managers have registered",
        START,
        jobManager,
        () -> rest("/overview").contains("\"taskmanagers\":" + TASK_MANAGERS));
  }

  private JavaProcess.Builder process(String name, String mainClass, String... memory) {
    return JavaProcess.of(name, mainClass)
        .javaHome(javaHome)
        .classPath(directory.resolve("lib") + "/*")
        .jvmArguments(engine.jvmArguments())
        .jvmArguments(memory)
        .jvmArguments("-Dlog4j.configurationFile=" + directory.resolve("conf/log4j.properties"))
        .environment(
            Map.of(
                "FLINK_CONF_DIR",
                directory.resolve("conf").toString(),
                "FLINK_LIB_DIR",
                directory.resolve("lib").toString()));
  }

  /** A job that was submitted and may still run. */
  public final class Job implements AutoCloseable {
    private final JavaProcess submit;
    private final JobFiles files;

    private Job(JavaProcess submit, JobFiles files) {
      this.submit = submit;
      this.files = files;
    }

    /**
     * Waits for the job's end.
     *
     * @return the answers, in the requests' order
     * @throws IllegalStateException if the job fails
     */
    public List<Message> await() throws IOException, InterruptedException {
      return files.answers(submit.waitFor(JOB), submit);
    }

    /** Waits until the one running job of the cluster has completed so many checkpoints. */
    public void awaitCheckpoints(int count) throws InterruptedException {
      Await.until(
          count + " checkpoints are complete", JOB, submit, () -> completedCheckpoints() >= count);
    }

    @Override
    public void close() {
      submit.close();
    }
  }

  /**
   * Submits a job that serves the requests with {@code flink run}.
   *
   * @param streaming whether the tables are read in streaming mode rather than as a batch
   */
  public Job submit(List<Message> requests, boolean streaming) throws IOException {
    String name = "job-" + ++jobs;
    Path jar = Distribution.jobJar(engine, installation, directory.resolve(name + ".jar"));
    JobFiles files = JobFiles.write(directory, name, requests);
    List<String> arguments =
        new ArrayList<>(List.of("run", "-c", "dev.adaptive.e2e.flink.FlinkWorker"));
    if (placement == Placement.JOB) {
      arguments.add("-C");
      arguments.add(installation.flinkJar().toUri().toString());
    }
    arguments.add(jar.toString());
    arguments.add(files.requests().toString());
    arguments.add(files.answers().toString());
    arguments.add(streaming ? "streaming" : "batch");
    return new Job(
        process(name, "org.apache.flink.client.cli.CliFrontend", "-Xmx320m")
            .arguments(arguments)
            .start(directory),
        files);
  }

  /** {@link #submit} and {@link Job#await} for a batch. */
  public List<Message> run(List<Message> requests) throws IOException, InterruptedException {
    try (Job job = submit(requests, false)) {
      return job.await();
    }
  }

  /** Whether the job manager has restored a job from a checkpoint since the cluster started. */
  public boolean hasRestoredFromCheckpoint() throws IOException {
    return Pattern.compile("Restoring job \\w+ from Checkpoint")
        .matcher(Files.readString(processes.get(0).log()))
        .find();
  }

  /** Kills a task manager that runs tasks, as a crash would, and says which. */
  public String killBusyTaskManager() throws IOException, InterruptedException {
    for (int i = processes.size() - 1; i > 0; i--) {
      JavaProcess taskManager = processes.get(i);
      if (taskManager.isAlive() && runsTasks(taskManager)) {
        taskManager.kill();
        return taskManager.name();
      }
    }
    throw new IllegalStateException("no task manager runs a task");
  }

  /** A slot in use is one that the resource manager does not count as free. */
  private boolean runsTasks(JavaProcess taskManager) throws IOException, InterruptedException {
    // a task manager does not know its number; its log has the id under which the job manager knows
    // it
    Matcher id =
        Pattern.compile("\"id\":\"([^\"]+)\"[^}]*?\"slotsNumber\":(\\d+),\"freeSlots\":(\\d+)")
            .matcher(rest("/taskmanagers"));
    String log = Files.readString(taskManager.log());
    while (id.find()) {
      if (log.contains(id.group(1))
          && Integer.parseInt(id.group(3)) < Integer.parseInt(id.group(2))) {
        return true;
      }
    }
    return false;
  }

  private int completedCheckpoints() throws IOException, InterruptedException {
    Matcher job =
        Pattern.compile("\"id\":\"([0-9a-f]{32})\",\"status\":\"RUNNING\"").matcher(rest("/jobs"));
    if (!job.find()) {
      return 0;
    }
    Matcher completed =
        Pattern.compile("\"completed\":(\\d+)")
            .matcher(rest("/jobs/" + job.group(1) + "/checkpoints"));
    return completed.find() ? Integer.parseInt(completed.group(1)) : 0;
  }

  private String rest(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).close();
    }
  }
}
