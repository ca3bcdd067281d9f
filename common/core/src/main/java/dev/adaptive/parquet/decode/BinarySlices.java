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
package dev.adaptive.parquet.decode;

import java.nio.ByteBuffer;

/** Byte strings that lie somewhere in a buffer. Valid until the buffer is. */
public final class BinarySlices {
  final int[] offsets;
  final int[] lengths;
  ByteBuffer source;

  public BinarySlices(int capacity) {
    this.offsets = new int[capacity];
    this.lengths = new int[capacity];
  }
}
