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

import dev.adaptive.batch.Selection;
import dev.adaptive.batch.VectorBuilder;
import dev.adaptive.error.CorruptFileException;
import java.util.List;

/**
 * Reads the rows of a nested column: all leaves that are wanted, one after the other, and from
 * their levels the structs, lists and maps around them.
 */
final class NestedColumnReader implements ColumnReader {
  /** Rows of a selection that are decided on together. */
  private static final int BLOCK = 512;

  /**
   * With fewer selected rows than one in so many, only they are decoded; else everything is decoded
   * and compacted.
   */
  private static final int SPARSE = 16;

  private final List<LeafReader> leaves;
  private final List<Siblings> siblings;
  private final VectorBuilder builder;

  /**
   * @param leaves closed by this reader
   * @param siblings checked whenever rows have been read
   * @param builder that the leaves and the structures they write append to; closed by this reader
   */
  NestedColumnReader(List<LeafReader> leaves, List<Siblings> siblings, VectorBuilder builder) {
    this.leaves = List.copyOf(leaves);
    this.siblings = List.copyOf(siblings);
    this.builder = builder;
  }

  /** Two leaves that must agree on what is around them. */
  record Siblings(LeafReader one, Shape ofOne, LeafReader other, Shape ofOther) {}

  @Override
  public VectorBuilder builder() {
    return builder;
  }

  @Override
  public void skip(long rows) {
    for (LeafReader leaf : leaves) {
      leaf.skip(rows);
    }
  }

  @Override
  public void read(int rows) {
    read(null, 0, rows);
  }

  @Override
  public void read(Selection selection) {
    int rows = selection.rows();
    int done = 0;
    for (int row = selection.nextKept(0); row < rows; row = selection.nextKept(done)) {
      skip(row - done);
      int end = Math.min(rows, row + BLOCK);
      int kept = selection.count(row, end);
      if (kept * SPARSE < end - row) {
        end = Math.min(end, selection.nextDropped(row));
        kept = end - row;
      }
      read(kept == end - row ? null : selection, row, end);
      done = end;
    }
    skip(rows - done);
  }

  private void read(Selection selection, int from, int to) {
    for (LeafReader leaf : leaves) {
      leaf.read(selection, from, to);
    }
    for (Siblings pair : siblings) {
      if (!pair.ofOne.matches(pair.ofOther)) {
        throw new CorruptFileException(
            pair.other.where()
                + "its levels and those of column "
                + pair.one.leaf().name()
                + " disagree on where the lists and structs around both are null, empty or"
                + " repeated");
      }
    }
  }

  @Override
  public long bytesLeftAlone() {
    return leaves.stream().mapToLong(LeafReader::bytesLeftAlone).sum();
  }

  @Override
  public void check() {
    // all leaves are in the same file
    leaves.get(0).check();
  }

  @Override
  public void close() {
    builder.close();
    leaves.forEach(LeafReader::close);
  }
}
