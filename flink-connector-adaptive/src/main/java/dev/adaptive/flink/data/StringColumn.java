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

import dev.adaptive.batch.BinaryVector;
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
  private final BinaryVector vector;
  private final MemorySegment[] segments;
  private final int start;

  StringColumn(BinaryVector vector) {
    super(vector);
    this.vector = vector;
    this.start = vector.offset(0);
    byte[] bytes = new byte[heapBytes(vector)];
    ByteBuffer data = vector.data();
    data.get(start, bytes);
    this.segments = new MemorySegment[] {MemorySegmentFactory.wrap(bytes)};
  }

  /** Size of the copy. */
  static int heapBytes(BinaryVector vector) {
    return vector.offset(vector.length()) - vector.offset(0);
  }

  @Override
  StringData getString(int row) {
    return BinaryStringData.fromAddress(
        segments, vector.offset(row) - start, vector.byteLength(row));
  }

  @Override
  Object show(int row) {
    return getString(row);
  }
}
