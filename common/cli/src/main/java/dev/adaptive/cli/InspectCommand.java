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
import dev.adaptive.io.InputFile;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.io.Storage;
import dev.adaptive.io.Storage.FileStatus;
import dev.adaptive.parquet.meta.FileReport;
import dev.adaptive.parquet.meta.ParquetInspector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  InspectCommand(ConsoleWriter out, ErrorHandler errors) {
    this.out = out;
    this.errors = errors;
  }

  @Override
  public Integer call() throws IOException {
    int status = 0;
    boolean first = true;
    try (Storage storage = new LocalStorage(Mmap.AUTO)) {
      for (FileStatus file : files(storage)) {
        // a damaged file must not hide the others
        try (InputFile input = storage.open(file)) {
          FileReport report = ParquetInspector.inspect(input);
          if (json) {
            InspectJson.write(report, out);
          } else {
            if (!first) {
              out.write("\n");
            }
            InspectText.write(report, out);
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
