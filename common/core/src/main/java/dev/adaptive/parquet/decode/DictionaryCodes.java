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

import java.util.Arrays;

/** Indices into a dictionary: the bit width in one byte, then runs. */
final class DictionaryCodes implements ValueDecoder<int[]> {
  private final HybridRuns runs = new HybridRuns();
  private final int entries;

  /** Whether the page's bit width alone keeps indices within the dictionary. */
  private boolean inRange;

  DictionaryCodes(int entries) {
    this.entries = entries;
  }

  @Override
  public void init(PageInput page) {
    // a page without values may end before the bit width
    int bitWidth = page.remaining() == 0 ? 0 : page.readByte();
    runs.init(page, bitWidth);
    inRange = bitWidth < 31 && 1 << bitWidth <= entries;
  }

  @Override
  public void read(int[] into, int count) {
    runs.read(into, count);
    if (!inRange) {
      check(into, count);
    }
  }

  /** Like {@link #read}, for callers that notice by themselves which indices have no entry. */
  void readUnchecked(int[] into, int count) {
    runs.read(into, count);
  }

  private void check(int[] codes, int count) {
    int last = entries - 1;
    int signs = 0;
    for (int i = 0; i < count; i++) {
      // negative if the code is, or if it is beyond the last entry
      signs |= codes[i] | last - codes[i];
    }
    if (signs < 0) {
      throw noEntry(
          Arrays.stream(codes, 0, count).filter(c -> c < 0 || c > last).findFirst().orElseThrow());
    }
  }

  /** The error for an index that the dictionary has no entry for. */
  MalformedPageException noEntry(int code) {
    return new MalformedPageException(
        "an index of "
            + Integer.toUnsignedString(code)
            + " into a dictionary of "
            + entries
            + " entries");
  }

  @Override
  public void skip(int count) {
    runs.skip(count);
  }
}
