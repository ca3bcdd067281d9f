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
package dev.adaptive.spark.vector;

import dev.adaptive.batch.FixedVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.Platform;

/** Times and timestamps that have another unit in the file than in Spark. */
final class TicksColumn extends SourceColumn {
  private final long data;
  private final Ticks ticks;

  TicksColumn(DataType type, FixedVector source, Ticks ticks) {
    super(type, source);
    this.data = Addresses.of(source.data());
    this.ticks = ticks;
  }

  @Override
  public long getLong(int row) {
    return ticks.toSpark(Platform.getLong(null, data + ((long) row << 3)));
  }
}
