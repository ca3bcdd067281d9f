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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The enumerator's state in checkpoints. Version 1: whether planned, the fingerprint of the filter,
 * the version of the splits, their number, each with its length.
 */
final class AdaptiveEnumeratorStateSerializer
    implements SimpleVersionedSerializer<AdaptiveEnumeratorState> {
  static final AdaptiveEnumeratorStateSerializer INSTANCE = new AdaptiveEnumeratorStateSerializer();

  private static final int VERSION = 1;

  private final AdaptiveSplitSerializer splitSerializer = AdaptiveSplitSerializer.INSTANCE;

  private AdaptiveEnumeratorStateSerializer() {}

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(AdaptiveEnumeratorState state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    out.writeBoolean(state.planned());
    out.writeUTF(state.filter());
    out.writeInt(splitSerializer.getVersion());
    out.writeInt(state.splits().size());
    for (AdaptiveSplit split : state.splits()) {
      byte[] bytes = splitSerializer.serialize(split);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public AdaptiveEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
    AdaptiveSplitSerializer.checkVersion("list of splits", version, VERSION);
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    boolean planned = in.readBoolean();
    String filter = in.readUTF();
    int splitVersion = in.readInt();
    int count = in.readInt();
    List<AdaptiveSplit> splits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      splits.add(splitSerializer.deserialize(splitVersion, bytes));
    }
    return new AdaptiveEnumeratorState(planned, filter, splits);
  }
}
