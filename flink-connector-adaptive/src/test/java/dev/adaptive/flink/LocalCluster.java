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
package dev.adaptive.flink;

import java.net.URI;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Flink cluster in this JVM for all tests of a class, reached as a remote one. One task manager
 * with four slots.
 */
public final class LocalCluster implements BeforeAllCallback, AfterAllCallback {
  private final InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();
  private MiniCluster cluster;

  public MiniCluster get() {
    return cluster;
  }

  /** An environment whose jobs run here, with parallelism 2. */
  public StreamExecutionEnvironment environment(Map<String, String> settings) {
    URI address = cluster.getRestAddress().join();
    return StreamExecutionEnvironment.createRemoteEnvironment(
            address.getHost(), address.getPort(), Configuration.fromMap(settings))
        .setParallelism(2);
  }

  /** What the jobs have measured, also those that are done. */
  public InMemoryReporter metrics() {
    return metrics;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(metrics.addToConfiguration(new Configuration()))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    cluster.close();
  }
}
