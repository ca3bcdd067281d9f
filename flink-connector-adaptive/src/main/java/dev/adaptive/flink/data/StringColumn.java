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
package dev.adaptive.flink.data;

import java.nio.ByteBuffer;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * Strings. All of a batch's bytes are copied to the heap once; the strings are views of that copy,
 * so that whoever keeps one, such as state on the heap, never looks at memory that has been freed.
 */
final class StringColumn extends Column {
  private final ByteBuffer offsets;
  private final MemorySegment[] segments;
  private final int start;

  /**
   * @param offsets where strings start, 32 bits each, one more than rows
   * @param heap all bytes, in a buffer on the heap
   * @param start the offset at which {@code heap} starts
   */
  StringColumn(ByteBuffer validity, ByteBuffer offsets, ByteBuffer heap, int start) {
    super(validity);
    this.offsets = offsets;
    this.segments = new MemorySegment[] {MemorySegmentFactory.wrap(heap.array())};
    this.start = start;
  }

  @Override
  StringData getString(int row) {
    int from = offsets.getInt(row << 2);
    return BinaryStringData.fromAddress(
        segments, from - start, offsets.getInt((row + 1) << 2) - from);
  }

  @Override
  Object showValue(int row) {
    return getString(row);
  }
}
