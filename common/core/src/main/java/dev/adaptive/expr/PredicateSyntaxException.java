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

import dev.adaptive.error.AdaptiveException;

/** The text of a predicate cannot be understood. */
public final class PredicateSyntaxException extends AdaptiveException {
  private static final long serialVersionUID = 1L;

  private final int position;

  PredicateSyntaxException(String problem, String text, int position) {
    super(problem + " at position " + (position + 1) + " of: " + text);
    this.position = position;
  }

  /**
   * Index of the character in the text where the problem is; the text's length for an unexpected
   * end.
   */
  public int position() {
    return position;
  }
}
