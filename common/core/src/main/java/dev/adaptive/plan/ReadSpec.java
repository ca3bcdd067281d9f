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
package dev.adaptive.plan;

import dev.adaptive.expr.Predicate;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.schema.Schema;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What the tasks of a scan have in common: it travels with the splits. Immutable.
 *
 * @param tableSchema all columns of the table, partition columns included
 * @param partitionColumns names of those columns of the table that come from paths
 * @param columns names of the columns to deliver, in that order; may be empty
 * @param filter rows to deliver; null for all. May use columns that are not delivered
 * @param options checked options
 */
public record ReadSpec(
    Schema tableSchema,
    List<String> partitionColumns,
    List<String> columns,
    Predicate filter,
    ReadOptions options)
    implements Serializable {
  public ReadSpec {
    Objects.requireNonNull(tableSchema, "tableSchema");
    partitionColumns = List.copyOf(partitionColumns);
    columns = List.copyOf(columns);
    Objects.requireNonNull(options, "options");
  }

  /** The same, but with only the rows that pass another filter, too. */
  public ReadSpec with(Predicate more) {
    return new ReadSpec(
        tableSchema,
        partitionColumns,
        columns,
        filter == null ? more : Predicate.and(filter, more),
        options);
  }

  /** The schema of the batches. */
  public Schema outputSchema() {
    return tableSchema.select(columns);
  }
}
