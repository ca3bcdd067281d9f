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
package dev.adaptive.flink.data;

import dev.adaptive.schema.DataType;
import java.nio.ByteBuffer;
import java.time.LocalTime;

/** Times of day, which Flink holds in milliseconds. */
final class TimeColumn extends Column {
  private final ByteBuffer data;
  private final Temporals temporals;

  TimeColumn(ByteBuffer validity, ByteBuffer data, DataType.Time type) {
    super(validity);
    this.data = data;
    this.temporals = new Temporals(type.unit(), 3);
  }

  @Override
  int getInt(int row) {
    return temporals.timeMillis(data.getLong(row << 3));
  }

  @Override
  Object showValue(int row) {
    return LocalTime.ofNanoOfDay(getInt(row) * 1_000_000L);
  }
}
