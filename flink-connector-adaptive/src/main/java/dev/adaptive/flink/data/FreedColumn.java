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

/** Stands in for the columns of a batch that has been freed. */
final class FreedColumn extends Column {
  static final FreedColumn INSTANCE = new FreedColumn();

  private FreedColumn() {
    super(null);
  }

  @Override
  Object showValue(int row) {
    return "freed";
  }

  @Override
  RuntimeException wrongAccessor(String type) {
    return new IllegalStateException(
        "a row was read after the source had moved on to other rows. Rows that are kept must be"
            + " copied; with object reuse enabled (pipeline.object-reuse) Flink hands them on"
            + " without a copy");
  }
}
