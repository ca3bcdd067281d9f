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
package dev.adaptive.error;

import java.util.Collection;

/** An option is unknown, or its value is not one of those allowed. */
public final class InvalidOptionException extends AdaptiveException {
  private static final long serialVersionUID = 1L;

  public InvalidOptionException(String message, Throwable cause) {
    super(message, cause);
  }

  public InvalidOptionException(String message) {
    super(message);
  }

  /** The error for a key that no option has; names the nearest one. */
  public static InvalidOptionException unknown(String key, Collection<String> known) {
    return new InvalidOptionException("unknown option '" + key + "'" + Nearest.hint(key, known));
  }
}
