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
package dev.adaptive.e2e.cluster;

import dev.adaptive.e2e.process.JavaProcess;
import dev.adaptive.e2e.worker.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The requests that a submitted job serves, and where it writes its answers. */
record JobFiles(Path requests, Path answers) {

  static JobFiles write(Path directory, String name, List<Message> requests) throws IOException {
    JobFiles files =
        new JobFiles(directory.resolve(name + ".requests"), directory.resolve(name + ".answers"));
    Files.write(files.requests, requests.stream().map(Message::encode).toList());
    Files.deleteIfExists(files.answers);
    return files;
  }

  /**
   * The answers of a job that has ended.
   *
   * @throws IllegalStateException if it failed; the message has the failed answer and the end of
   *     the log
   */
  List<Message> answers(int exitCode, JavaProcess submit) throws IOException {
    List<Message> messages = new ArrayList<>();
    if (Files.exists(answers)) {
      for (String line : Files.readAllLines(answers)) {
        messages.add(Message.decode(line));
      }
    }
    for (Message message : messages) {
      if (!message.kind().equals(Message.OK)) {
        throw new IllegalStateException(
            submit.name()
                + " failed: "
                + message.values().get("message")
                + "\n"
                + message.values().get("trace"));
      }
    }
    if (exitCode != 0 || messages.isEmpty()) {
      throw new IllegalStateException(
          submit.name() + " ended with exit code " + exitCode + "; " + submit.logTail());
    }
    return messages;
  }
}
