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

import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands have in common. */
@Command(
    name = "adaptive",
    description = "Looks into Parquet files and reads them.",
    mixinStandardHelpOptions = true,
    versionProvider = AdaptiveCommand.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true)
final class AdaptiveCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      description = "Show the stack trace of errors; also with ADAPTIVE_DEBUG=1.",
      scope = ScopeType.INHERIT)
  private boolean debug;

  AdaptiveCommand(boolean debug) {
    this.debug = debug;
  }

  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? 'inspect', 'scan' or 'plan'");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = AdaptiveCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "adaptive " + Objects.requireNonNullElse(version, "(not from its jar)"),
        "Java " + Runtime.version()
      };
    }
  }
}
