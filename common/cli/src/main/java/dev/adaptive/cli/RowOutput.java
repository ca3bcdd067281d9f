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
package dev.adaptive.cli;

import dev.adaptive.batch.ColumnBatch;
import java.io.IOException;

/** Writes rows in one format, in memory that does not grow with their number. */
interface RowOutput {
  void write(ColumnBatch batch) throws IOException;

  /** Writes what is held back; called once, after the last batch. */
  void end() throws IOException;
}
