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

import dev.adaptive.format.UnitLayout;
import java.util.List;

/** Looks up where the units of one scan can be cut. */
interface UnitLayouts {

  /** Whether a layout may show rows that cannot pass the filter. */
  boolean mayPrune();

  /**
   * The layouts of the units, in their order. May take reading from files.
   *
   * @param units whole, or reduced to a range; the layout is that of the whole unit
   */
  List<UnitLayout> of(List<SplitUnit> units);
}
