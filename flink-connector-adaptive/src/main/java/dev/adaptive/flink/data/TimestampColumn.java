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
import org.apache.flink.table.data.TimestampData;

/** Timestamps of either kind. */
final class TimestampColumn extends Column {
  private final ByteBuffer data;
  private final Temporals temporals;

  TimestampColumn(ByteBuffer validity, ByteBuffer data, DataType.Timestamp type, int digits) {
    super(validity);
    this.data = data;
    this.temporals = new Temporals(type.unit(), digits);
  }

  @Override
  TimestampData getTimestamp(int row) {
    return temporals.timestamp(data.getLong(row << 3));
  }

  @Override
  Object showValue(int row) {
    return getTimestamp(row);
  }
}
