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
import dev.adaptive.schema.Schema;
import dev.adaptive.spark.PredicateTranslator.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;

/**
 * Takes over what the reader can do for a query: filters, wherever it decides as Spark does, the
 * choice of columns and a limit per task.
 */
final class AdaptiveScanBuilder
    implements ScanBuilder,
        SupportsPushDownV2Filters,
        SupportsPushDownRequiredColumns,
        SupportsPushDownLimit {
  private final SourceOptions options;
  private final TableScan files;
  private final PredicateTranslator translator;
  private final List<Predicate> pushed = new ArrayList<>();
  private final List<dev.adaptive.expr.Predicate> conjuncts = new ArrayList<>();
  private StructType readSchema;
  private int limit = AdaptiveScan.NO_LIMIT;

  AdaptiveScanBuilder(StructType schema, SourceOptions options, TableScan files) {
    this.options = options;
    this.files = files;
    this.translator = new PredicateTranslator(schema, files.schema());
    this.readSchema = schema;
  }

  @Override
  public Predicate[] pushPredicates(Predicate[] predicates) {
    List<Predicate> left = new ArrayList<>();
    for (Predicate predicate : predicates) {
      Optional<Translation> translation = translator.translate(predicate);
      if (translation.isPresent()) {
        pushed.add(predicate);
        conjuncts.add(translation.get().predicate());
      }
      if (translation.isEmpty() || !translation.get().exact()) {
        left.add(predicate);
      }
    }
    return left.toArray(Predicate[]::new);
  }

  /** All that the reader evaluates, including what Spark evaluates once more. */
  @Override
  public Predicate[] pushedPredicates() {
    return pushed.toArray(Predicate[]::new);
  }

  /** Fields inside of structs are left out too. */
  @Override
  public void pruneColumns(StructType required) {
    readSchema = required;
  }

  /** Each task stops there; Spark still limits what the tasks deliver together. */
  @Override
  public boolean pushLimit(int most) {
    limit = most;
    return true;
  }

  @Override
  public boolean isPartiallyPushed() {
    return true;
  }

  @Override
  public Scan build() {
    Schema columns = SparkTypes.toCore(readSchema, files.schema(), true);
    dev.adaptive.expr.Predicate filter =
        conjuncts.isEmpty()
            ? null
            : dev.adaptive.expr.Predicate.and(
                conjuncts.toArray(dev.adaptive.expr.Predicate[]::new));
    return new AdaptiveScan(options, files, readSchema, columns, filter, limit);
  }
}
