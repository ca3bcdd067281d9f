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
package dev.adaptive.e2e.worker;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to an {@link EngineWorker} or its answer: a kind and named values. Written as one line
 * of text, so that both a pipe and a file can carry it.
 */
public record Message(String kind, Map<String, String> values) {

  /** Answer: done; the values depend on the request. */
  public static final String OK = "ok";

  /** Answer: failed; {@code message} says how, {@code trace} where. */
  public static final String ERROR = "error";

  public Message {
    values = new LinkedHashMap<>(values);
  }

  public Message(String kind) {
    this(kind, Map.of());
  }

  /** A copy with one more value. */
  public Message with(String name, Object value) {
    Map<String, String> copy = new LinkedHashMap<>(values);
    copy.put(name, String.valueOf(value));
    return new Message(kind, copy);
  }

  /**
   * The value of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "message '" + kind + "' has no value '" + name + "', only " + values.keySet());
    }
    return value;
  }

  public String encode() {
    StringBuilder line = new StringBuilder(kind);
    values.forEach(
        (name, value) ->
            line.append('\t')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return line.toString();
  }

  /**
   * @throws IllegalArgumentException if the line is not what {@link #encode} makes
   */
  public static Message decode(String line) {
    String[] parts = line.split("\t");
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("not a message: " + line);
      }
      values.put(
          parts[i].substring(0, equals),
          URLDecoder.decode(parts[i].substring(equals + 1), StandardCharsets.UTF_8));
    }
    return new Message(parts[0], values);
  }
}
