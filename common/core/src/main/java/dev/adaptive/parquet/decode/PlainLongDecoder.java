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

import dev.adaptive.batch.FixedVectorBuilder;
import java.nio.LongBuffer;

/** PLAIN values of 64 bits. */
final class PlainLongDecoder implements ValueDecoder<long[]>, RawDecoder {
  private PageInput input;
  private LongBuffer values;
  private int next;

  @Override
  public void init(PageInput page) {
    input = page;
    values = PlainValues.view(page).asLongBuffer();
    next = 0;
  }

  @Override
  public void read(long[] into, int count) {
    input.skip(count << 3);
    values.get(next, into, 0, count);
    next += count;
  }

  @Override
  public void copyTo(FixedVectorBuilder builder, int count) {
    int from = input.position();
    input.skip(count << 3);
    builder.appendBytes(input.buffer(), from, null, count);
    next += count;
  }

  @Override
  public void skip(int count) {
    input.skip(count << 3);
    next += count;
  }
}
