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

import dev.adaptive.expr.Predicate;
import dev.adaptive.plan.PlanReport;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/**
 * One read of the table. It is planned when it is first asked for its figures or its parts, and
 * once only. Equal to another scan that reads the same columns of the same parts of the same files
 * in the same way, so that Spark reads once what a query uses twice.
 */
final class AdaptiveScan implements Scan, Batch, SupportsReportStatistics {
  static final int NO_LIMIT = -1;

  private final SourceOptions options;
  private final TableScan files;
  private final StructType readSchema;
  private final Schema columns;
  private final Predicate filter;
  private final int limit;
  private ScanPlan plan;

  /**
   * @param readSchema Spark's types of {@code columns}
   * @param filter rows to deliver, or null for all
   * @param limit most rows that a task delivers, or {@link #NO_LIMIT}
   */
  AdaptiveScan(
      SourceOptions options,
      TableScan files,
      StructType readSchema,
      Schema columns,
      Predicate filter,
      int limit) {
    this.options = options;
    this.files = files;
    this.readSchema = readSchema;
    this.columns = columns;
    this.filter = filter;
    this.limit = limit;
  }

  private synchronized ScanPlan plan() {
    if (plan == null) {
      plan = files.planNarrowed(columns, filter, parallelism());
    }
    return plan;
  }

  /** As many tasks as Spark's own file sources would want at least. */
  private static int parallelism() {
    SparkSession session = SparkSession.active();
    String most = session.conf().get("spark.sql.files.minPartitionNum", null);
    String parallelism =
        most != null ? most : session.conf().get("spark.sql.leafNodeDefaultParallelism", null);
    return parallelism != null
        ? Integer.parseInt(parallelism)
        : session.sparkContext().defaultParallelism();
  }

  @Override
  public StructType readSchema() {
    return readSchema;
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.SUPPORTED;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    List<InputPartition> partitions = new ArrayList<>();
    long rows = 0;
    for (ScanSplit split : plan().splits()) {
      // without a filter it is known how many rows come; no more splits are needed than hold the
      // limit
      if (limit != NO_LIMIT && filter == null && rows >= limit) {
        break;
      }
      partitions.add(new SplitPartition(split));
      rows += split.certainRows();
    }
    return partitions.toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new AdaptiveReaderFactory(plan().spec(), readSchema, limit);
  }

  /**
   * Sizes of the columns that are read, uncompressed, in the row groups that are left; the filter
   * is not estimated.
   */
  @Override
  public Statistics estimateStatistics() {
    PlanReport report = plan().report();
    return new Statistics() {
      @Override
      public OptionalLong sizeInBytes() {
        return OptionalLong.of(Math.max(1, report.bytes()));
      }

      @Override
      public OptionalLong numRows() {
        return OptionalLong.of(report.rows());
      }
    };
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ScanMetrics.supported();
  }

  /** Asked for when the parts have been planned. */
  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return ScanMetrics.ofPlan(plan().report());
  }

  /** Stands behind the scan's columns in EXPLAIN. */
  @Override
  public String description() {
    StringBuilder text =
        new StringBuilder("adaptive[filter: ").append(filter == null ? "none" : filter);
    if (limit != NO_LIMIT) {
      text.append(", limit per task: ").append(limit);
    }
    return text.append(", ").append(plan().report().summary()).append(']').toString();
  }

  @Override
  public String toString() {
    return "AdaptiveScan("
        + String.join(", ", options.paths())
        + ", columns: "
        + columns.names()
        + ", filter: "
        + filter
        + ", limit: "
        + limit
        + ")";
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof AdaptiveScan that
        && limit == that.limit
        && readSchema.equals(that.readSchema)
        && plan().spec().equals(that.plan().spec())
        && plan().splits().equals(that.plan().splits());
  }

  @Override
  public int hashCode() {
    return 31 * columns.hashCode() + options.hashCode();
  }
}
