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
package dev.adaptive.e2e.process;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something another process does, by asking again and again. */
public final class Await {
  private static final long PAUSE_MILLIS = 50;

  private Await() {}

  /**
   * Returns when the condition holds.
   *
   * @param what names the condition in messages
   * @param alive a process that the condition needs; waiting ends when it ends
   * @throws IllegalStateException if the time is up or the process ended; its message has the end
   *     of the process's log and the last exception of the condition
   */
  public static void until(
      String what, Duration atMost, JavaProcess alive, Callable<Boolean> condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Exception last = null;
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        // not ready yet is often an exception (connection refused); it is the cause if it never
        // gets ready
        last = e;
      }
      if (!alive.isAlive()) {
        throw new IllegalStateException(
            alive.name() + " ended before " + what + "; " + alive.logTail(), last);
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "not within " + atMost + ": " + what + "; " + alive.logTail(), last);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
