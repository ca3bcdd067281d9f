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

import dev.adaptive.io.LocalStorage;
import dev.adaptive.options.OptionTable;
import dev.adaptive.plan.TableScan;
import dev.adaptive.schema.Schema;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.SessionConfigSupport;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The data source {@code adaptive}: {@code spark.read.format("adaptive").load(path)}, or in SQL
 * {@code CREATE TEMPORARY VIEW ... USING adaptive OPTIONS (path '...')}. Options are those of
 * {@code dev.adaptive.options.OptionTable}; each can also be set for a session as {@code
 * spark.datasource.adaptive.<option>}.
 *
 * <p>Spark makes an instance per use and asks it for the schema first and for the table next.
 * Thread-safe.
 */
public final class AdaptiveDataSource
    implements TableProvider, DataSourceRegister, SessionConfigSupport {
  /**
   * The files that {@link #inferSchema} has listed, for the {@link #getTable} that follows; null if
   * there are none.
   */
  private OpenedScan opened;

  private record OpenedScan(SourceOptions options, TableScan scan) {}

  @Override
  public String shortName() {
    return "adaptive";
  }

  @Override
  public String keyPrefix() {
    return shortName();
  }

  /** A schema may be given: {@code spark.read.schema(...)}. */
  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap given) {
    SourceOptions options = SourceOptions.of(given.asCaseSensitiveMap());
    TableScan scan = open(options, null);
    keep(new OpenedScan(options, scan));
    return SparkTypes.toSpark(scan.schema());
  }

  @Override
  public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> given) {
    SourceOptions options = SourceOptions.of(given);
    OpenedScan kept = take();
    if (kept != null
        && kept.options().equals(options)
        && SparkTypes.toSpark(kept.scan().schema()).equals(schema)) {
      return new AdaptiveTable(schema, options, kept.scan());
    }
    // the first file says what the columns are in files; the schema wins where the files do not
    // agree with it
    TableScan inferred = open(options.with(OptionTable.MERGE_SCHEMA, "false"), null);
    TableScan scan =
        open(options, SparkTypes.toCore(schema, inferred.schema(), options.caseSensitive()));
    return new AdaptiveTable(SparkTypes.complete(schema, scan.schema()), options, scan);
  }

  static TableScan open(SourceOptions options, Schema schema) {
    return TableScan.open(
        new LocalStorage(options.options().get(OptionTable.MMAP)),
        options.paths(),
        schema,
        options.options());
  }

  private synchronized void keep(OpenedScan scan) {
    opened = scan;
  }

  /** Only one table may use what was listed: a later one has to see the files as they are then. */
  private synchronized OpenedScan take() {
    OpenedScan scan = opened;
    opened = null;
    return scan;
  }
}
