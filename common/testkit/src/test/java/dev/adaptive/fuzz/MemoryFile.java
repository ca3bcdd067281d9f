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
package dev.adaptive.fuzz;

import dev.adaptive.io.FileRange;
import dev.adaptive.io.InputFile;
import dev.adaptive.memory.BlockAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A file in memory.
 *
 * @param bytes direct, from position 0 to the limit
 */
record MemoryFile(ByteBuffer bytes) implements InputFile {
  static final String LOCATION = "memory:file";

  @Override
  public String location() {
    return LOCATION;
  }

  @Override
  public long length() {
    return bytes.limit();
  }

  @Override
  public void read(long position, ByteBuffer target) {
    target.put(bytes.slice((int) position, target.remaining()));
  }

  @Override
  public FileRange open(long offset, long length, BlockAllocator allocator) {
    return new Range(bytes.slice((int) offset, (int) length), offset);
  }

  @Override
  public void close() {}

  private record Range(ByteBuffer bytes, long offset) implements FileRange {
    @Override
    public long length() {
      return bytes.limit();
    }

    @Override
    public ByteBuffer slice(long position, int size) {
      return bytes.slice((int) position, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {}
  }
}
