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
package dev.adaptive.testkit;

import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * What a tick data set is generated from; equal specifications give equal rows.
 *
 * @param rows rows of each copy, at least 1
 * @param symbols distinct symbols, 1 to {@link TickSymbols#MAX}
 * @param days trading days, at least 1; the first is 2024-03-07, three days before New York changes
 *     to summer time
 * @param seed start of all random numbers
 * @param rowsPerFile most rows in a file
 * @param codec compression of all columns
 * @param rowGroupBytes parquet-java's row group size, measured before compression
 */
public record TickSpec(
    long rows,
    int symbols,
    int days,
    long seed,
    long rowsPerFile,
    CompressionCodecName codec,
    long rowGroupBytes) {
  /** Part of the marker file: increase it whenever the same specification gives other rows. */
  static final int GENERATOR_VERSION = 1;

  public TickSpec {
    if (rows < 1 || days < 1 || rowsPerFile < 1 || rowGroupBytes < 1) {
      throw new IllegalArgumentException(
          "rows, days, rows per file and row group size must be positive");
    }
    if (symbols < 1 || symbols > TickSymbols.MAX) {
      throw new IllegalArgumentException("symbols must be 1 to " + TickSymbols.MAX);
    }
  }

  /** 2,000 symbols over five days in Snappy files of up to two million rows. */
  public static TickSpec ofRows(long rows) {
    return new TickSpec(rows, 2_000, 5, 42, 2_000_000, CompressionCodecName.SNAPPY, 128L << 20);
  }

  public TickSpec withSymbols(int newSymbols) {
    return new TickSpec(rows, newSymbols, days, seed, rowsPerFile, codec, rowGroupBytes);
  }

  public TickSpec withDays(int newDays) {
    return new TickSpec(rows, symbols, newDays, seed, rowsPerFile, codec, rowGroupBytes);
  }

  public TickSpec withSeed(long newSeed) {
    return new TickSpec(rows, symbols, days, newSeed, rowsPerFile, codec, rowGroupBytes);
  }

  public TickSpec withRowsPerFile(long newRowsPerFile) {
    return new TickSpec(rows, symbols, days, seed, newRowsPerFile, codec, rowGroupBytes);
  }

  public TickSpec withCodec(CompressionCodecName newCodec) {
    return new TickSpec(rows, symbols, days, seed, rowsPerFile, newCodec, rowGroupBytes);
  }

  public TickSpec withRowGroupBytes(long newRowGroupBytes) {
    return new TickSpec(rows, symbols, days, seed, rowsPerFile, codec, newRowGroupBytes);
  }

  /** The content of the marker file. */
  String toJson() {
    return """
    {
      "generator": %d,
      "rows": %d,
      "symbols": %d,
      "days": %d,
      "seed": %d,
      "rowsPerFile": %d,
      "codec": "%s",
      "rowGroupBytes": %d
    }
    """
        .formatted(GENERATOR_VERSION, rows, symbols, days, seed, rowsPerFile, codec, rowGroupBytes);
  }
}
