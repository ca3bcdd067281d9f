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

import dev.adaptive.plan.SymbolPages.Page;
import dev.adaptive.plan.UnitLine.Cut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Splits that have whole symbols: what values a symbol can have is cut into as many parts as are
 * needed for no batch to have more rows than it may, and each batch reads all rows of its part,
 * wherever they are. A row group with symbols of several batches is read by all of them, each as
 * far as the page index, the row group's dictionary and at last the filter on the symbol allow.
 *
 * <p>A symbol with more rows than a batch may have has batches of its own, which share its rows in
 * the order of the files.
 */
final class SymbolBatches implements SplitPlanner {
  /** Metadata is believed if no more than this part of the rows is unclear. */
  private static final double UNCLEAR = 0.05;

  /** What may be unclear in one place, as a part of a batch. */
  private static final double UNCLEAR_IN_BATCH = 0.25;

  private final String column;
  private final long maxRows;
  private final long maxBytes;
  private final SymbolSource source;

  SymbolBatches(String column, long maxRows, long maxBytes, SymbolSource source) {
    this.column = column;
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    this.source = source;
  }

  /** One batch that is being put together. */
  private static final class Batch {
    private final List<SymbolKeys.Range> ranges = new ArrayList<>();
    private final List<SplitUnit> units = new ArrayList<>();
    private boolean nulls;
    private int number;

    /** The page that was touched last. */
    private int page;

    /** In the current unit: the first row to look at, behind the last, and how many there are. */
    private long first = -1;

    private long end;
    private long within;

    /** Notes that the page may have rows of this batch; 1 if that is new, else 0. */
    int touch(Page touched, int pageNumber, List<Batch> ofUnit) {
      if (page == pageNumber) {
        return 0;
      }
      page = pageNumber;
      if (first < 0) {
        first = touched.firstRow();
        ofUnit.add(this);
      }
      end = touched.firstRow() + touched.rows();
      within += touched.rows();
      return 1;
    }

    /** Adds what was touched of a unit. */
    void take(SplitUnit unit) {
      units.add(unit.part(first, end, (long) ((double) unit.bytes() * within / unit.rows())));
      first = -1;
      within = 0;
    }

    /** Where the batch begins among the symbols, if it has any. */
    Object from() {
      return ranges.isEmpty() || ranges.get(0).from() == null
          ? null
          : KeyOrder.key(ranges.get(0).from());
    }
  }

  @Override
  public Splits plan(List<PlanningUnit> planned, int minSplits) {
    if (planned.isEmpty()) {
      return new Splits(List.of(), 0, 1, "by symbol column '" + column + "'");
    }
    long rows = planned.stream().mapToLong(unit -> unit.unit().rows()).sum();
    long bytes = planned.stream().mapToLong(unit -> unit.unit().bytes()).sum();
    double limit = Math.min(maxRows, Math.max(1, maxBytes * ((double) rows / Math.max(1, bytes))));
    double ceiling = Math.max(1, Math.min(limit, (double) rows / Math.max(1, minSplits)));

    List<SymbolPages> units = source.pages(planned);
    SymbolSizes sizes = SymbolSizes.ofMetadata(units);
    double unclear = sizes.unclear(units, ceiling * UNCLEAR_IN_BATCH);
    String basis = sizes.basis();
    if (unclear > UNCLEAR) {
      SymbolSizes sampled = source.sample(planned);
      sizes = sampled == null ? sizes : sampled;
      basis =
          sampled == null
              ? String.format(
                  Locale.ROOT, "from metadata, unclear for %.0f %% of rows", 100 * unclear)
              : sampled.basis();
    }
    SplitPlanner.checkCount(
        Math.min(rows / ceiling, sizes.intervals()), "symbol-batch.max-rows or .max-bytes");
    KeyPacking packing = KeyPacking.pack(sizes, ceiling);
    Batch[] batches = batches(sizes, packing);
    double touched = assign(units, sizes, packing, batches);
    return splits(batches, packing, limit, basis, touched / rows);
  }

