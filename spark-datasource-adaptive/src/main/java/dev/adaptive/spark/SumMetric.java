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

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/**
 * A figure that adds up over the tasks of a scan. Public, with a constructor without parameters,
 * because Spark makes another instance by the class's name to add up what the tasks report.
 */
public final class SumMetric extends CustomSumMetric {
  private final String name;
  private final String description;

  /** For Spark, to aggregate. */
  public SumMetric() {
    this("sum", "sum");
  }

  SumMetric(String name, String description) {
    this.name = name;
    this.description = description;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }
}
