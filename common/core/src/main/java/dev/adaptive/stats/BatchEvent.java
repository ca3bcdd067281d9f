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
package dev.adaptive.stats;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A batch in a recording of the JDK's Flight Recorder; its duration is the time that reading it
 * took.
 */
@Name("dev.adaptive.Batch")
@Label("Batch")
@Category("adaptive")
@Description("A batch of rows was read")
@StackTrace(false)
public final class BatchEvent extends Event {
  @Label("Split")
  public String split;

  @Label("Rows")
  public int rows;

  @Label("Size")
  @Description("Bytes of the batch's vectors")
  @DataAmount
  public long bytes;

  @Label("Reserved")
  @Description("Bytes that the reader has reserved, this batch included")
  @DataAmount
  public long reserved;
}
