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
package dev.adaptive.flink;

import dev.adaptive.plan.ScanPosition;
import dev.adaptive.plan.ScanSplit;
import java.util.Objects;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A part of the data that one reader reads, and how far it has been read. Immutable.
 *
 * @param scan what to read
 * @param position where to go on
 */
public record AdaptiveSplit(ScanSplit scan, ScanPosition position) implements SourceSplit {
  public AdaptiveSplit {
    Objects.requireNonNull(scan, "scan");
    Objects.requireNonNull(position, "position");
  }

  /** A split that nothing has been read of. */
  public AdaptiveSplit(ScanSplit scan) {
    this(scan, ScanPosition.START);
  }

  @Override
  public String splitId() {
    return scan.id();
  }

  @Override
  public String toString() {
    return "split "
        + scan.id()
        + " ("
        + scan.units().size()
        + " row groups from "
        + scan.units().get(0).path()
        + ", at "
        + position
        + ")";
  }
}
