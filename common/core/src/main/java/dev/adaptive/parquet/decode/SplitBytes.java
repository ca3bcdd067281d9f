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

/** BYTE_STREAM_SPLIT: the first bytes of all values, then the second bytes, and so on. */
final class SplitBytes {
  private final int width;
  private PageInput input;
  private int start;
  private int values;
  private int next;

  SplitBytes(int width) {
    this.width = width;
  }

  void init(PageInput page) {
    if (page.remaining() % width != 0) {
      throw new MalformedPageException(
          page.remaining()
              + " bytes cannot be split into streams of values of "
              + width
              + " bytes");
    }
    input = page;
    start = page.position();
    values = page.remaining() / width;
    next = 0;
  }

  /** Moves on; the index of the first of the values passed. */
  int advance(int count) {
    if (count > values - next) {
      throw new MalformedPageException("the page holds only " + values + " values");
    }
    int from = next;
    next += count;
    return from;
  }

  /**
   * Where in the buffer the given byte of the value at {@code index} is; those of the next values
   * follow.
   */
  int position(int index, int byteOfValue) {
    return start + byteOfValue * values + index;
  }

  PageInput input() {
    return input;
  }
}
