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
package dev.adaptive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adaptive.e2e.engine.EmbeddedEngine;
import dev.adaptive.e2e.engine.EngineVersion;
import dev.adaptive.e2e.engine.Installation;
import dev.adaptive.e2e.process.JavaProcess;
import dev.adaptive.e2e.query.DuckDbEngine;
import dev.adaptive.e2e.query.Query.Layout;
import dev.adaptive.e2e.query.ResultComparison;
import dev.adaptive.e2e.worker.Rows;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the README's code as printed, but for the directory of the data. */
class ReadmeIT {
  private static final String PLACEHOLDER = "/data/ticks/symbol";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Installation INSTALLATION = Installation.find();
  private static Path ticks;
  private static Rows tradesAndVwap;
  private static Rows largeTrades;

  @BeforeAll
  static void ask_duckdb() throws Exception {
    ticks = SharedTicks.in(INSTALLATION).tables().copies().get(Layout.SYMBOL);
    String apple = " FROM " + DuckDbEngine.table(ticks) + " WHERE symbol = 'AAPL'";
    try (DuckDbEngine duckDb = new DuckDbEngine(2)) {
      tradesAndVwap = duckDb.query("SELECT COUNT(*), SUM(price * size) / SUM(size)" + apple);
      largeTrades =
          duckDb.query("SELECT COUNT(*), SUM(price * size)" + apple + " AND size >= 1000");
    }
  }

  @Test
  void spark_sql() throws Exception {
    runSql("Spark SQL", EngineVersion.SPARK);
  }

  @Test
  void flink_sql() throws Exception {
    runSql("Flink SQL", EngineVersion.FLINK);
  }

  @Test
  void flink_data_stream() throws Exception {
    EngineVersion flink = EngineVersion.FLINK;
    String classPath =
        Stream.concat(Stream.of(INSTALLATION.flinkJar()), INSTALLATION.libraries(flink).stream())
            .map(Path::toString)
            .collect(Collectors.joining(":"));

    String output = runJava("Flink DataStream", "LargeTrades", classPath, flink.jvmArguments());

    Matcher printed =
        Pattern.compile("(\\d+) trades of 1000 or more shares, worth (\\S+)").matcher(output);
    assertThat(printed.find()).as(output).isTrue();
    Rows result = new Rows(List.of("trades", "value"));
    result.add(Long.valueOf(printed.group(1)), Double.valueOf(printed.group(2)));
    assertThat(ResultComparison.difference("DuckDB", largeTrades, "the program", result)).isEmpty();
  }

  @Test
  void java() throws Exception {
    String output = runJava("Java", "Vwap", System.getProperty("java.class.path"), List.of());

    Matcher printed = Pattern.compile("VWAP (\\S+)").matcher(output);
    assertThat(printed.find()).as(output).isTrue();
    double expected = Double.parseDouble(tradesAndVwap.rows().get(0).get(1).substring(1));
    assertThat(Double.parseDouble(printed.group(1))).isCloseTo(expected, within(expected * 1e-9));
    assertThat(output).contains("bytes read");
  }

  private static void runSql(String section, EngineVersion version) throws Exception {
    List<String> statements =
        Stream.of(block(section, "sql").split(";"))
            .map(String::strip)
            .filter(statement -> !statement.isEmpty())
            .toList();
    try (EmbeddedEngine engine =
        EmbeddedEngine.start(
            EmbeddedEngine.Setup.of(version, INSTALLATION),
            INSTALLATION,
            INSTALLATION.work("readme").resolve(version.directory()))) {
      for (String statement : statements.subList(0, statements.size() - 1)) {
        engine.execute(statement);
      }
      Rows rows = engine.query(statements.get(statements.size() - 1)).rows();
      assertThat(ResultComparison.difference("DuckDB", tradesAndVwap, section, rows)).isEmpty();
    }
  }

  private static String runJava(
      String section, String name, String classPath, List<String> jvmArguments)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(INSTALLATION.work("readme").resolve(name));
    Path source = Files.writeString(directory.resolve(name + ".java"), block(section, "java"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-classpath", classPath, "-d", directory.toString(), "-proc:none"),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    try (JavaProcess program =
        JavaProcess.of(name, name)
            .classPath(directory + ":" + classPath)
            .jvmArguments(jvmArguments)
            .jvmArguments("-Xmx1g")
            .start(directory)) {
      assertThat(program.waitFor(PATIENCE)).as(program.logTail()).isZero();
      return Files.readString(program.log());
    }
  }

  /** The first block of that language in that section, with the data's directory put in. */
  private static String block(String section, String language) throws IOException {
    String readme = Files.readString(INSTALLATION.root().resolve("README.md"));
    Matcher block =
        Pattern.compile(
                "^### " + section + "$.*?^```" + language + "$(.*?)^```$",
                Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(readme);
    assertThat(block.find()).as("a block of " + language + " in the section " + section).isTrue();
    assertThat(block.group(1)).contains(PLACEHOLDER);
    return block.group(1).replace(PLACEHOLDER, ticks.toString());
  }
}
