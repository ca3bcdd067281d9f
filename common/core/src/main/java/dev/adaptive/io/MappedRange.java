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

import dev.adaptive.memory.DirectMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.Objects;

/**
 * A mapped range. One that is larger than a mapping may be is mapped window by window: a slice
 * outside the current window replaces it by one that begins at the slice, which sequential reading
 * does rarely.
 */
final class MappedRange implements FileRange {
  private final LocalInputFile file;
  private final long offset;
  private final long length;
  private final long maxMapping;

  private MappedByteBuffer window;

  /** Where in the range the window begins. */
  private long windowStart;

  private boolean closed;

  MappedRange(LocalInputFile file, long offset, long length, long maxMapping) {
    this.file = file;
    this.offset = offset;
    this.length = length;
    this.maxMapping = maxMapping;
    mapFrom(0, 0);
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public ByteBuffer slice(long position, int size) {
    Objects.checkFromIndexSize(position, size, length);
    if (closed) {
      throw new IllegalStateException("range of " + file.location() + " is closed");
    }
    if (size == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.LITTLE_ENDIAN);
    }
    if (window == null
        || position < windowStart
        || position + size > windowStart + window.capacity()) {
      mapFrom(position, size);
    }
    file.checkNotTruncated();
    return window.slice((int) (position - windowStart), size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void check() {
    file.checkNotTruncated();
  }

  private void mapFrom(long position, int size) {
    long wanted = Math.min(length - position, Math.max(maxMapping, size));
    if (wanted == 0) {
      return;
    }
    unmap();
    window = file.map(offset + position, wanted);
    windowStart = position;
  }

  private void unmap() {
    if (window != null) {
      MappedByteBuffer unused = window;
      window = null;
      DirectMemory.release(unused);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      unmap();
      file.rangeClosed();
    }
  }
}
