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
package dev.adaptive;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules that ARCHITECTURE.md states about who may know whom, for the classes of the core. */
@AnalyzeClasses(packages = "dev.adaptive", importOptions = DoNotIncludeTests.class)
@ArchTag("check")
class ArchitectureTest {

  private static final String ROOT = "dev.adaptive";

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices()
          .matching(ROOT + ".(**)")
          .should()
          .beFreeOfCycles()
          .because("a package that can be understood alone can be changed alone");

  @ArchTest
  static final ArchRule expressions_and_memory_know_only_the_jdk =
      classes()
          .that(resideInAnyPackage(ROOT + ".expr..", ROOT + ".memory.."))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "sun.misc..", "com.sun.management..")
                  .or(resideInAnyPackage(ROOT + ".expr..", ROOT + ".memory.."))
                  .or(
                      describe(
                          "base class of errors",
                          c -> c.getName().equals(ROOT + ".error.AdaptiveException"))));

  @ArchTest
  static final ArchRule expressions_and_memory_do_not_know_each_other =
      noClasses()
          .that(resideInAnyPackage(ROOT + ".expr.."))
          .should()
          .dependOnClassesThat(resideInAnyPackage(ROOT + ".memory.."));

  @ArchTest
  static final ArchRule decoders_know_only_the_buffers_they_write_to =
      classes()
          .that(resideInAnyPackage(ROOT + ".parquet.decode.."))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  ROOT + ".parquet.decode..",
                  ROOT + ".batch..",
                  ROOT + ".memory..",
                  ROOT + ".schema..",
                  ROOT + ".error.."))
          .because("decoding is tested value by value, without a file, a footer or an engine");

  @ArchTest
  static final ArchRule only_the_metadata_package_knows_parquet_java =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".parquet.meta..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.parquet..", "shaded.parquet.."))
          .because("the engine jars relocate it, so it may appear in no signature that others see");

  @ArchTest
  static final ArchRule only_the_arrow_format_knows_arrow =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".format.arrow..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.arrow..")
          .because("vectors are our own buffers in Arrow's memory layout");

  @ArchTest
  static final ArchRule the_core_knows_no_engine_no_hadoop_and_no_cloud =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.flink..",
                  "org.apache.spark..",
                  "org.apache.hadoop..",
                  "org.apache.kafka..",
                  "scala..",
                  "software.amazon..",
                  "com.amazonaws..",
                  "com.azure..",
                  "com.google.cloud.."));

  @ArchTest
  static final ArchRule static_fields_are_final =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("several readers with different settings live in one JVM");

  @ArchTest
  static final ArchRule there_are_no_thread_locals =
      noClasses()
          .should()
          .dependOnClassesThat(assignableTo(ThreadLocal.class))
          .because("an engine's threads outlive our classes: a thread local would pin them");

  @ArchTest
  static final ArchRule unsafe_is_used_in_one_class =
      noClasses()
          .that(describe("are not DirectMemory", c -> !isOrIsIn(c, ROOT + ".memory.DirectMemory")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("sun..", "jdk.internal.."))
          .because("what replaces it in a later JDK must be written in one place only");

  private static boolean isOrIsIn(JavaClass type, String outermost) {
    return type.getName().equals(outermost) || type.getName().startsWith(outermost + "$");
  }
}
