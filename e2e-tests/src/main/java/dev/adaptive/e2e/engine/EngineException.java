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

/** A statement failed inside an engine. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String trace;

  EngineException(String engine, String sql, String message, String trace) {
    super(engine + ": " + message + "\nin: " + sql);
    this.trace = trace;
  }

  /** The stack trace in the engine's JVM. */
  public String trace() {
    return trace;
  }
}
