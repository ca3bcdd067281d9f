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
package dev.adaptive.cli;

import dev.adaptive.error.AdaptiveException;
import dev.adaptive.error.NoDataException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.PredicateParser;
import dev.adaptive.io.InputFile;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.io.Storage;
import dev.adaptive.io.Storage.FileStatus;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.parquet.meta.FileReport;
import dev.adaptive.parquet.meta.ParquetInspector;
import dev.adaptive.parquet.read.FilterInspector;
import dev.adaptive.parquet.read.FilterReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code adaptive inspect}. */
@Command(
    name = "inspect",
    description =
        "Shows what Parquet files are made of: schema, row groups, codecs, encodings, statistics,"
            + " indexes.")
final class InspectCommand implements Callable<Integer> {
  private final ConsoleWriter out;
  private final ErrorHandler errors;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files; a directory stands for the files in it.")
  private List<String> paths;

  @Option(names = "--json", description = "One JSON object per file and line, with exact sizes.")
  private boolean json;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "Show instead what a condition, as for scan, leaves to be read, and what rules out each"
              + " row group: statistics, page index, Bloom filter or dictionary.")
  private String where;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "KEY=VALUE",
      description = "Sets an option of the reader, for --where. Can be repeated.")
  private Map<String, String> options = Map.of();

  InspectCommand(ConsoleWriter out, ErrorHandler errors) {
    this.out = out;
    this.errors = errors;
  }

  @Override
  public Integer call() throws IOException {
    Predicate filter = where == null ? null : PredicateParser.parse(where);
    ReadOptions readOptions = ReadOptions.of(options);
    int status = 0;
    boolean first = true;
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      for (FileStatus file : files(storage)) {
        // a damaged file must not hide the others
        try (InputFile input = storage.open(file)) {
          if (filter == null) {
            describe(ParquetInspector.inspect(input), first);
          } else {
            explain(FilterInspector.inspect(input, filter, readOptions), first);
          }
          out.flush();
          first = false;
        } catch (AdaptiveException e) {
          status = errors.report(e, spec.commandLine().getErr());
        }
      }
    }
    return status;
  }

  private void describe(FileReport report, boolean first) throws IOException {
    if (json) {
      InspectJson.write(report, out);
    } else {
      out.write(first ? "" : "\n");
      InspectText.write(report, out);
    }
  }

  private void explain(FilterReport report, boolean first) throws IOException {
    if (json) {
      FilterJson.write(report, where, out);
    } else {
      out.write(first ? "" : "\n");
      FilterText.write(report, where, out);
    }
  }

  private List<FileStatus> files(Storage storage) {
    List<FileStatus> files = new ArrayList<>();
    for (String path : paths) {
      FileStatus status =
          storage
              .status(path)
              .orElseThrow(
                  () -> new NoDataException("there is no file or directory '" + path + "'"));
      if (!status.directory()) {
        files.add(status);
        continue;
      }
      int before = files.size();
      for (FileStatus entry : storage.list(status.path())) {
        if (!entry.directory() && !isHidden(entry.path())) {
          files.add(entry);
        }
      }
      if (files.size() == before) {
        throw new NoDataException(
            "directory '" + path + "' holds no file whose name begins with neither '_' nor '.'");
      }
    }
    return files;
  }

  private static boolean isHidden(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.startsWith("_") || name.startsWith(".");
  }
}
