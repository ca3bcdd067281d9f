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

import dev.adaptive.memory.BlockAllocator;
import java.nio.ByteBuffer;

/**
 * A file that can be read at any position. Thread-safe. Reads always see the file as it was when it
 * was opened, or fail.
 */
public interface InputFile extends AutoCloseable {

  /** Where the file is, for messages. */
  String location();

  /** The file's length in bytes. */
  long length();

  /**
   * Fills the buffer with bytes of the file, from its position to its limit. For what is small or
   * read once, such as a footer.
   *
   * @throws dev.adaptive.error.CorruptFileException if the file ends before the buffer is full
   * @throws dev.adaptive.error.StorageException if it cannot be read
   */
  void read(long position, ByteBuffer target);

  /**
   * Gives access to a range of the file. Closed by the caller; valid even after the file is closed.
   *
   * @param allocator for what has to be copied
   * @throws dev.adaptive.error.CorruptFileException if the file ends before the range does
   * @throws dev.adaptive.error.StorageException if it cannot be read
   */
  FileRange open(long offset, long length, BlockAllocator allocator);

  /** Frees the file's handle. Closing again does nothing. */
  @Override
  void close();
}
