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
package dev.adaptive.e2e.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own. What it prints to standard error goes to a log file, and standard output too
 * unless it is piped. It and its descendants are killed by {@link #close}, and when this JVM ends.
 */
public final class JavaProcess implements AutoCloseable {
  private static final int TAIL_BYTES = 6_000;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread onExit;

  private JavaProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.onExit = new Thread(this::killTree, "kill " + name);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  public static Builder of(String name, String mainClass) {
    return new Builder(name, mainClass);
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public OutputStream stdin() {
    return process.getOutputStream();
  }

  /** What the process prints to standard output, if it is piped; else empty. */
  public InputStream stdout() {
    return process.getInputStream();
  }

  public Path log() {
    return log;
  }

  /**
   * Waits for the process to end by itself.
   *
   * @return its exit code
   * @throws IllegalStateException if it still runs after that time
   */
  public int waitFor(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(name + " still runs after " + atMost + "; " + logTail());
    }
    return process.exitValue();
  }

  /** The log's last lines, for messages. */
  public String logTail() {
    return tail(log);
  }

  static String tail(Path log) {
    try {
      byte[] bytes = Files.readAllBytes(log);
      int from = Math.max(0, bytes.length - TAIL_BYTES);
      return "the end of "
          + log
          + ":\n"
          + new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return log + " cannot be read: " + e;
    }
  }

  /** Kills this one process at once, as a crash would (SIGKILL), and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    killTree();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // this JVM is ending and runs the hook itself
    }
  }

  private void killTree() {
    List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
    tree.add(process.toHandle());
    tree.forEach(ProcessHandle::destroyForcibly);
    tree.forEach(
        handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(e -> null).join());
  }

  /** How the process is started. */
  public static final class Builder {
    private final String name;
    private final String mainClass;
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String classPath = "";
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private boolean piped;

    private Builder(String name, String mainClass) {
      this.name = name;
      this.mainClass = mainClass;
    }

    public Builder javaHome(Path home) {
      javaHome = home;
      return this;
    }

    public Builder classPath(String entries) {
      classPath = entries;
      return this;
    }

    public Builder jvmArguments(List<String> more) {
      jvmArguments.addAll(more);
      return this;
    }

    public Builder jvmArguments(String... more) {
      return jvmArguments(List.of(more));
    }

    public Builder arguments(List<String> more) {
      arguments.addAll(more);
      return this;
    }

    public Builder arguments(String... more) {
      return arguments(List.of(more));
    }

    public Builder environment(Map<String, String> more) {
      environment.putAll(more);
      return this;
    }

    /** Standard output can be read by this JVM rather than going to the log. */
    public Builder piped() {
      piped = true;
      return this;
    }

    /**
     * Starts it.
     *
     * @param directory its working directory; gets {@code <name>.log}
     */
    public JavaProcess start(Path directory) throws IOException {
      Files.createDirectories(directory);
      Path log = directory.resolve(name + ".log");
      List<String> command = new ArrayList<>();
      command.add(javaHome.resolve("bin/java").toString());
      command.addAll(jvmArguments);
      command.add("-cp");
      command.add(classPath);
      command.add(mainClass);
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      // one of the surroundings' JVM options, say a debugger's, must not reach a whole cluster
      builder
          .environment()
          .keySet()
          .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "SPARK_HOME", "FLINK_HOME"));
      builder.environment().put("JAVA_HOME", javaHome.toString());
      builder.environment().putAll(environment);
      builder.redirectError(log.toFile());
      if (!piped) {
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
      }
      return new JavaProcess(name, builder.start(), log);
    }
  }
}
