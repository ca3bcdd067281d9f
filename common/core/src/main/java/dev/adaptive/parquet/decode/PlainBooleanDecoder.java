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

/** PLAIN booleans: one bit each, least significant first. */
final class PlainBooleanDecoder implements ValueDecoder<byte[]> {
  private PageInput input;
  private int start;
  private long available;
  private int next;

  @Override
  public void init(PageInput page) {
    input = page;
    start = page.position();
    available = (long) page.remaining() << 3;
    next = 0;
  }

  @Override
  public void read(byte[] into, int count) {
    check(count);
    for (int at = 0; at < count; ) {
      // at most 56 values, so that the word can start anywhere in a byte
      int take = Math.min(56, count - at);
      long word = input.buffer().getLong(start + (next >>> 3)) >>> (next & 7);
      for (int i = 0; i < take; i++) {
        into[at + i] = (byte) (word >>> i & 1);
      }
      at += take;
      next += take;
    }
  }

  @Override
  public void skip(int count) {
    check(count);
    next += count;
  }

  private void check(int count) {
    if (next + (long) count > available) {
      throw new MalformedPageException(
          (next + (long) count)
              + " booleans were expected, but there is room for only "
              + available);
    }
  }
}
