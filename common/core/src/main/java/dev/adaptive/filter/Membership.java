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
package dev.adaptive.filter;

/** Tells of values that they do not occur in some set of rows; a Bloom filter, for example. */
public interface Membership {

  /**
   * Whether some row may have the value: false only if none has.
   *
   * @param value never null; as {@link ColumnStatistics} has it, a NaN standing for all of them and
   *     a zero for both, but a {@code Long} with the stored bits for unsigned integers of 64 bits
   */
  boolean mayContain(Object value);
}
