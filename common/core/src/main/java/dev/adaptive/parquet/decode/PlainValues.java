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
import java.nio.ByteOrder;

/** What the decoders of PLAIN values of a fixed width share. */
final class PlainValues {
  private PlainValues() {}

  /** The bytes from the input's position to its limit, as a buffer of their own. */
  static ByteBuffer view(PageInput input) {
    return input.buffer().slice(input.position(), input.remaining()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
