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

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.error.NoDataException;
import dev.adaptive.error.SchemaException;
import dev.adaptive.io.Storage;
import dev.adaptive.io.Storage.FileStatus;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the files of a table below the paths that a user gave, by Spark's rules. Used once.
 *
 * <ul>
 *   <li>A path is a file, a directory or, if there is nothing of that name, a glob; what a glob
 *       matches counts as given.
 *   <li>Names that begin with '_' or '.' are left out, unless given as such or a partition
 *       directory.
 *   <li>Directories {@code column=value} directly below a given directory, and below each other,
 *       are partitions. Other directories are entered within a partition, or all of them with the
 *       option 'recursive', which knows no partitions.
 *   <li>A file that several paths lead to is read once.
 * </ul>
 */
final class FileListing {
  private final Storage storage;
  private final boolean recursive;
  private final boolean ignoreMissing;
  private final String basePath;
  private final String defaultPartitionName;
  private final Predicate<String> nameFilter;
  private final Pattern pathRegex;
  private final long modifiedAfter;
  private final long modifiedBefore;
  private final String filters;

  private final TreeMap<String, DataFile> found = new TreeMap<>();
  private int filteredOut;
  private int hidden;
  private String skippedDirectory;

  FileListing(Storage storage, ReadOptions options) {
    this.storage = storage;
    this.recursive = options.get(OptionTable.RECURSIVE);
    this.ignoreMissing = options.get(OptionTable.IGNORE_MISSING_FILES);
    this.basePath =
        options.isSet(OptionTable.BASE_PATH)
            ? storage.normalForm(options.get(OptionTable.BASE_PATH))
            : null;
    this.defaultPartitionName = options.get(OptionTable.DEFAULT_PARTITION_NAME);
    this.nameFilter =
        options.isSet(OptionTable.FILE_GLOB)
            ? Glob.names(options.get(OptionTable.FILE_GLOB))
            : name -> true;
    this.pathRegex = options.get(OptionTable.PATH_REGEX);
    ZoneId zone = options.get(OptionTable.TIME_ZONE);
    this.modifiedAfter = millis(options.get(OptionTable.MODIFIED_AFTER), zone, Long.MIN_VALUE);
    this.modifiedBefore = millis(options.get(OptionTable.MODIFIED_BEFORE), zone, Long.MAX_VALUE);
    Map<String, String> set = new LinkedHashMap<>(options.asMap());
    set.keySet()
        .retainAll(
            List.of(
                OptionTable.FILE_GLOB.key(),
                OptionTable.PATH_REGEX.key(),
                OptionTable.MODIFIED_AFTER.key(),
                OptionTable.MODIFIED_BEFORE.key()));
    this.filters = set.toString();
  }

  private static long millis(LocalDateTime time, ZoneId zone, long none) {
    return time == null ? none : time.atZone(zone).toInstant().toEpochMilli();
  }

  /**
   * Lists the files, ordered by path.
   *
   * @throws NoDataException if a path does not exist, a glob matches nothing, or no file is left
   */
  List<DataFile> list(List<String> paths) {
    if (paths.isEmpty()) {
      throw new NoDataException("no path is given to read");
    }
    for (String path : paths) {
      addPath(path);
    }
    if (found.isEmpty()) {
      throw nothingFound(paths);
    }
    return List.copyOf(found.values());
  }

  private void addPath(String path) {
    String normal = storage.normalForm(path);
    Optional<FileStatus> status = storage.status(normal);
    if (status.isPresent()) {
      addRoot(status.get());
      return;
    }
    if (Glob.isGlob(normal)) {
      Map<String, FileStatus> matches = new TreeMap<>();
      for (Glob glob : Glob.parse(normal)) {
        match(glob.directory(), glob.parts(), matches);
      }
      if (matches.isEmpty() && !ignoreMissing) {
        throw new NoDataException(
            "nothing matches '"
                + path
                + "'"
                + deepestDirectory(Glob.parse(normal).get(0).directory()));
      }
      matches.values().forEach(this::addRoot);
    } else if (!ignoreMissing) {
      throw new NoDataException(
          "path does not exist: '" + path + "'" + deepestDirectory(parent(normal)));
    }
  }

  private String deepestDirectory(String directory) {
    for (String above = directory; !above.isEmpty(); above = parent(above)) {
      if (storage.status(above).isPresent()) {
        return "; of its directories, '" + above + "' exists";
      }
    }
    return "";
  }

  private void match(String directory, List<Glob.Part> parts, Map<String, FileStatus> matches) {
    Glob.Part part = parts.get(0);
    List<Glob.Part> rest = parts.subList(1, parts.size());
    if (part.literal() != null) {
      storage
          .status(child(directory, part.literal()))
          .ifPresent(status -> matched(status, rest, matches));
      return;
    }
    if (storage.status(directory).filter(FileStatus::directory).isEmpty()) {
      return;
    }
    if (part.anyDepth() && !rest.isEmpty()) {
      match(directory, rest, matches);
    }
    for (FileStatus entry : storage.list(directory)) {
      if (!part.anyDepth()) {
        if (part.matches(name(entry.path()))) {
          matched(entry, rest, matches);
        }
      } else if (!isHidden(name(entry.path()))) {
        if (entry.directory()) {
          match(entry.path(), parts, matches);
        } else if (rest.isEmpty()) {
          matches.put(entry.path(), entry);
        }
      }
    }
  }

