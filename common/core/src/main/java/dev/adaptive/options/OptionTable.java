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
package dev.adaptive.options;

import dev.adaptive.error.InvalidOptionException;
import dev.adaptive.io.Mmap;
import dev.adaptive.memory.MemoryLimit;
import dev.adaptive.memory.MemoryProfile;
import dev.adaptive.schema.DataType;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Every option there is. The engines' options and the documentation are made from this table. */
public final class OptionTable {
  private OptionTable() {}

  public static final Option<String> PATH =
      new Option<>(
          "path",
          "path",
          null,
          Function.identity(),
          "File, directory or glob to read. In globs, * and ? stop at '/', ** does not; [a-z],"
              + " [!a-z], {a,b} and \\ work as in a shell.",
          List.of());

  public static final Option<String> FORMAT =
      new Option<>(
          "format",
          "name",
          "parquet",
          text -> text.trim().toLowerCase(Locale.ROOT),
          "The format of the files.",
          List.of());

  public static final Option<DataType.Unit> INT96_UNIT =
      new Option<>(
          "parquet.int96-unit",
          "micros | nanos",
          "micros",
          Parsers::int96Unit,
          "The unit of timestamps that Parquet files store as INT96. Microseconds reach any year;"
              + " nanoseconds are exact and reach from 1677 to 2262. Flink's default is nanos.",
          List.of());

  public static final Option<Boolean> RECURSIVE =
      new Option<>(
          "recursive",
          "boolean",
          "false",
          Parsers::bool,
          "Also read files in sub-directories that are no partitions (key=value). Partition values"
              + " are not taken from paths then.",
          List.of("recursiveFileLookup"));

  public static final Option<String> FILE_GLOB =
      new Option<>(
          "file-glob",
          "glob",
          null,
          Function.identity(),
          "Read only files whose name matches.",
          List.of("pathGlobFilter"));

  public static final Option<Pattern> PATH_REGEX =
      new Option<>(
          "path-regex",
          "regex",
          null,
          Pattern::compile,
          "Read only files whose whole absolute path matches.",
          List.of("source.path.regex-pattern"));

  public static final Option<String> BASE_PATH =
      new Option<>(
          "base-path",
          "path",
          null,
          Function.identity(),
          "The directory below which key=value directories are partitions. By default each path"
              + " that is given is one, also each match of a glob, so that reading 'table/day=1' or"
              + " 'table/day=*' gives no column 'day' unless this is 'table'.",
          List.of("basePath"));

  public static final Option<String> DEFAULT_PARTITION_NAME =
      new Option<>(
          "partition.default-name",
          "string",
          "__HIVE_DEFAULT_PARTITION__",
          Function.identity(),
          "The value that stands for null in a partition directory's name.",
          List.of());

  public static final Option<ZoneId> TIME_ZONE =
      new Option<>(
          "time-zone",
          "zone",
          "UTC",
          Parsers::zone,
          "The zone of times that are written without one: timestamps in partition directories,"
              + " 'modified-after' and 'modified-before'.",
          List.of("timeZone"));

  public static final Option<LocalDateTime> MODIFIED_AFTER =
      new Option<>(
          "modified-after",
          "yyyy-MM-ddTHH:mm:ss",
          null,
          Parsers::dateTime,
          "Read only files that were modified later than this.",
          List.of("modifiedAfter"));

  public static final Option<LocalDateTime> MODIFIED_BEFORE =
      new Option<>(
          "modified-before",
          "yyyy-MM-ddTHH:mm:ss",
          null,
          Parsers::dateTime,
          "Read only files that were modified earlier than this.",
          List.of("modifiedBefore"));

  public static final Option<Boolean> IGNORE_MISSING_FILES =
      new Option<>(
          "ignore-missing-files",
          "boolean",
          "false",
          Parsers::bool,
          "Leave out paths that do not exist and files that are deleted before they are read,"
              + " instead of failing.",
          List.of("ignoreMissingFiles"));

  public static final Option<Boolean> IGNORE_CORRUPT_FILES =
      new Option<>(
          "ignore-corrupt-files",
          "boolean",
          "false",
          Parsers::onlyFalse,
          "Understood so that it can be refused: a file that cannot be read always ends the query.",
          List.of("ignoreCorruptFiles"));

