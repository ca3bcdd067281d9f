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
package dev.adaptive.plan;

import java.io.Serializable;
import java.util.List;

/**
 * A part of a scan that one task reads: units in the order in which they are read. Immutable.
 *
 * @param id distinguishes the splits of one plan; the same plan gives the same ids
 * @param units at least one
 * @param keys null for all rows of the units, else only those of these symbols are read
 */
public record ScanSplit(String id, List<SplitUnit> units, SymbolKeys keys) implements Serializable {
  public ScanSplit {
    units = List.copyOf(units);
    if (units.isEmpty()) {
      throw new IllegalArgumentException("split " + id + " has no units");
    }
  }

  /** A split that reads all rows of its units. */
  public ScanSplit(String id, List<SplitUnit> units) {
    this(id, units, null);
  }

  /** Rows before any filter; estimated if the split has only some symbols. */
  public long rows() {
    return keys != null ? keys.rows() : units.stream().mapToLong(SplitUnit::rows).sum();
  }

  /** Rows that come for certain if the scan has no filter. */
  public long certainRows() {
    return keys != null ? 0 : rows();
  }

  /** Uncompressed bytes of the columns that are read, in the rows that are looked at. */
  public long bytes() {
    return units.stream().mapToLong(SplitUnit::bytes).sum();
  }
}
