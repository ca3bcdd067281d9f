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
package dev.adaptive.format;

import dev.adaptive.error.InvalidOptionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the formats that are on the class path. */
public final class Formats {
  private Formats() {}

  /**
   * The format of that name.
   *
   * @param name as {@link Format#name} returns it
   * @throws InvalidOptionException if there is none; names those that are there
   */
  public static Format find(String name) {
    List<String> available = new ArrayList<>();
    // by our own class loader: an engine's thread may carry one that does not see the connector's
    // jar
    for (Format format : ServiceLoader.load(Format.class, Format.class.getClassLoader())) {
      if (format.name().equals(name)) {
        return format;
      }
      available.add(format.name());
    }
    Collections.sort(available);
    throw new InvalidOptionException(
        "there is no format '"
            + name
            + "'. Available: "
            + (available.isEmpty() ? "none" : String.join(", ", available)));
  }
}
