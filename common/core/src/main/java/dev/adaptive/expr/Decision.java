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
package dev.adaptive.expr;

/** What metadata alone can say about a predicate over a set of rows. */
public enum Decision {
  /** The predicate is true for every row: it need not be evaluated. */
  ALWAYS,
  /** The rows have to be looked at. */
  MAYBE,
  /** The predicate is true for no row: the rows need not be read. */
  NEVER;

  /** The decision for a conjunction. */
  public Decision and(Decision other) {
    if (this == NEVER || other == NEVER) {
      return NEVER;
    }
    return this == ALWAYS && other == ALWAYS ? ALWAYS : MAYBE;
  }

  /** The decision for a disjunction. */
  public Decision or(Decision other) {
    if (this == ALWAYS || other == ALWAYS) {
      return ALWAYS;
    }
    return this == NEVER && other == NEVER ? NEVER : MAYBE;
  }
}
