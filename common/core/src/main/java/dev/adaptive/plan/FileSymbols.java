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

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.filter.ColumnStatistics;
import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.Format;
import dev.adaptive.format.RowRange;
import dev.adaptive.format.UnitRead;
import dev.adaptive.format.UnitReader;
import dev.adaptive.io.InputFile;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.ByteTargetBatchSizer;
import dev.adaptive.memory.Machine;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.OptionTable.SymbolEstimate;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.stats.ReadStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks symbols up in page indexes, and samples the symbol column. */
final class FileSymbols implements SymbolSource {
  /** Rows that are read together in one place, about a page. */
  private static final int SAMPLE_ROWS = 8_192;

  /** Places that are looked at, evenly spread over all rows. */
  private static final int SAMPLES = 64;

  private static final int SAMPLE_BATCH_BYTES = 1 << 20;

  private final FileReads reads;
  private final Format format;
  private final MetadataCache metadata;
  private final FileSchemas.Resolved schemas;
  private final Field column;
  private final boolean fromPath;
  private final ReadOptions options;

  /**
   * @param fromPath whether the symbol is a partition
   */
  FileSymbols(
      FileReads reads,
      Format format,
      MetadataCache metadata,
      FileSchemas.Resolved schemas,
      Field column,
      boolean fromPath,
      ReadOptions options) {
    this.reads = reads;
    this.format = format;
    this.metadata = metadata;
    this.schemas = schemas;
    this.column = column;
    this.fromPath = fromPath;
    this.options = options;
  }

  /** Units of one file of which something is to be found out. */
  private record FileUnits(
      DataFile file, FileMetadata footer, String column, List<Integer> units) {}

  @Override
  public List<SymbolPages> pages(List<PlanningUnit> planned) {
    List<SymbolPages> pages = new ArrayList<>(planned.size());
    List<Integer> wide = new ArrayList<>();
    for (int i = 0; i < planned.size(); i++) {
      SymbolRange range = planned.get(i).symbols();
      pages.add(SymbolPages.whole(planned.get(i), -1));
      boolean single =
          range.onlyNull()
              || !range.unbounded() && SymbolRange.ORDER.compare(range.min(), range.max()) == 0;
      if (!single && !fromPath) {
        wide.add(i);
      }
    }
    List<FileUnits> files = byFile(planned, wide);
    List<Optional<List<List<ColumnStatistics>>>> found =
        reads.read(
            files.stream().map(file -> file.file().status()).toList(),
            (index, file) -> pages(files.get(index), planned, file));
    for (int i = 0; i < files.size(); i++) {
      if (found.get(i).isPresent()) {
        for (int k = 0; k < files.get(i).units().size(); k++) {
          int unit = files.get(i).units().get(k);
          pages.set(unit, symbols(planned.get(unit), found.get(i).get().get(k)));
        }
      }
    }
    return pages;
  }

  private List<List<ColumnStatistics>> pages(
      FileUnits wanted, List<PlanningUnit> planned, InputFile file) {
    return wanted.units().stream()
        .map(
            i -> format.pages(file, wanted.footer(), planned.get(i).unit().unit(), wanted.column()))
        .toList();
  }

  private static SymbolPages symbols(PlanningUnit unit, List<ColumnStatistics> statistics) {
    if (statistics.size() == 1) {
      return SymbolPages.whole(unit, statistics.get(0).nullCount());
    }
    List<SymbolPages.Page> pages = new ArrayList<>(statistics.size());
    long row = 0;
    for (ColumnStatistics page : statistics) {
      if (page.rows() > 0) {
        pages.add(SymbolPages.page(row, page, SymbolRange.of(page, unit.symbols().mayHoldNull())));
      }
      row += page.rows();
    }
    return new SymbolPages(unit.unit(), pages);
  }

