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
package dev.adaptive.conformance;

import static dev.adaptive.testkit.RowComparison.assertSameRowsInOrder;

import dev.adaptive.expr.Predicate;
import dev.adaptive.testkit.DuckDb;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that DuckDB writes: its own types, encodings and statistics. */
class DuckDbFilesTest {
  /**
   * All of DuckDB's types that are not nested, nulls, edges, and runs that make dictionaries worth
   * while.
   */
  static final String QUERY =
      """
      SELECT i, i % 3 = 0 AS bool,
        (i % 256 - 128)::TINYINT AS i8, (i * 37 % 65536 - 32768)::SMALLINT AS i16, (hash(i)::HUGEINT % 4294967296 - 2147483648)::INTEGER AS i32,
        (hash(i) // 2)::BIGINT * (CASE WHEN i % 2 = 0 THEN 1 ELSE -1 END) AS i64,
        (i % 256)::UTINYINT AS u8, (i * 37 % 65536)::USMALLINT AS u16, (hash(i) % 4294967296)::UINTEGER AS u32, hash(i)::UBIGINT AS u64,
        CASE i % 50 WHEN 0 THEN 'NaN'::FLOAT WHEN 1 THEN '-inf'::FLOAT WHEN 2 THEN -0.0::FLOAT ELSE i / 7 END::FLOAT AS f,
        CASE i % 60 WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN 'inf'::DOUBLE WHEN 2 THEN -0.0 ELSE i / 7 END::DOUBLE AS d,
        ((i % 199 - 99) / 2)::DECIMAL(4,2) AS d4, ((i % 19999) - 9999)::DECIMAL(9,2)  AS d9, (i * 1000003 - 77)::DECIMAL(18,5) AS d18,
        (hash(i)::HUGEINT * 1000003 % 100000000000000000000)::DECIMAL(38,3) AS d38,
        CASE WHEN i % 7 = 0 THEN NULL ELSE repeat(chr((97 + i % 26)::INTEGER), (i % 40)::INTEGER) END AS s,
        'value ' || i AS distinct_s, 'symbol' || (i // 500 % 10) AS runs_s,
        ('x' || i)::BLOB AS bin, md5(i::VARCHAR)::UUID AS u,
        ('a' || (i % 3))::ENUM('a0', 'a1', 'a2') AS e,
        DATE '1970-01-01' + (i * 13 - 40000)::INTEGER AS day, TIME '00:00:00' + INTERVAL (i * 8123457 % 86400000000) MICROSECOND AS t,
        TIMESTAMP '1969-12-31 00:00:00' + INTERVAL (i * 999999937) MICROSECOND AS ts,
        TIMESTAMPTZ '2024-01-01 00:00:00+00' - INTERVAL (i * 999999937) MICROSECOND AS tz,
        make_timestamp_ns(i * 1234567891011 - 5) AS ns, CASE WHEN i % 1000 < 990 THEN NULL ELSE i END AS sparse,
        NULL::INTEGER AS nothing, CASE WHEN i < 4000 THEN NULL ELSE i % 5 END AS nulls_first
      FROM range(10000) r(i)
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "V1, uncompressed, 122880", "V1, snappy, 2048", "V1, zstd, 5000", "V1, gzip, 5000",
        "V1, lz4_raw, 122880",
    "V2, uncompressed, 2048", "V2, snappy, 122880", "V2, zstd, 2048", "V2, gzip, 122880",
        "V2, lz4_raw, 5000"
  })
  void every_type_of_duckdb(String version, String codec, int rowGroup) {
    Path file = directory.resolve("f.parquet");
    try (DuckDb db = DuckDb.open().threads(1)) {
      db.execute(
          "COPY ("
              + QUERY
              + ") TO "
              + DuckDb.literal(file.toString())
              + " (FORMAT parquet, PARQUET_VERSION "
              + version
              + ", CODEC "
              + codec
              + ", ROW_GROUP_SIZE "
              + rowGroup
              + ")");
      assertSameRowsInOrder(db.query("FROM " + DuckDb.parquet(file)), Reading.rows(file));
      assertSameRowsInOrder(
          db.query("FROM " + DuckDb.parquet(file) + " WHERE runs_s = 'symbol3' AND u8 < 20"),
          Reading.rows(
              file,
              read ->
                  read.filter(
                      Predicate.and(Predicate.eq("runs_s", "symbol3"), Predicate.lt("u8", 20)))));
    }
  }
}
