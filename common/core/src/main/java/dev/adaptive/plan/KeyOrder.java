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
package dev.adaptive.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Symbols as they are compared: {@code Long}, or the bytes of strings, which are ordered by
 * unsigned bytes as in files and filters.
 */
final class KeyOrder {
  static final Comparator<Object> ORDER =
      (a, b) ->
          a instanceof byte[] bytes
              ? Arrays.compareUnsigned(bytes, (byte[]) b)
              : Long.compare((Long) a, (Long) b);

  private KeyOrder() {}

  /** The form in which a bound from metadata, or a value of a partition, is compared. */
  static Object key(Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return value instanceof Number number ? (Object) number.longValue() : value;
  }

  /** The form in which a predicate has it, or null if it has none: bytes that are no text. */
  static Object literal(Object key) {
    if (!(key instanceof byte[] bytes)) {
      return key;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