  private void matched(FileStatus status, List<Glob.Part> rest, Map<String, FileStatus> matches) {
    if (rest.isEmpty()) {
      matches.put(status.path(), status);
    } else if (status.directory()) {
      match(status.path(), rest, matches);
    }
  }

  private void addRoot(FileStatus root) {
    Map<String, String> partitions =
        basePath == null || recursive ? Map.of() : partitionsBelowBase(root);
    if (root.directory()) {
      walk(root.path(), partitions, true);
    } else {
      addFile(root, partitions);
    }
  }

  private Map<String, String> partitionsBelowBase(FileStatus root) {
    String below = basePath.endsWith("/") ? basePath : basePath + "/";
    if (!root.path().equals(basePath) && !root.path().startsWith(below)) {
      throw new InvalidOptionException(
          "option 'base-path' is '" + basePath + "', but '" + root.path() + "' is not below it");
    }
    Map<String, String> partitions = Map.of();
    String directories = root.directory() ? root.path() + "/" : root.path();
    for (int from = below.length(), to; (to = directories.indexOf('/', from)) >= 0; from = to + 1) {
      PartitionDirectory partition =
          PartitionDirectory.parse(directories.substring(from, to), defaultPartitionName);
      if (partition != null) {
        partitions = with(partitions, partition, root.path());
      }
    }
    return partitions;
  }

  /**
   * @param partitionsMayFollow false below a directory that is no partition
   */
  private void walk(String directory, Map<String, String> partitions, boolean partitionsMayFollow) {
    for (FileStatus entry : storage.list(directory)) {
      String name = name(entry.path());
      if (!entry.directory()) {
        if (isHidden(name)) {
          hidden++;
        } else {
          addFile(entry, partitions);
        }
        continue;
      }
      PartitionDirectory partition =
          name.startsWith(".") ? null : PartitionDirectory.parse(name, defaultPartitionName);
      if (partition == null && isHidden(name)) {
        hidden++;
      } else if (recursive) {
        walk(entry.path(), Map.of(), false);
      } else if (partition != null && partitionsMayFollow) {
        walk(entry.path(), with(partitions, partition, entry.path()), true);
      } else if (!partitions.isEmpty()) {
        walk(entry.path(), partitions, false);
      } else {
        skippedDirectory = entry.path();
      }
    }
  }

  private static Map<String, String> with(
      Map<String, String> partitions, PartitionDirectory partition, String path) {
    if (partitions.containsKey(partition.column())) {
      throw new SchemaException(
          "partition column '" + partition.column() + "' appears twice in the path " + path);
    }
    Map<String, String> extended = new LinkedHashMap<>(partitions);
    extended.put(partition.column(), partition.value());
    return Collections.unmodifiableMap(extended);
  }

  private void addFile(FileStatus file, Map<String, String> partitions) {
    if (!nameFilter.test(name(file.path()))
        || (pathRegex != null && !pathRegex.matcher(file.path()).matches())
        || (modifiedAfter != Long.MIN_VALUE && file.modifiedMillis() <= modifiedAfter)
        || (modifiedBefore != Long.MAX_VALUE && file.modifiedMillis() >= modifiedBefore)) {
      filteredOut++;
      return;
    }
    DataFile before = found.putIfAbsent(file.path(), new DataFile(file, partitions));
    if (before != null && !before.partitionValues().equals(partitions)) {
      throw new SchemaException(
          "the paths to read lead to "
              + file.path()
              + " twice, with the partition values "
              + before.partitionValues()
              + " and "
              + partitions
              + ". Give only one of the paths, or the option 'base-path'");
    }
  }

  private NoDataException nothingFound(List<String> paths) {
    List<String> left = new ArrayList<>();
    if (filteredOut > 0) {
      left.add(filteredOut + " files were left out by the options " + filters);
    }
    if (hidden > 0) {
      left.add(hidden + " names that begin with '_' or '.' were ignored");
    }
    if (skippedDirectory != null) {
      left.add(
          "sub-directories such as '"
              + skippedDirectory
              + "' are no partitions (column=value) and are read only with the option 'recursive'");
    }
    return new NoDataException(
        "there is no data file in "
            + String.join(", ", paths.stream().map(p -> "'" + p + "'").toList())
            + (left.isEmpty() ? "" : ": " + String.join("; ", left)));
  }

  /**
   * Engines and tools mark what is no data this way: {@code _SUCCESS}, {@code _temporary}, {@code
   * .part.crc}.
   */
  static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String child(String directory, String name) {
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    if (slash == 0 && path.length() > 1) {
      return "/";
    }
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
