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
package dev.adaptive.io;

import dev.adaptive.error.StorageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what users write for a local path: a plain path, taken literally, or a {@code file:} URI,
 * percent-decoded.
 */
final class LocalPaths {
  private static final Pattern FILE_URI =
      Pattern.compile("file:(//([^/]*))?(/.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** At least two letters, so that a Windows drive is none. */
  private static final Pattern SCHEME =
      Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/.*", Pattern.DOTALL);

  private LocalPaths() {}

  /** The absolute path, {@code .} and {@code ..} removed; symbolic links stay as they are. */
  static Path parse(String text) {
    String plain = text;
    Matcher uri = FILE_URI.matcher(text);
    if (uri.matches()) {
      String host = uri.group(2);
      if (host != null && !host.isEmpty() && !host.equalsIgnoreCase("localhost")) {
        throw new StorageException(
            "'"
                + text
                + "' names a file on the host '"
                + host
                + "'; local files are written as file:/path or file:///path");
      }
      plain = percentDecode(uri.group(3), text);
    } else {
      Matcher scheme = SCHEME.matcher(text);
      if (scheme.matches()) {
        throw new StorageException(
            "'"
                + text
                + "' is no local path: there is no storage for '"
                + scheme.group(1)
                + ":'. Local paths are written plainly or as file:/path");
      }
    }
    if (plain.isEmpty()) {
      throw new StorageException("a path is empty");
    }
    try {
      return Path.of(plain).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StorageException(
          "'"
              + text
              + "' is no path on this system: "
              + e.getReason()
              + " (file names are encoded as "
              + System.getProperty("sun.jnu.encoding")
              + "; for others start the JVM with a UTF-8 locale)",
          e);
    }
  }

  private static String percentDecode(String path, String text) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] encoded = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        decoded.write(encoded[i]);
        continue;
      }
      int high = i + 2 <= encoded.length - 1 ? Character.digit(encoded[i + 1], 16) : -1;
      int low = i + 2 <= encoded.length - 1 ? Character.digit(encoded[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new StorageException(
            "'"
                + text
                + "' is no URI: '%' is not followed by two hexadecimal digits. Write a '%' as %25,"
                + " or the path without 'file:'");
      }
      decoded.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(decoded.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new StorageException(
          "'" + text + "' is no URI: what it percent-encodes is not UTF-8", e);
    }
  }
}
