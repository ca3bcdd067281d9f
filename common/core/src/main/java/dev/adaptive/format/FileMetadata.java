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
package dev.adaptive.format;

import dev.adaptive.schema.Schema;

/**
 * What a file says about itself. A unit is a part that is described and opened by itself: for
 * Parquet, a row group. A split holds units, or ranges of their rows. Immutable.
 */
public interface FileMetadata {

  /** The file's columns, all of them, in order. */
  Schema schema();

  /** Number of units. */
  int units();

  UnitMetadata unit(int index);

  /** Bytes of heap that this object takes, roughly. */
  long retainedBytes();
}
