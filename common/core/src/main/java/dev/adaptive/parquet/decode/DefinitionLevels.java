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

/** The definition levels of a page of a flat column: which rows have a value. */
public final class DefinitionLevels {
  private final HybridRuns runs = new HybridRuns();
  private boolean allDefined;

  /** Set for the deprecated encoding, else null. */
  private PageInput bits;

  private int nextBit;

  /** Starts a page in which no row is null. */
  public void initAllDefined() {
    allDefined = true;
    bits = null;
  }

  /**
   * Starts a page with levels in the RLE / bit-packing hybrid.
   *
   * @param input from the first run to the end of the levels
   * @param rows number of rows in the page
   */
  public void init(PageInput input, int rows) {
    bits = null;
    runs.init(input, 1);
    allDefined = rows > 0 && runs.repeatedFor(rows) == 1;
  }

  /**
   * Starts a page with levels in the deprecated BIT_PACKED encoding: most significant bit first.
   *
   * @param input the levels
   */
  public void initBitPacked(PageInput input) {
    bits = input;
    nextBit = 0;
    allDefined = false;
  }

  /** Whether no row of the page is null. */
  public boolean allDefined() {
    return allDefined;
  }

  /**
   * Reads the next {@code count} rows; not to be called if {@link #allDefined()}.
   *
   * @param into set to 1 for a value and 0 for null
   * @return number of values
   */
  public int read(byte[] into, int count) {
    if (bits == null) {
      return runs.readBits(into, count);
    }
    int values = 0;
    for (int i = 0; i < count; i++) {
      into[i] = (byte) readBit();
      values += into[i];
    }
    return values;
  }

  /**
   * Passes over the next {@code count} rows.
   *
   * @return number of values among them
   */
  public int skip(int count) {
    if (allDefined) {
      return count;
    } else if (bits == null) {
      return runs.skipBits(count);
    }
    int values = 0;
    for (int i = 0; i < count; i++) {
      values += readBit();
    }
    return values;
  }

  private int readBit() {
    int bit = bits.buffer().get(bits.position() + (nextBit >>> 3)) >>> (7 - (nextBit & 7)) & 1;
    nextBit++;
    return bit;
  }
}
