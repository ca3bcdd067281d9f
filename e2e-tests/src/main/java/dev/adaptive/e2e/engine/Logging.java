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

/** The logging of engine JVMs: to standard error, which goes to the process's log file. */
public final class Logging {
  private Logging() {}

  /** A configuration for Log4j 2 with that level for everything. */
  public static String log4j(String level) {
    return """
    rootLogger.level = %s
    rootLogger.appenderRef.console.ref = console
    appender.console.name = console
    appender.console.type = CONSOLE
    appender.console.target = SYSTEM_ERR
    appender.console.layout.type = PatternLayout
    appender.console.layout.pattern = %%d{HH:mm:ss.SSS} %%-5p %%c{1} - %%m%%n%%ex
    """
        .formatted(level);
  }
}
