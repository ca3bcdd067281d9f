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
package dev.adaptive.parquet.read;

import dev.adaptive.batch.NullVectorBuilder;
import dev.adaptive.batch.RepeatedVectorBuilder;
import dev.adaptive.batch.StructVectorBuilder;
import dev.adaptive.batch.VectorBuilder;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.parquet.meta.ReadNode;
import java.util.List;

/** Makes the builders for what is read of a column. */
final class NestedBuilders {
  private NestedBuilders() {}

  /**
   * @param owner names the column when a budget is exceeded
   */
  static VectorBuilder create(ReadNode node, BlockAllocator allocator, String owner) {
    if (node instanceof ReadNode.Struct struct) {
      return new StructVectorBuilder(
          struct.type(), createAll(struct.children(), allocator, owner), allocator, owner);
    } else if (node instanceof ReadNode.Repeated repeated) {
      return new RepeatedVectorBuilder(
          repeated.type(), createAll(repeated.children(), allocator, owner), allocator, owner);
    } else if (node instanceof ReadNode.Missing) {
      return new NullVectorBuilder(node.type(), allocator, owner);
    }
    return VectorBuilder.create(node.type(), allocator, owner);
  }

  private static List<VectorBuilder> createAll(
      List<ReadNode> nodes, BlockAllocator allocator, String owner) {
    return nodes.stream().map(node -> create(node, allocator, owner)).toList();
  }
}