  private static Batch[] batches(SymbolSizes sizes, KeyPacking packing) {
    Batch[] batches = new Batch[packing.batches()];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = new Batch();
      batches[i].number = i;
    }
    batches[packing.nullBatch()].nulls = true;
    int last = sizes.intervals() - 1;
    for (int i = 0, end; i <= last; i = end + 1) {
      end = i;
      while (end < last && packing.batchOf(end + 1) == packing.batchOf(i)) {
        end++;
      }
      batches[packing.batchOf(i)].ranges.add(
          new SymbolKeys.Range(
              i == 0 ? null : KeyOrder.literal(sizes.key(i)),
              end == last ? null : KeyOrder.literal(sizes.key(end + 1))));
    }
    return batches;
  }

  /**
   * Gives each batch the rows that it has to look at; returns how many rows are looked at by all of
   * them.
   */
  private static double assign(
      List<SymbolPages> units, SymbolSizes sizes, KeyPacking packing, Batch[] batches) {
    double touched = 0;
    int pageNumber = 0;
    List<Batch> ofUnit = new ArrayList<>();
    for (SymbolPages unit : units) {
      for (Page page : unit.pages()) {
        pageNumber++;
        int found = 0;
        if (page.mayHoldNull() || page.onlyNull()) {
          found += batches[packing.nullBatch()].touch(page, pageNumber, ofUnit);
        }
        if (page.onlyNull()) {
          continue;
        }
        int last = page.max() == null ? sizes.intervals() - 1 : sizes.interval(page.max());
        for (int i = page.min() == null ? 0 : sizes.interval(page.min());
            i <= last && found < batches.length;
            i++) {
          found += batches[packing.batchOf(i)].touch(page, pageNumber, ofUnit);
        }
      }
      for (Batch batch : ofUnit) {
        touched += batch.within;
        batch.take(unit.unit());
      }
      ofUnit.clear();
    }
    return touched;
  }

  private Splits splits(
      Batch[] batches, KeyPacking packing, double limit, String basis, double amplification) {
    List<Batch> used = new ArrayList<>();
    for (Batch batch : batches) {
      if (!batch.units.isEmpty()) {
        used.add(batch);
      }
    }
    used.sort(Comparator.comparing(Batch::from, Comparator.nullsFirst(KeyOrder.ORDER)));
    boolean one = used.size() == 1;
    int cut = 0;
    List<ScanSplit> splits = new ArrayList<>();
    for (Batch batch : used) {
      long rows = Math.round(packing.rows(batch.number));
      double parts = Math.ceil(rows / limit);
      SplitPlanner.checkCount(parts, "symbol-batch.max-rows");
      List<List<SplitUnit>> shares =
          parts <= 1 ? List.of(batch.units) : shares(batch.units, (int) parts);
      cut += shares.size() > 1 ? 1 : 0;
      for (int i = 0; i < shares.size(); i++) {
        SymbolKeys keys =
            one
                ? null
                : new SymbolKeys(
                    column,
                    batch.ranges,
                    batch.nulls,
                    rows / shares.size(),
                    shares.size() == 1 ? 0 : i + 1);
        splits.add(new ScanSplit(SplitPlanner.id(splits.size()), shares.get(i), keys));
      }
    }
    String mode =
        "by symbol column '"
            + column
            + "', at most "
            + (long) limit
            + " rows, sizes "
            + basis
            + (cut == 0 ? "" : ", symbols above that and cut: " + cut)
            + String.format(Locale.ROOT, ", read amplification %.2f", amplification);
    return new Splits(splits, 0, amplification, mode);
  }

  /** Consecutive parts with equal numbers of rows. */
  private static List<List<SplitUnit>> shares(List<SplitUnit> units, int parts) {
    UnitLine line = new UnitLine(units, 0);
    List<List<SplitUnit>> shares = new ArrayList<>();
    Cut from = line.start();
    for (int i = 1; i <= parts; i++) {
      Cut to =
          i == parts
              ? line.end()
              : line.cutAtRow(line.rows() / parts * i + line.rows() % parts * i / parts);
      if (from.compareTo(to) < 0) {
        shares.add(line.between(from, to));
      }
      from = to;
    }
    return shares;
  }
}
