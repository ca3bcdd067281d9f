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

/**
 * Decodes the values of one page after the other, nulls left out. Not thread-safe.
 *
 * @param <S> what values are decoded into: {@code int[]} for 32 bits, {@code long[]} for 64, {@code
 *     byte[]} for booleans (0 or 1), {@link BinarySlices} for byte strings
 */
public interface ValueDecoder<S> extends AutoCloseable {

  /** Starts a page; {@code input} is at the first of its values. */
  void init(PageInput input);

  /**
   * Decodes the next {@code count} values.
   *
   * @throws MalformedPageException if the page does not hold so many
   */
  void read(S into, int count);

  /** Passes over the next {@code count} values. */
  void skip(int count);

  /** Frees memory of the decoder's own, if it has any. */
  @Override
  default void close() {}
}
