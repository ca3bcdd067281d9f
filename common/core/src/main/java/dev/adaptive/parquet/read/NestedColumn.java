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

import dev.adaptive.batch.RepeatedVectorBuilder;
import dev.adaptive.batch.StructVectorBuilder;
import dev.adaptive.batch.VectorBuilder;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.parquet.decode.ColumnDecoders;
import dev.adaptive.parquet.decode.DecodeScratch;
import dev.adaptive.parquet.meta.ColumnNode;
import dev.adaptive.parquet.meta.LeafColumn;
import dev.adaptive.parquet.meta.ReadNode;
import dev.adaptive.parquet.meta.RowGroupMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Puts together the reader of a nested column: a reader per leaf, and for each struct, list and map
 * a leaf that writes it.
 */
final class NestedColumn {
  private final String place;
  private final RowGroupMetadata rowGroup;
  private final ColumnNode column;
  private final Function<LeafColumn, PageSource> chunks;
  private final Function<LeafColumn, long[]> pageIndexes;
  private final BlockAllocator allocator;
  private final DecodeScratch scratch;
  private final SkippedPages skippedPages;

  private final List<LeafReader> leaves = new ArrayList<>();
  private final List<NestedColumnReader.Siblings> siblings = new ArrayList<>();

  /**
   * @param place file and row group, for messages
   * @param column in the file
   * @param chunks opens the chunk of a leaf
   * @param pageIndexes finds the first rows of a leaf's pages; see {@link LeafReader}
   */
  NestedColumn(
      String place,
      RowGroupMetadata rowGroup,
      ColumnNode column,
      Function<LeafColumn, PageSource> chunks,
      Function<LeafColumn, long[]> pageIndexes,
      BlockAllocator allocator,
      DecodeScratch scratch,
      SkippedPages skippedPages) {
    this.place = place;
    this.rowGroup = rowGroup;
    this.column = column;
    this.chunks = chunks;
    this.pageIndexes = pageIndexes;
    this.allocator = allocator;
    this.scratch = scratch;
    this.skippedPages = skippedPages;
  }

  /**
   * Opens what is to be read of the column.
   *
   * @param builder made for {@code node}; closed by the reader
   */
  NestedColumnReader open(ReadNode node, VectorBuilder builder) {
    try {
      open(node, builder, 0, 0);
      return new NestedColumnReader(leaves, siblings, builder);
    } catch (RuntimeException | Error e) {
      leaves.forEach(LeafReader::close);
      throw e;
    }
  }

  /**
   * @param repetition number of lists around the node
   * @param outside definition level of the innermost list's elements, or 0
   */
  private void open(ReadNode node, VectorBuilder builder, int repetition, int outside) {
    int first = leaves.size();
    if (node instanceof ReadNode.Leaf leaf) {
      openLeaf(leaf.leaf(), builder);
    } else if (node instanceof ReadNode.Struct struct) {
      StructVectorBuilder structs = (StructVectorBuilder) builder;
      int definition = struct.node().definition();
      for (int i = 0; i < struct.children().size(); i++) {
        int child = leaves.size();
        open(struct.children().get(i), structs.child(i), repetition, outside);
        compare(first, child, repetition, definition);
      }
      if (struct.shape() != null) {
        openLeaf(struct.shape(), null);
      }
      leaves
          .get(first)
          .writes(new StructureWriter.OfStruct(structs, repetition, outside, definition));
    } else if (node instanceof ReadNode.Repeated repeated) {
      RepeatedVectorBuilder lists = (RepeatedVectorBuilder) builder;
      ColumnNode.Repeated inFile = repeated.node();
      for (int i = 0; i < repeated.children().size(); i++) {
        int child = leaves.size();
        open(
            repeated.children().get(i),
            lists.child(i),
            inFile.repetition(),
            inFile.elementDefinition());
        compare(first, child, inFile.repetition(), inFile.elementDefinition());
      }
      leaves
          .get(first)
          .writes(
              new StructureWriter.OfRepeated(
                  lists,
                  inFile.repetition(),
                  outside,
                  inFile.definition(),
                  inFile.elementDefinition()));
    }
  }

  /** Has the first leaf of a child compared with the first leaf of all. */
  private void compare(int first, int child, int repetition, int definition) {
    boolean nothingAround = repetition == 0 && definition == 0;
    if (child > first && child < leaves.size() && !nothingAround) {
      LeafReader one = leaves.get(first);
      LeafReader other = leaves.get(child);
      siblings.add(
          new NestedColumnReader.Siblings(
              one,
              one.keeps(new Shape(repetition, definition)),
              other,
              other.keeps(new Shape(repetition, definition))));
    }
  }

  /**
   * @param builder null to read levels only
   */
  private void openLeaf(LeafColumn leaf, VectorBuilder builder) {
    int[] elementDefinitions = new int[leaf.repetition() + 1];
    findElementDefinitions(column, leaf, elementDefinitions);
    allocator.budget().reserve(LeafReader.BYTES, "the levels of column " + leaf.name());
    try {
      ColumnDecoders decoders =
          builder == null
              ? null
              : new ColumnDecoders(
                  leaf.physicalType(), leaf.typeLength(), leaf.type(), builder, allocator, scratch);
      DataPages pages =
          new DataPages(place, rowGroup.chunk(leaf), chunks.apply(leaf), decoders, allocator);
      leaves.add(
          new LeafReader(
              leaf,
              pages,
              allocator.budget(),
              builder != null,
              elementDefinitions,
              () -> pageIndexes.apply(leaf),
              rowGroup.rows(),
              scratch,
              skippedPages));
    } catch (RuntimeException | Error e) {
      allocator.budget().release(LeafReader.BYTES);
      throw e;
    }
  }

  /** Whether the leaf is in the node; if so, notes the lists on the way there. */
  private static boolean findElementDefinitions(
      ColumnNode node, LeafColumn leaf, int[] byRepetition) {
    if (node instanceof ColumnNode.Struct struct) {
      return struct.children().stream()
          .anyMatch(child -> findElementDefinitions(child, leaf, byRepetition));
    } else if (node instanceof ColumnNode.Repeated repeated) {
      boolean found =
          repeated.children().stream()
              .anyMatch(child -> findElementDefinitions(child, leaf, byRepetition));
      if (found) {
        byRepetition[repeated.repetition()] = repeated.elementDefinition();
      }
      return found;
    }
    return node == leaf;
  }
}
