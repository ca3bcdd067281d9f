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
package dev.adaptive.flink.table;

import dev.adaptive.expr.Predicate;
import dev.adaptive.flink.AdaptiveSource;
import dev.adaptive.flink.AdaptiveSourceBuilder;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * A table over files. Takes over the choice of columns and of fields inside of them, the filters it
 * can evaluate exactly as Flink does, and limits.
 *
 * <p>Partitions are pruned through the filters; {@code SupportsPartitionPushDown} is left out on
 * purpose, because with it the planner would ask the catalog for partitions, which does not know
 * those that are only directories.
 */
final class AdaptiveTableSource
    implements ScanTableSource,
        SupportsProjectionPushDown,
        SupportsFilterPushDown,
        SupportsLimitPushDown {
  private final RowType table;
  private final List<String> partitionKeys;
  private final ReadOptions options;
  private final Integer parallelism;

  private int[][] paths;
  private RowType projected;
  private List<Predicate> filters = List.of();
  private long limit = Long.MAX_VALUE;

  /**
   * @param table the declared columns
   * @param partitionKeys those of them that were declared as partition columns
   * @param parallelism of the source, or null for the environment's
   */
  AdaptiveTableSource(
      RowType table, List<String> partitionKeys, ReadOptions options, Integer parallelism) {
    this.table = table;
    this.partitionKeys = List.copyOf(partitionKeys);
    this.options = options;
    this.parallelism = parallelism;
    this.paths =
        IntStream.range(0, table.getFieldCount())
            .mapToObj(i -> new int[] {i})
            .toArray(int[][]::new);
    this.projected = table;
  }

  @Override
  public boolean supportsNestedProjection() {
    return true;
  }

  /** The names of {@code producedDataType} are those that the planner uses from then on. */
  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    paths = projectedFields;
    projected = (RowType) producedDataType.getLogicalType();
  }

  @Override
  public Result applyFilters(List<ResolvedExpression> conjuncts) {
    List<ResolvedExpression> accepted = new ArrayList<>();
    List<ResolvedExpression> remaining = new ArrayList<>();
    List<Predicate> pushed = new ArrayList<>();
    FilterConverter converter = new FilterConverter(columns());
    for (ResolvedExpression conjunct : conjuncts) {
      FilterConverter.Converted converted = converter.convert(conjunct).orElse(null);
      if (converted != null) {
        pushed.add(converted.predicate());
        accepted.add(conjunct);
      }
      if (converted == null || !converted.exact()) {
        remaining.add(conjunct);
      }
    }
    filters = pushed;
    return Result.of(accepted, remaining);
  }

  /** The columns by the names under which filters know them; a field inside of one is none. */
  private Map<String, RowType.RowField> columns() {
    Map<String, RowType.RowField> columns = new HashMap<>();
    for (int i = 0; i < paths.length; i++) {
      if (paths[i].length == 1) {
        columns.put(projected.getFieldNames().get(i), table.getFields().get(paths[i][0]));
      }
    }
    return columns;
  }

  @Override
  public void applyLimit(long newLimit) {
    limit = newLimit;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    AdaptiveSourceBuilder builder =
        AdaptiveSource.builder()
            .options(options.asMap())
            .declared(table, partitionKeys)
            .projected(paths, projected)
            .enoughRows(limit);
    if (!filters.isEmpty()) {
      builder.filter(Predicate.and(filters.toArray(new Predicate[0])));
    }
    return SourceProvider.of(builder.build(), parallelism);
  }

  @Override
  public DynamicTableSource copy() {
    AdaptiveTableSource copy = new AdaptiveTableSource(table, partitionKeys, options, parallelism);
    copy.paths = paths;
    copy.projected = projected;
    copy.filters = filters;
    copy.limit = limit;
    return copy;
  }

  @Override
  public String asSummaryString() {
    StringBuilder text = new StringBuilder("adaptive(").append(options.get(OptionTable.PATH));
    if (!filters.isEmpty()) {
      text.append(", filter: ").append(Predicate.and(filters.toArray(new Predicate[0])));
    }
    if (limit != Long.MAX_VALUE) {
      text.append(", limit: ").append(limit);
    }
    return text.append(')').toString();
  }
}
