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

import dev.adaptive.plan.ScanSplitSerializer;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Splits as they travel and as they stand in checkpoints. Version 1: the core's form, which has a
 * version of its own inside.
 *
 * <p>Bytes that were ever written must stay readable: a change of the form is a new version, and
 * {@link #deserialize} goes on to read the old ones.
 */
final class AdaptiveSplitSerializer implements SimpleVersionedSerializer<AdaptiveSplit> {
  static final AdaptiveSplitSerializer INSTANCE = new AdaptiveSplitSerializer();

  private static final int VERSION = 1;

  private AdaptiveSplitSerializer() {}

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(AdaptiveSplit split) {
    return ScanSplitSerializer.serialize(split.scan(), split.position());
  }

  @Override
  public AdaptiveSplit deserialize(int version, byte[] serialized) throws IOException {
    checkVersion("split", version, VERSION);
    ScanSplitSerializer.PositionedSplit split = ScanSplitSerializer.deserialize(serialized);
    return new AdaptiveSplit(split.split(), split.position());
  }

  static void checkVersion(String what, int found, int newest) throws IOException {
    if (found < 1 || found > newest) {
      throw new IOException(
          "the state holds a "
              + what
              + " in version "
              + found
              + " of its form; this connector reads versions 1 to "
              + newest
              + ". It was written by a newer release: restore with that one");
    }
  }
}
