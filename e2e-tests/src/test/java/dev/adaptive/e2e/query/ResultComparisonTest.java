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
package dev.adaptive.e2e.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.e2e.worker.Rows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultComparisonTest {
  @TempDir Path directory;

  @Test
  void order_of_rows_does_not_count() {
    assertThat(
            difference(
                rows(new Object[] {"a", 1L}, new Object[] {"b", 2L}),
                rows(new Object[] {"b", 2L}, new Object[] {"a", 1L})))
        .isNull();
  }

  @Test
  void the_same_row_twice_is_not_once() {
    assertThat(
            difference(
                rows(new Object[] {"a", 1L}, new Object[] {"a", 1L}),
                rows(new Object[] {"a", 1L}, new Object[] {"b", 1L})))
        .contains("row 2")
        .contains("column k")
        .contains("'a'")
        .contains("'b'");
    assertThat(
            difference(
                rows(new Object[] {"a", 1L}, new Object[] {"a", 1L}), rows(new Object[] {"a", 1L})))
        .contains("left has 2 rows, right has 1")
        .contains("['a', 1]");
  }

  @Test
  void floating_point_sums_may_differ_by_their_rounding_and_by_no_more() {
    assertThat(difference(rows(new Object[] {"a", 0.1 + 0.2}), rows(new Object[] {"a", 0.3})))
        .isNull();
    assertThat(difference(rows(new Object[] {"a", 1.0}), rows(new Object[] {"a", 1.00000001})))
        .contains("column v");
    assertThat(
            difference(rows(new Object[] {"a", Double.NaN}), rows(new Object[] {"a", Double.NaN})))
        .isNull();
    assertThat(difference(rows(new Object[] {"a", Double.NaN}), rows(new Object[] {"a", 1.0})))
        .isNotNull();
    assertThat(difference(rows(new Object[] {"a", 1.0}), rows(new Object[] {"a", Double.NaN})))
        .isNotNull();
  }

  @Test
  void nearly_equal_numbers_do_not_reorder_rows() {
    assertThat(
            difference(
                rows(new Object[] {"a", 1.0}, new Object[] {"b", 1.0 + 1e-15}),
                rows(new Object[] {"a", 1.0 + 1e-15}, new Object[] {"b", 1.0})))
        .isNull();
  }

  @Test
  void whole_numbers_and_decimals_are_exact_and_not_floating() {
    assertThat(
            difference(
                rows(new Object[] {"a", 5}), rows(new Object[] {"a", new BigDecimal("5.00")})))
        .isNull();
    assertThat(difference(rows(new Object[] {"a", 5L}), rows(new Object[] {"a", 6L}))).isNotNull();
    assertThat(difference(rows(new Object[] {"a", 5L}), rows(new Object[] {"a", 5.0}))).isNotNull();
    assertThat(difference(rows(new Object[] {"a", null}), rows(new Object[] {"a", ""})))
        .contains("null");
  }

  @Test
  void results_survive_their_file() throws Exception {
    Rows rows =
        rows(
            new Object[] {"tab\tnew\nline\\n", Instant.parse("2024-03-07T14:30:00.000001Z")},
            new Object[] {null, 1e-300});

    rows.write(directory.resolve("rows"));

    assertThat(difference(rows, Rows.read(directory.resolve("rows")))).isNull();
    assertThat(Rows.read(directory.resolve("rows")).rows()).isEqualTo(rows.rows());
  }

  private static Rows rows(Object[]... values) {
    Rows rows = new Rows(List.of("k", "v"));
    for (Object[] row : values) {
      rows.add(row);
    }
    return rows;
  }

  private static String difference(Rows left, Rows right) {
    return ResultComparison.difference("left", left, "right", right).orElse(null);
  }
}
