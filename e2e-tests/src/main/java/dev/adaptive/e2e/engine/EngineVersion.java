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

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engine versions that the connectors are run on: the newest and the oldest supported line of
 * each.
 */
public enum EngineVersion {
  SPARK("spark-4.2", true, "2.13"),
  SPARK_OLDEST("spark-3.5", true, "2.12"),
  FLINK("flink-2.3", false, null),
  FLINK_OLDEST("flink-1.20", false, null);

  private final String directory;
  private final boolean spark;
  private final String scala;

  EngineVersion(String directory, boolean spark, String scala) {
    this.directory = directory;
    this.spark = spark;
    this.scala = scala;
  }

  /** The name of its module below {@code e2e-tests/engines}. */
  public String directory() {
    return directory;
  }

  public boolean isSpark() {
    return spark;
  }

  /** The Scala line of a Spark; null for Flink. */
  public String scala() {
    return scala;
  }

  /** The connector jar for this engine. */
  public Path connector(Installation installation) {
    return spark ? installation.sparkJar() : installation.flinkJar();
  }

  /** The arguments that this engine's own launcher gives to every JVM. */
  public List<String> jvmArguments() {
    return spark ? opens(SPARK_OPENS, "--add-modules=jdk.incubator.vector") : opens(FLINK_OPENS);
  }

  // of Spark's JavaModuleOptions
  private static final String SPARK_OPENS =
      "java.base/java.lang java.base/java.lang.invoke java.base/java.lang.reflect java.base/java.io"
          + " java.base/java.net java.base/java.nio java.base/java.util"
          + " java.base/java.util.concurrent java.base/java.util.concurrent.atomic"
          + " java.base/jdk.internal.ref java.base/sun.nio.ch java.base/sun.nio.cs"
          + " java.base/sun.security.action java.base/sun.util.calendar"
          + " java.security.jgss/sun.security.krb5";

  // of env.java.opts.all in Flink's default configuration
  private static final String FLINK_OPENS =
      "java.base/java.lang java.base/java.net java.base/java.io java.base/java.nio"
          + " java.base/sun.nio.ch java.base/java.lang.reflect java.base/java.text"
          + " java.base/java.time java.base/java.util java.base/java.util.concurrent"
          + " java.base/java.util.concurrent.atomic java.base/java.util.concurrent.locks";

  private static List<String> opens(String packages, String... more) {
    return Stream.concat(
            Stream.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Duser.timezone=UTC"),
            Stream.concat(
                Arrays.stream(more),
                Arrays.stream(packages.split(" "))
                    .map(name -> "--add-opens=" + name + "=ALL-UNNAMED")))
        .toList();
  }
}
