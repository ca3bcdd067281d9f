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
package dev.adaptive.io;

/**
 * Whether local files are mapped into memory or read into memory of the reader's own. A mapping
 * saves a copy; but when a file becomes shorter while it is mapped, or its disk fails, touching the
 * mapping can end the JVM, which reading never does.
 */
public enum Mmap {
  /** Map files on local disks, read those on network file systems. */
  AUTO,
  ON,
  OFF
}