  public static final Option<Boolean> MERGE_SCHEMA =
      new Option<>(
          "merge-schema",
          "boolean",
          "false",
          Parsers::bool,
          "Take the columns of all files, whose footers are then read at once, instead of those of"
              + " the first file.",
          List.of("mergeSchema"));

  public static final Option<Boolean> CASE_SENSITIVE =
      new Option<>(
          "case-sensitive",
          "boolean",
          "false",
          Parsers::bool,
          "Whether column names must match in case.",
          List.of());

  public static final Option<Mmap> MMAP =
      new Option<>(
          "read.mmap",
          "auto | on | off",
          "auto",
          Parsers.oneOf(Mmap.class),
          "Whether local files are mapped into memory or read. A mapping saves a copy, but if a"
              + " file is shortened while it is read, or its disk fails, a mapping can end the JVM."
              + " 'auto' maps files on local disks and reads those on network file systems.",
          List.of());

  public static final Option<Boolean> VERIFY_CHECKSUMS =
      new Option<>(
          "read.verify-checksums",
          "boolean",
          "true",
          Parsers::bool,
          "Whether pages that carry a checksum are checked before they are decoded.",
          List.of());

  public static final Option<MemoryProfile> MEMORY_PROFILE =
      new Option<>(
          "memory.profile",
          "auto | development | testing | limited | production",
          "auto",
          Parsers.oneOf(MemoryProfile.class),
          "What 'memory.limit', 'batch.target-bytes' and 'batch.max-rows' are if they are not set:"
              + " 256MB, 4MB and 16384 for 'development'; 64MB, 1MB and 4096 for 'testing'; 32MB,"
              + " 1MB and 8192 for 'limited'; 512MB, 8MB and 32768 for 'production'. 'auto' takes"
              + " half of the JVM's direct memory, at most a quarter of the container's memory,"
              + " divided by the number of cores: 16MB to 256MB, batches of up to 4MB and 16384"
              + " rows.",
          List.of());

  public static final Option<MemoryLimit> MEMORY_LIMIT =
      new Option<>(
          "memory.limit",
          "size | percent",
          null,
          Parsers::memoryLimit,
          "The most memory that one reader may use for pages, dictionaries and batches together, as"
              + " '64MB', or as a share of the container's memory, as '5%'.",
          List.of());

  public static final Option<Integer> BATCH_MIN_ROWS =
      new Option<>(
          "batch.min-rows",
          "int",
          "64",
          Parsers::positiveInt,
          "The least number of rows that a full batch may have.",
          List.of());

  public static final Option<Integer> BATCH_MAX_ROWS =
      new Option<>(
          "batch.max-rows",
          "int",
          null,
          Parsers::positiveInt,
          "The most rows in a batch. By default as 'memory.profile' says.",
          List.of());

  public static final Option<Long> BATCH_TARGET_BYTES =
      new Option<>(
          "batch.target-bytes",
          "size",
          null,
          Parsers::size,
          "The size that batches should have; rows per batch follow from it. By default as"
              + " 'memory.profile' says.",
          List.of());

  public static final Option<Long> SPLIT_TARGET_SIZE =
      new Option<>(
          "split.target-size",
          "size",
          "128MB",
          Parsers::size,
          "The size that splits should have: uncompressed bytes of the columns that are read."
              + " Smaller if that many splits are asked for.",
          List.of("maxPartitionBytes"));

  public static final Option<Long> SPLIT_OPEN_COST =
      new Option<>(
          "split.open-cost",
          "size",
          "4MB",
          Parsers::size,
          "What opening a file costs, as bytes: keeps too many small files out of one split.",
          List.of("openCostInBytes"));

  public static final Option<Long> SPLIT_MAX_ROWS =
      new Option<>(
          "split.max-rows",
          "long",
          null,
          Parsers::positiveLong,
          "The most rows in a split of split.mode 'size', before any filter. By default only the"
              + " target size counts.",
          List.of());

