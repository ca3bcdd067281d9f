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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.batch.ConstantVector;
import dev.adaptive.flink.data.BatchConverter;
import dev.adaptive.flink.data.ColumnarRow;
import dev.adaptive.flink.data.FlinkBatch;
import dev.adaptive.flink.data.FlinkTypes;
import dev.adaptive.flink.data.Projection;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchPoolTest {
  private final BatchPool pool = new BatchPool(2);
  private final Schema schema = new Schema(List.of(new Field("x", DataType.INT64, true)));
  private final BatchConverter converter =
      new BatchConverter(
          Projection.of(FlinkTypes.toRowType(schema), schema), MemoryBudget.root("test", 1 << 20));

  private FlinkBatch batch() {
    return converter.convert(
        new ColumnBatch(schema, List.of(new ConstantVector(DataType.INT64, 3, 7L)), 3));
  }

  private CompletableFuture<Boolean> waiter() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return pool.awaitRoom();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void aThirdBatchWaitsForTheFirst() throws Exception {
    FlinkBatch first = batch();
    assertThat(pool.awaitRoom()).isTrue();
    pool.add(first);
    assertThat(pool.awaitRoom()).isTrue();
    pool.add(batch());
    CompletableFuture<Boolean> third = waiter();
    assertThat(third).isNotDone();
    pool.recycle(first);
    assertThat(third.get()).isTrue();
  }

  @Test
  void wakeUpEndsTheWaitOnce() throws Exception {
    pool.add(batch());
    pool.add(batch());
    CompletableFuture<Boolean> waiting = waiter();
    pool.wakeUp();
    assertThat(waiting.get()).isFalse();
    CompletableFuture<Boolean> again = waiter();
    assertThat(again).isNotDone();
    pool.wakeUp();
    assertThat(again.get()).isFalse();
  }

  @Test
  void closeFreesWhatIsLeftAndWhatStillComes() throws Exception {
    FlinkBatch left = batch();
    ColumnarRow row = left.row();
    row.moveTo(1);
    assertThat(row.getLong(0)).isEqualTo(7);
    pool.add(left);
    pool.close();
    assertThat(pool.awaitRoom()).isFalse();
    FlinkBatch late = batch();
    pool.add(late);
    for (ColumnarRow freed : List.of(row, late.row())) {
      assertThatThrownBy(() -> freed.getLong(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must be copied");
    }
  }
}
