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

import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * One figure of one task, or of the driver.
 *
 * @param isPeak figures of one name merge to the greatest instead of the sum
 */
record TaskMetric(String name, long value, boolean isPeak) implements CustomTaskMetric {

  // no @Override: the method is new in Spark 4.2
  @SuppressWarnings("MissingOverride")
  public CustomTaskMetric mergeWith(CustomTaskMetric other) {
    return merge(other);
  }

  /** This figure merged with those of the same name. */
  TaskMetric mergeAny(CustomTaskMetric[] others) {
    TaskMetric merged = this;
    for (CustomTaskMetric other : others) {
      if (other.name().equals(name)) {
        merged = merged.merge(other);
      }
    }
    return merged;
  }

  private TaskMetric merge(CustomTaskMetric other) {
    return new TaskMetric(
        name, isPeak ? Math.max(value, other.value()) : value + other.value(), isPeak);
  }
}
