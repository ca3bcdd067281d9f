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

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes table sources of {@code CREATE TABLE ... WITH ('connector' = 'adaptive', 'path' = '...')}.
 * Found by Flink as a service.
 */
public final class AdaptiveTableFactory implements DynamicTableSourceFactory {
  static final String IDENTIFIER = "adaptive";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(AdaptiveOptions.PATH);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    Set<ConfigOption<?>> options = new HashSet<>(AdaptiveOptions.optional());
    options.add(FactoryUtil.SOURCE_PARALLELISM);
    return options;
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    Map<String, String> given = new TreeMap<>(context.getCatalogTable().getOptions());
    Configuration flinkOptions = Configuration.fromMap(given);
    given.remove(FactoryUtil.CONNECTOR.key());
    given.remove(FactoryUtil.PROPERTY_VERSION.key());
    given.remove(FactoryUtil.SOURCE_PARALLELISM.key());
    // rather than FactoryUtil's check: the core's knows the aliases and names the option that was
    // probably meant
    ReadOptions options = ReadOptions.of(given);
    if (options.get(OptionTable.PATH) == null) {
      throw new InvalidOptionException(
          "table "
              + context.getObjectIdentifier().asSummaryString()
              + " has no option 'path': it says what to read");
    }
    return new AdaptiveTableSource(
        (RowType) context.getPhysicalRowDataType().getLogicalType(),
        context.getCatalogTable().getPartitionKeys(),
        options,
        flinkOptions.get(FactoryUtil.SOURCE_PARALLELISM));
  }
}