  /** Groups units by file, those whose file has the column and as it is read. */
  private List<FileUnits> byFile(List<PlanningUnit> planned, List<Integer> units) {
    Map<String, List<Integer>> byPath = new LinkedHashMap<>();
    for (int i : units) {
      byPath.computeIfAbsent(planned.get(i).unit().path(), path -> new ArrayList<>()).add(i);
    }
    List<DataFile> files = new ArrayList<>();
    for (List<Integer> ofFile : byPath.values()) {
      SplitUnit unit = planned.get(ofFile.get(0)).unit();
      files.add(new DataFile(unit.file(), unit.partitionValues()));
    }
    List<Optional<FileMetadata>> footers = metadata.get(files);
    List<FileUnits> grouped = new ArrayList<>();
    int next = 0;
    for (List<Integer> ofFile : byPath.values()) {
      DataFile file = files.get(next);
      FileMetadata footer = footers.get(next++).orElseThrow();
      FileColumns columns = schemas.match(file, footer);
      String name = columns.nameInFile(column.name());
      if (name != null && columns.fieldInFile(column.name()).type().equals(column.type())) {
        grouped.add(new FileUnits(file, footer, name, ofFile));
      }
    }
    return grouped;
  }

  @Override
  public SymbolSizes sample(List<PlanningUnit> planned) {
    if (fromPath || options.get(OptionTable.SYMBOL_ESTIMATE) != SymbolEstimate.SAMPLE) {
      return null;
    }
    Map<Integer, List<RowRange>> places = places(planned);
    List<FileUnits> files = byFile(planned, List.copyOf(places.keySet()));
    List<Optional<Map<Object, Long>>> counts =
        reads.read(
            files.stream().map(file -> file.file().status()).toList(),
            (index, file) -> count(files.get(index), planned, places, file));
    TreeMap<Object, Long> all = new TreeMap<>(KeyOrder.ORDER);
    long nulls = 0;
    for (Optional<Map<Object, Long>> ofFile : counts) {
      for (Map.Entry<Object, Long> count : ofFile.orElse(Map.of()).entrySet()) {
        if (count.getKey() == null) {
          nulls += count.getValue();
        } else {
          all.merge(KeyOrder.key(count.getKey()), count.getValue(), Long::sum);
        }
      }
    }
    long rows = planned.stream().mapToLong(unit -> unit.unit().rows()).sum();
    return all.isEmpty() && nulls == 0 ? null : SymbolSizes.ofSample(all, nulls, rows);
  }

  /** The rows to look at, by unit: all, if these are few. */
  private static Map<Integer, List<RowRange>> places(List<PlanningUnit> planned) {
    long rows = planned.stream().mapToLong(unit -> unit.unit().rows()).sum();
    Map<Integer, List<RowRange>> places = new LinkedHashMap<>();
    long before = 0;
    int sample = 0;
    for (int i = 0; i < planned.size(); i++) {
      long ofUnit = planned.get(i).unit().rows();
      if (rows <= (long) SAMPLES * SAMPLE_ROWS) {
        places.put(i, List.of(new RowRange(0, ofUnit)));
        continue;
      }
      long end = 0;
      for (; sample < SAMPLES && rows / SAMPLES * sample < before + ofUnit; sample++) {
        long from = Math.max(end, rows / SAMPLES * sample - before);
        end = Math.min(ofUnit, from + SAMPLE_ROWS);
        places.computeIfAbsent(i, unit -> new ArrayList<>()).add(new RowRange(from, end));
      }
      before += ofUnit;
    }
    return places;
  }

  private Map<Object, Long> count(
      FileUnits wanted,
      List<PlanningUnit> planned,
      Map<Integer, List<RowRange>> places,
      InputFile file) {
    Map<Object, Long> counts = new HashMap<>();
    MemoryBudget budget =
        MemoryBudget.root("sampling symbols", options.memory(Machine.current()).limit());
    try (BlockAllocator allocator = new BlockAllocator(budget)) {
      for (int unit : wanted.units()) {
        for (RowRange range : places.get(unit)) {
          UnitRead read =
              new UnitRead(
                  new Schema(List.of(column)),
                  List.of(wanted.column()),
                  options,
                  1,
                  range,
                  null,
                  new ByteTargetBatchSizer(1, SAMPLE_ROWS, SAMPLE_BATCH_BYTES),
                  allocator,
                  new ReadStats());
          try (UnitReader reader =
              format.open(file, wanted.footer(), planned.get(unit).unit().unit(), read)) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
              count(batch, counts);
            }
          }
        }
      }
    }
    return counts;
  }

  private static void count(ColumnBatch next, Map<Object, Long> counts) {
    try (ColumnBatch batch = next) {
      ColumnVector symbols = batch.column(0);
      for (int row = 0; row < batch.rows(); row++) {
        Object value = symbols.getObject(row);
        counts.merge(value instanceof Number n ? (Object) n.longValue() : value, 1L, Long::sum);
      }
    }
  }
}
