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

import dev.adaptive.conformance.RandomFilter.Condition;
import dev.adaptive.schema.Schema;
import dev.adaptive.testkit.DuckDb;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of a file as DuckDB reads them, in their {@link NormalForm}, for filters that do not
 * depend on how DuckDB reads Parquet files.
 */
final class DuckDbTable {
  private final DuckDb db;

  private DuckDbTable(DuckDb db) {
    this.db = db;
  }

  /** Makes the table; it replaces the one that was made before. */
  static DuckDbTable load(DuckDb db, Path file, Schema schema) {
    String columns =
        schema.fields().stream()
            .map(
                field -> {
                  String name = RandomFilter.quoted(field.name());
                  return NormalForm.sql("t." + name, field.type()) + " AS " + name;
                })
            .collect(Collectors.joining(", "));
    db.execute(
        "CREATE OR REPLACE TABLE t AS SELECT file_row_number AS row, "
            + columns
            + " FROM read_parquet("
            + DuckDb.literal(file.toString())
            + ", file_row_number = true) t");
    return new DuckDbTable(db);
  }

  /** All rows, in their order. */
  List<List<Object>> rows() {
    return db.query("SELECT * EXCLUDE row FROM t ORDER BY row");
  }

  /** The numbers of the rows for which the condition is true, in their order. */
  int[] matching(Condition condition) {
    return db.query("SELECT row FROM t WHERE " + condition.sql() + " ORDER BY row").stream()
        .mapToInt(row -> ((Long) row.get(0)).intValue())
        .toArray();
  }
}