  /** How row groups are put together to splits. */
  public enum SplitMode {
    SIZE,
    SYMBOL,
    AUTO
  }

  public static final Option<SplitMode> SPLIT_MODE =
      new Option<>(
          "split.mode",
          "size | symbol | auto",
          "size",
          Parsers.oneOf(SplitMode.class),
          "'size' makes splits of equal size, cutting large row groups; 'symbol' keeps all rows of"
              + " a symbol in one split, which reads no others; 'auto' does so if the files are"
              + " ordered so that this costs little.",
          List.of());

  public static final Option<String> SYMBOL_COLUMN =
      new Option<>(
          "symbol-column",
          "column",
          null,
          Function.identity(),
          "The column that holds the symbol; needed for split.mode 'symbol'.",
          List.of());

  public static final Option<Long> SYMBOL_BATCH_MAX_ROWS =
      new Option<>(
          "symbol-batch.max-rows",
          "long",
          "5000000",
          Parsers::positiveLong,
          "The most rows in a symbol batch, estimated; a symbol that has more is shared out over"
              + " batches of its own.",
          List.of());

  public static final Option<Long> SYMBOL_BATCH_MAX_BYTES =
      new Option<>(
          "symbol-batch.max-bytes",
          "size",
          null,
          Parsers::size,
          "The most bytes in a symbol batch: uncompressed bytes of the columns that are read,"
              + " estimated from its rows. By default only rows count.",
          List.of());

  /** How the sizes of symbols are found. */
  public enum SymbolEstimate {
    METADATA,
    SAMPLE
  }

  public static final Option<SymbolEstimate> SYMBOL_ESTIMATE =
      new Option<>(
          "symbol.estimate",
          "metadata | sample",
          "sample",
          Parsers.oneOf(SymbolEstimate.class),
          "How the rows of each symbol are estimated: from footers and page indexes alone, or,"
              + " where these do not tell, also by reading the symbol column of up to 64 times"
              + " 8,192 rows.",
          List.of());

  private static final List<Option<?>> ALL =
      List.of(
          PATH,
          FORMAT,
          INT96_UNIT,
          RECURSIVE,
          FILE_GLOB,
          PATH_REGEX,
          BASE_PATH,
          DEFAULT_PARTITION_NAME,
          TIME_ZONE,
          MODIFIED_AFTER,
          MODIFIED_BEFORE,
          IGNORE_MISSING_FILES,
          IGNORE_CORRUPT_FILES,
          MERGE_SCHEMA,
          CASE_SENSITIVE,
          MMAP,
          VERIFY_CHECKSUMS,
          MEMORY_PROFILE,
          MEMORY_LIMIT,
          BATCH_MIN_ROWS,
          BATCH_MAX_ROWS,
          BATCH_TARGET_BYTES,
          SPLIT_TARGET_SIZE,
          SPLIT_OPEN_COST,
          SPLIT_MAX_ROWS,
          SPLIT_MODE,
          SYMBOL_COLUMN,
          SYMBOL_BATCH_MAX_ROWS,
          SYMBOL_BATCH_MAX_BYTES,
          SYMBOL_ESTIMATE);

  private static final Map<String, Option<?>> BY_KEY = byKey();

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return ALL;
  }

  /**
   * The option of that key or alias, ignoring case.
   *
   * @throws InvalidOptionException if there is none; names the nearest
   */
  public static Option<?> find(String key) {
    Option<?> option = BY_KEY.get(key.toLowerCase(Locale.ROOT));
    if (option == null) {
      List<String> known = new ArrayList<>();
      ALL.forEach(
          o -> {
            known.add(o.key());
            known.addAll(o.aliases());
          });
      throw InvalidOptionException.unknown(key, known);
    }
    return option;
  }

  private static Map<String, Option<?>> byKey() {
    Map<String, Option<?>> byKey = new LinkedHashMap<>();
    for (Option<?> option : ALL) {
      byKey.put(option.key().toLowerCase(Locale.ROOT), option);
      option.aliases().forEach(alias -> byKey.put(alias.toLowerCase(Locale.ROOT), option));
    }
    return byKey;
  }
}
