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

import dev.adaptive.error.CorruptFileException;
import dev.adaptive.error.StorageException;
import dev.adaptive.memory.BlockAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;

/**
 * A local file whose ranges are mapped or read. The file's descriptor stays open until the file and
 * all its ranges are closed, since a mapped range checks with it that the file has not been
 * truncated.
 */
final class LocalInputFile implements InputFile {
  private final String location;
  private final long length;
  private final FileChannel channel;
  private final long maxMapping;

  private boolean closed;
  private int openRanges;

  /**
   * @param maxMapping bytes of a mapping at most; 0 if ranges are not mapped
   */
  LocalInputFile(String location, long length, FileChannel channel, long maxMapping) {
    this.location = location;
    this.length = length;
    this.channel = channel;
    this.maxMapping = maxMapping;
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long position, ByteBuffer target) {
    checkRange(position, target.remaining());
    try {
      long at = position;
      while (target.hasRemaining()) {
        int count = channel.read(target, at);
        if (count < 0) {
          throw truncated(channel.size());
        }
        at += count;
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw new StorageException("cannot read " + location + ": " + e.getMessage(), e);
    }
  }

  private void checkRange(long offset, long rangeLength) {
    if (offset < 0 || rangeLength < 0 || offset > length - rangeLength) {
      throw new CorruptFileException(
          "["
              + location
              + "] bytes "
              + offset
              + " to "
              + (offset + rangeLength)
              + " are to be read, but the file has "
              + length
              + " bytes: it is truncated, or what it says about itself is damaged");
    }
  }

  @Override
  public FileRange open(long offset, long rangeLength, BlockAllocator allocator) {
    checkRange(offset, rangeLength);
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("file " + location + " is closed");
      }
      openRanges++;
    }
    try {
      return maxMapping == 0
          ? new BufferedRange(this, offset, rangeLength, allocator, this::rangeClosed)
          : new MappedRange(this, offset, rangeLength, maxMapping);
    } catch (RuntimeException | Error e) {
      rangeClosed();
      throw e;
    }
  }

  MappedByteBuffer map(long offset, long size) {
    checkNotTruncated();
    try {
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, size);
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      String hint =
          e.getCause() instanceof OutOfMemoryError
              ? ". The address space or the system's limit on mappings (vm.max_map_count) is used"
                  + " up"
              : "";
      throw new StorageException(
          "cannot map bytes "
              + offset
              + " to "
              + (offset + size)
              + " of "
              + location
              + ": "
              + e.getMessage()
              + hint,
          e);
    }
  }

  /**
   * Touching mapped memory behind the end of a file kills the JVM when native code does it, so this
   * comes before.
   */
  void checkNotTruncated() {
    long now;
    try {
      now = channel.size();
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw new StorageException("cannot read " + location + ": " + e.getMessage(), e);
    }
    if (now < length) {
      throw truncated(now);
    }
  }

  private CorruptFileException truncated(long now) {
    return new CorruptFileException(
        "["
            + location
            + "] was truncated while it was being read: it had "
            + length
            + " bytes and now has "
            + now
            + ". Files that are read must not be overwritten in place.");
  }

  private StorageException interrupted(ClosedByInterruptException e) {
    return new StorageException("reading " + location + " was interrupted", e);
  }

  synchronized void rangeClosed() {
    openRanges--;
    closeChannelIfUnused();
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeChannelIfUnused();
  }

  private void closeChannelIfUnused() {
    if (closed && openRanges == 0) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new StorageException("cannot close " + location + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public String toString() {
    return location;
  }
}
