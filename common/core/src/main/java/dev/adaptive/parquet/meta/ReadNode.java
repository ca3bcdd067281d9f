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

import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What to read of a column: the parts of a {@link ColumnNode} that a type asks for, and no other.
 * Nulls stand in for a struct's fields that the file does not have.
 */
public sealed interface ReadNode {

  /** The type to deliver. */
  DataType type();

  /** Adds the leaves whose chunks have to be read, in the order of the file. */
  void addLeaves(List<LeafColumn> into);

  /** The leaves whose chunks have to be read, in the order of {@link #type()}. */
  default List<LeafColumn> leaves() {
    List<LeafColumn> leaves = new ArrayList<>();
    addLeaves(leaves);
    return leaves;
  }

  /** Values of a leaf. */
  record Leaf(LeafColumn leaf, DataType type) implements ReadNode {
    @Override
    public void addLeaves(List<LeafColumn> into) {
      into.add(leaf);
    }
  }

  /**
   * A struct.
   *
   * @param shape null, or, if the file has none of the fields, a leaf whose levels tell where the
   *     struct is null
   */
  record Struct(
      ColumnNode.Struct node, DataType.Struct type, List<ReadNode> children, LeafColumn shape)
      implements ReadNode {
    @Override
    public void addLeaves(List<LeafColumn> into) {
      children.forEach(child -> child.addLeaves(into));
      if (shape != null) {
        into.add(shape);
      }
    }
  }

  /** A list or a map. */
  record Repeated(ColumnNode.Repeated node, DataType type, List<ReadNode> children)
      implements ReadNode {
    @Override
    public void addLeaves(List<LeafColumn> into) {
      children.forEach(child -> child.addLeaves(into));
    }
  }

  /** A field that the file does not have. */
  record Missing(DataType type) implements ReadNode {
    @Override
    public void addLeaves(List<LeafColumn> into) {}
  }

  /**
   * Finds what to read.
   *
   * @param type a type that the node's type {@linkplain dev.adaptive.schema.TypeCompatibility can
   *     be read as}
   * @param rowGroup whose chunks' sizes tell which leaf is the cheapest where any would do
   * @throws UnsupportedFeatureException if a part cannot be read; does not name the file
   */
  static ReadNode of(
      ColumnNode node, DataType type, RowGroupMetadata rowGroup, boolean caseSensitive) {
    if (node.type() instanceof DataType.Unsupported) {
      node.type().carrier();
    }
    if (node instanceof LeafColumn leaf) {
      return new Leaf(leaf, type);
    } else if (node instanceof ColumnNode.Struct struct && type instanceof DataType.Struct wanted) {
      return struct(struct, wanted, rowGroup, caseSensitive);
    } else if (node instanceof ColumnNode.Repeated repeated
        && type instanceof DataType.ListOf list) {
      return new Repeated(
          repeated,
          type,
          List.of(of(repeated.children().get(0), list.element().type(), rowGroup, caseSensitive)));
    } else if (node instanceof ColumnNode.Repeated repeated && type instanceof DataType.MapOf map) {
      ReadNode keys = of(repeated.children().get(0), map.key().type(), rowGroup, caseSensitive);
      ReadNode values = of(repeated.children().get(1), map.value().type(), rowGroup, caseSensitive);
      return new Repeated(repeated, type, List.of(keys, values));
    }
    throw new IllegalArgumentException("a column of type " + node.type() + " is no " + type);
  }

  private static ReadNode struct(
      ColumnNode.Struct node,
      DataType.Struct type,
      RowGroupMetadata rowGroup,
      boolean caseSensitive) {
    List<ReadNode> children = new ArrayList<>();
    boolean any = false;
    for (Field field : type.fields()) {
      int index = node.type().indexOf(field.name(), caseSensitive);
      any |= index >= 0;
      children.add(
          index < 0
              ? new Missing(field.type())
              : of(node.children().get(index), field.type(), rowGroup, caseSensitive));
    }
    return new Struct(node, type, List.copyOf(children), any ? null : cheapest(node, rowGroup));
  }

  private static LeafColumn cheapest(ColumnNode node, RowGroupMetadata rowGroup) {
    return rowGroup.chunks(node).stream()
        .min(Comparator.comparingLong(ColumnChunkMetadata::compressedSize))
        .map(ColumnChunkMetadata::column)
        .orElseThrow(
            () ->
                new UnsupportedFeatureException(
                    "a struct of groups without fields cannot be read"));
  }
}
