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

/** RLE booleans: a length in four bytes, then runs of one bit. */
final class RleBooleanDecoder implements ValueDecoder<byte[]> {
  private final HybridRuns runs = new HybridRuns();

  @Override
  public void init(PageInput page) {
    int length = page.readInt();
    int start = page.position();
    page.skip(length);
    runs.init(new PageInput(page.buffer(), start, start + length), 1);
  }

  @Override
  public void read(byte[] into, int count) {
    runs.readBits(into, count);
  }

  @Override
  public void skip(int count) {
    runs.skip(count);
  }
}
