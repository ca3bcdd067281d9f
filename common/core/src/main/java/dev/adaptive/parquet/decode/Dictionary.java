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

import dev.adaptive.batch.BinaryDictionary;

/** The decoded dictionary of a column chunk. */
public sealed interface Dictionary {

  /** Number of entries. */
  int size();

  /** Values of 32 bits. */
  record Ints(int[] values) implements Dictionary {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** Values of 64 bits. */
  record Longs(long[] values) implements Dictionary {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** Byte strings. */
  record Binaries(BinaryDictionary values) implements Dictionary {
    @Override
    public int size() {
      return values.size();
    }
  }
}
