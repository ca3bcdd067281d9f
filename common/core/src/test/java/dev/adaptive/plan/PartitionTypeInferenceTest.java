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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTypeInferenceTest {

  @ParameterizedTest
  @CsvSource({
    "1, int32",
    "-7, int32",
    "007, int32",
    "2147483648, int64",
    "9223372036854775808, 'decimal(19,0)'",
    "1e5, 'decimal(6,0)'",
    "1.5, double",
    "1e-3, double",
    "NaN, double",
    "2024-05-31, date",
    "2024-02-30, string",
    "2024-5-31, string",
    "2024-05-31 10:11:12, 'timestamp(micros, utc)'",
    "2024-05-31 10:11:12.123456, 'timestamp(micros, utc)'",
    "2024-05-31T10:11:12, string",
    "AAPL, string",
    "true, string",
    "'', string",
    "1d, string",
    "5F, string",
    "0x1p3, string",
    "123456789012345678901234567890123456789, double",
  })
  void one_text(String text, String type) {
    assertThat(PartitionTypeInference.infer(List.of(text))).hasToString(type);
  }

  /** Spark's table of conflicts (PartitioningUtils), each pair in both orders. */
  @ParameterizedTest
  @CsvSource({
    "1, 2147483648, int64",
    "1, 9223372036854775808, 'decimal(19,0)'",
    "1, 1.5, double",
    "1, 2024-05-31, string",
    "1, 2024-05-31 10:11:12, string",
    "1, x, string",
    "2147483648, 9223372036854775808, 'decimal(20,0)'",
    "2147483648, 1.5, string",
    "2147483648, 2024-05-31, string",
    "9223372036854775808, 1.5, string",
    "1.5, 2024-05-31, string",
    "2024-05-31, 2024-05-31 10:11:12, 'timestamp(micros, utc)'",
    "2024-05-31, x, string",
    "1.5, x, string",
  })
  void two_texts(String one, String other, String type) {
    assertThat(PartitionTypeInference.infer(List.of(one, other))).hasToString(type);
    assertThat(PartitionTypeInference.infer(List.of(other, one))).hasToString(type);
    assertThat(PartitionTypeInference.infer(Arrays.asList(other, null, one))).hasToString(type);
  }

  @Test
  void nothing_but_null_is_a_string() {
    assertThat(PartitionTypeInference.infer(Collections.singletonList(null))).hasToString("string");
  }
}
