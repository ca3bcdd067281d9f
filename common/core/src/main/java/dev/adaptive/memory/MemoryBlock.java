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
package dev.adaptive.memory;

import java.nio.ByteBuffer;

/**
 * A piece of off-heap memory, little-endian, reserved in a budget until it is closed. Contents are
 * undefined at first. Not thread-safe, but may be closed by another thread than the one that used
 * it.
 */
public final class MemoryBlock implements AutoCloseable {
  private final BlockAllocator owner;
  private ByteBuffer buffer;

  MemoryBlock(BlockAllocator owner, ByteBuffer buffer) {
    this.owner = owner;
    this.buffer = buffer;
  }

  /**
   * The whole block from 0 to its capacity; access it by absolute index, or duplicate it. Null once
   * closed.
   */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** Bytes in the block; at least as many as were asked for. */
  public int capacity() {
    return buffer.capacity();
  }

  /** Gives the memory back. Closing again does nothing. */
  @Override
  public void close() {
    ByteBuffer released = buffer;
    if (released != null) {
      buffer = null;
      owner.recycle(released);
    }
  }
}
