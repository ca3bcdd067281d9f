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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What the name of a directory {@code column=value} says, by Hive's rules.
 *
 * @param column never empty
 * @param value null for the null partition
 */
record PartitionDirectory(String column, String value) {

  /** The partition that a directory's name stands for, or null if it is no such name. */
  static PartitionDirectory parse(String name, String defaultPartitionName) {
    int equals = name.indexOf('=');
    if (equals <= 0) {
      return null;
    }
    String raw = name.substring(equals + 1);
    String value = raw.equals(defaultPartitionName) ? null : unescape(raw);
    return new PartitionDirectory(unescape(name.substring(0, equals)), value);
  }

  /**
   * Hive and Spark write {@code %XX} for single ASCII characters, others for the bytes of UTF-8; a
   * '%' that no two hexadecimal digits follow stands for itself. Runs that are not UTF-8 are taken
   * byte by byte, as Hive does.
   */
  private static String unescape(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    int i = 0;
    while (i < text.length()) {
      int code = escapeAt(text, i);
      if (code < 0) {
        plain.append(text.charAt(i));
        i++;
        continue;
      }
      run.reset();
      for (; code >= 0; code = escapeAt(text, i)) {
        run.write(code);
        i += 3;
      }
      plain.append(decode(run.toByteArray()));
    }
    return plain.toString();
  }

  private static int escapeAt(String text, int i) {
    if (i + 2 >= text.length() || text.charAt(i) != '%') {
      return -1;
    }
    int high = Character.digit(text.charAt(i + 1), 16);
    int low = Character.digit(text.charAt(i + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
