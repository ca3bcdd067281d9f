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
package dev.adaptive.spark;

import dev.adaptive.plan.TableScan;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Files as Spark's table. All scans see the files as they were listed when the table was made. */
final class AdaptiveTable implements SupportsRead {
  private final StructType schema;
  private final SourceOptions options;
  private final TableScan files;

  /**
   * @param schema as Spark knows it; the same columns as those of {@code files}
   */
  AdaptiveTable(StructType schema, SourceOptions options, TableScan files) {
    this.schema = schema;
    this.options = options;
    this.files = files;
  }

  @Override
  public String name() {
    return "adaptive " + String.join(", ", options.paths());
  }

  /** Asked for by Spark 3.5; later versions ask for {@link #columns()}. */
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return schema;
  }

  @Override
  public Column[] columns() {
    return Arrays.stream(schema.fields()).map(AdaptiveTable::column).toArray(Column[]::new);
  }

  private static Column column(StructField field) {
    String comment =
        field.metadata().contains("comment") ? field.metadata().getString("comment") : null;
    return Column.create(field.name(), field.dataType(), field.nullable(), comment, null);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  /**
   * @param given the options of this one use of the table; they count more than the table's own
   */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap given) {
    SourceOptions merged = options.with(given.asCaseSensitiveMap());
    return new AdaptiveScanBuilder(
        schema,
        merged,
        merged.equals(options) ? files : AdaptiveDataSource.open(merged, files.schema()));
  }
}
