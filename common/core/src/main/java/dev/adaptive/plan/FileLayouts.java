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

import dev.adaptive.format.FileMetadata;
import dev.adaptive.format.Format;
import dev.adaptive.format.UnitLayout;
import dev.adaptive.io.InputFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks layouts up in the files, which are opened again for that: planners ask only for units that
 * they want to cut. Each unit is looked up once. Not thread-safe.
 */
final class FileLayouts implements UnitLayouts {
  private final FileReads reads;
  private final Format format;
  private final MetadataCache metadata;
  private final FileSchemas.Resolved schemas;
  private final UnitSelection selection;
  private final Map<Key, UnitLayout> known = new HashMap<>();

  FileLayouts(
      FileReads reads,
      Format format,
      MetadataCache metadata,
      FileSchemas.Resolved schemas,
      UnitSelection selection) {
    this.reads = reads;
    this.format = format;
    this.metadata = metadata;
    this.schemas = schemas;
    this.selection = selection;
  }

  private record Key(String path, int unit) {
    static Key of(SplitUnit unit) {
      return new Key(unit.path(), unit.unit());
    }
  }

  @Override
  public boolean mayPrune() {
    return selection.hasFilter();
  }

  @Override
  public List<UnitLayout> of(List<SplitUnit> units) {
    Map<String, List<SplitUnit>> unread = new LinkedHashMap<>();
    for (SplitUnit unit : units) {
      if (!known.containsKey(Key.of(unit))) {
        unread.computeIfAbsent(unit.path(), path -> new ArrayList<>()).add(unit);
      }
    }
    List<List<SplitUnit>> byFile = new ArrayList<>(unread.values());
    List<DataFile> files =
        byFile.stream()
            .map(list -> new DataFile(list.get(0).file(), list.get(0).partitionValues()))
            .toList();
    List<Optional<FileMetadata>> footers = metadata.get(files);
    List<UnitSelection.Reading> readings = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      DataFile file = files.get(i);
      readings.add(selection.reading(file, schemas.match(file, footers.get(i).orElseThrow())));
    }
    List<Optional<List<UnitLayout>>> layouts =
        reads.read(
            files.stream().map(DataFile::status).toList(),
            (index, file) ->
                read(
                    file,
                    footers.get(index).orElseThrow(),
                    readings.get(index),
                    byFile.get(index)));
    for (int i = 0; i < byFile.size(); i++) {
      for (int k = 0; k < byFile.get(i).size(); k++) {
        SplitUnit unit = byFile.get(i).get(k);
        int position = k;
        known.put(
            Key.of(unit),
            layouts
                .get(i)
                .map(list -> list.get(position))
                // the file is gone, and may be
                .orElse(UnitLayout.even(unit.endRow(), unit.bytes())));
      }
    }
    return units.stream().map(unit -> known.get(Key.of(unit))).toList();
  }

  private List<UnitLayout> read(
      InputFile file, FileMetadata footer, UnitSelection.Reading reading, List<SplitUnit> units) {
    return units.stream()
        .map(
            unit ->
                format.layout(
                    file,
                    footer,
                    unit.unit(),
                    reading.columns(),
                    reading.fileColumns(),
                    reading.filter()))
        .toList();
  }
}
