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
package dev.adaptive.e2e.flink;

import dev.adaptive.e2e.worker.EngineWorker;
import dev.adaptive.e2e.worker.Rows;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Runs Flink SQL for another JVM. Without arguments: serves standard input, on a cluster inside this JVM. With two: serves
 * the requests of the first file and writes the answers to the second, on the cluster of the environment, which is how it is
 * submitted. Configuration of the embedded cluster: system properties that begin with {@code flink.}, without that prefix.
 */
public final class FlinkWorker extends EngineWorker {
  private final MiniCluster cluster;
  private final StreamTableEnvironment tables;

  private FlinkWorker(MiniCluster cluster, StreamExecutionEnvironment environment, boolean streaming) {
    this.cluster = cluster;
    EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance();
    tables = StreamTableEnvironment.create(environment, (streaming ? settings.inStreamingMode() : settings.inBatchMode()).build());
    tables.getConfig().set("table.local-time-zone", "UTC");
    tables.getConfig().set("table.dml-sync", "true");
    tables.createTemporarySystemFunction("THROTTLE", Throttle.class);
    tables.createTemporarySystemFunction("FIRST_BY", FirstBy.class);
    tables.createTemporarySystemFunction("LAST_BY", FirstBy.Last.class);
  }

  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      try (FlinkWorker worker = embedded()) {
        worker.serve();
      }
    } else {
      boolean streaming = args.length > 2 && args[2].equals("streaming");
      try (FlinkWorker worker = new FlinkWorker(null, StreamExecutionEnvironment.getExecutionEnvironment(), streaming)) {
        if (!worker.serve(Path.of(args[0]), Path.of(args[1]))) {
          throw new IllegalStateException("a request failed, see " + args[1]);
        }
      }
    }
  }

  private static FlinkWorker embedded() throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("rest.bind-port", "0");
    configuration.setString("rest.address", "127.0.0.1");
    configuration.setString("metrics.reporter.collecting.factory.class", CollectingReporter.Factory.class.getName());
    System.getProperties()
        .stringPropertyNames()
        .forEach(
            name -> {
              if (name.startsWith("flink.")) {
                configuration.setString(name.substring("flink.".length()), System.getProperty(name));
              }
            });
    int slots = Integer.parseInt(configuration.getString("parallelism.default", "2"));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    URI rest = cluster.getRestAddress().get();
    // a client that submits to the running cluster: the local environment would start one for every query
    Configuration client = new Configuration(configuration);
    client.setString("execution.target", "remote");
    client.setString("rest.address", rest.getHost());
    client.setString("rest.port", String.valueOf(rest.getPort()));
    client.setString("parallelism.default", String.valueOf(slots));
    return new FlinkWorker(cluster, new StreamExecutionEnvironment(client), false);
  }

  @Override
  protected String engine() {
    return "Flink " + EnvironmentInformation.getVersion();
  }

  @Override
  protected void execute(String sql) throws Exception {
    TableResult result = tables.executeSql(sql);
    if (result.getJobClient().isPresent()) {
      result.await();
    }
  }

  @Override
  protected Rows query(String sql, Map<String, Long> metrics) throws Exception {
    CollectingReporter.forget();
    TableResult result = tables.executeSql(sql);
    Rows rows = new Rows(result.getResolvedSchema().getColumnNames());
    try (CloseableIterator<Row> iterator = result.collect()) {
      while (iterator.hasNext()) {
        Row row = iterator.next();
        Object[] values = new Object[row.getArity()];
        for (int i = 0; i < values.length; i++) {
          values[i] = row.getField(i);
        }
        rows.add(values);
      }
    }
    CollectingReporter.collect(metrics);
    return rows;
  }

  @Override
  protected void drain(String sql) throws Exception {
    Table result = tables.sqlQuery(sql);
    result.executeInsert(TableDescriptor.forConnector("blackhole").build()).await();
  }

  @Override
  protected String explain(String sql) {
    return tables.explainSql(sql);
  }

  @Override
  public void close() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }
}
