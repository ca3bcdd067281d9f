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

import dev.adaptive.io.Storage.FileStatus;
import java.util.Map;

/**
 * A file of a table.
 *
 * @param status as listed
 * @param partitionValues texts by partition column, in the order of the path; null for the null
 *     partition; unmodifiable
 */
record DataFile(FileStatus status, Map<String, String> partitionValues) {
  String path() {
    return status.path();
  }
}
