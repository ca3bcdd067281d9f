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
package dev.adaptive.parquet.meta;

import dev.adaptive.schema.DataType;
import java.util.List;

/**
 * A part of a column: a leaf with its values, or what nests others. Definition and repetition
 * levels are those of the Parquet specification, in turn from Dremel: which of the nodes on a
 * leaf's path are there, and at which list a new element begins.
 */
public sealed interface ColumnNode
    permits LeafColumn, ColumnNode.Struct, ColumnNode.Repeated, ColumnNode.Unreadable {

  DataType type();

  /** The least definition level at which this is not null. */
  int definition();

  /**
   * A group.
   *
   * @param children by position in {@link DataType.Struct#fields()}
   */
  record Struct(DataType.Struct type, int definition, List<ColumnNode> children)
      implements ColumnNode {}

  /**
   * A list or a map.
   *
   * @param elementDefinition the least definition level at which it is not empty
   * @param repetition the repetition level of its elements but the first
   * @param children the element, or key and value
   */
  record Repeated(
      DataType type,
      int definition,
      int elementDefinition,
      int repetition,
      List<ColumnNode> children)
      implements ColumnNode {}

  /** A group without fields: nothing says whether it is null. */
  record Unreadable(DataType.Unsupported type, int definition) implements ColumnNode {}
}
