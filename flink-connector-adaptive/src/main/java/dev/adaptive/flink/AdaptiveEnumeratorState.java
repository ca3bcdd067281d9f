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

import java.util.Collection;
import java.util.List;

/**
 * What a checkpoint keeps of the enumerator. Immutable.
 *
 * @param planned whether the splits are known; if not, a restored enumerator plans
 * @param filter fingerprint of the filter that the positions in splits were counted with
 * @param splits those that no reader has
 */
public record AdaptiveEnumeratorState(boolean planned, String filter, List<AdaptiveSplit> splits) {
  public AdaptiveEnumeratorState {
    splits = List.copyOf(splits);
  }

  static AdaptiveEnumeratorState notPlanned(String filter) {
    return new AdaptiveEnumeratorState(false, filter, List.of());
  }

  static AdaptiveEnumeratorState planned(String filter, Collection<AdaptiveSplit> splits) {
    return new AdaptiveEnumeratorState(true, filter, List.copyOf(splits));
  }
}
