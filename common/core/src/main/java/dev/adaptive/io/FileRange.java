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

import java.nio.ByteBuffer;

/** A range of a file, as memory. Not thread-safe. */
public interface FileRange extends AutoCloseable {

  /** Position of the range's first byte in the file. */
  long offset();

  /** Bytes in the range. */
  long length();

  /**
   * A little-endian direct buffer over part of the range, from position 0 to its limit. Valid until
   * the next call or until the range is closed.
   *
   * @param position relative to the range's start
   * @throws dev.adaptive.error.CorruptFileException if the file has become shorter
   */
  ByteBuffer slice(long position, int size);

  /**
   * Checks that what has been read from slices so far was in the file. A mapping reads as zeros, or
   * fails some time later, behind the end of a file that has become shorter; so this is called
   * before anything that was read is handed on.
   *
   * @throws dev.adaptive.error.CorruptFileException if the file has become shorter
   */
  default void check() {}

  /** Frees the memory or the mapping. Closing again does nothing. */
  @Override
  void close();
}
