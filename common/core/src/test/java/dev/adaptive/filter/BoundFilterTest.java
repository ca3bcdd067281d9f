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
package dev.adaptive.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adaptive.batch.BinaryDictionary;
import dev.adaptive.batch.ColumnVector;
import dev.adaptive.batch.Selection;
import dev.adaptive.batch.TestVectors;
import dev.adaptive.error.SchemaException;
import dev.adaptive.expr.Decision;
import dev.adaptive.expr.Predicate;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBudget;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BoundFilterTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("i", DataType.INT32, true),
              new Field("d", DataType.DOUBLE, true),
              new Field("s", DataType.STRING, true),
              new Field("wide", new DataType.Decimal(38, 2), true),
              new Field("local", new DataType.Timestamp(Unit.MILLIS, false), true),
              new Field("utc", new DataType.Timestamp(Unit.MILLIS, true), true),
              new Field("day", DataType.DATE, true),
              new Field("b", DataType.BOOL, true),
              new Field("u", new DataType.Int(64, false), true),
              new Field("id", DataType.UUID, true)));

  private static Decision decide(Predicate predicate, long nulls, Object min, Object max) {
    return BoundFilter.bind(predicate, SCHEMA)
        .decide(c -> new ColumnStatistics(100, nulls, min, max));
  }

  static Stream<Arguments> decisions() {
    byte[] abc = "abc".getBytes(StandardCharsets.UTF_8);
    byte[] abd = "abd".getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of(Predicate.gt("i", 10), 0, 1L, 10L, Decision.NEVER),
        Arguments.of(Predicate.gt("i", 9.5), 0, 1L, 10L, Decision.MAYBE),
        Arguments.of(Predicate.gt("i", 0.5), 0, 1L, 10L, Decision.ALWAYS),
        Arguments.of(Predicate.gt("i", 0.5), 1, 1L, 10L, Decision.MAYBE),
        Arguments.of(Predicate.gt("i", 0.5), -1, 1L, 10L, Decision.MAYBE),
        Arguments.of(Predicate.gt("i", 0.5), 100, null, null, Decision.NEVER),
        Arguments.of(Predicate.gt("i", 1L << 40), -1, null, null, Decision.NEVER),
        Arguments.of(Predicate.lt("i", 1L << 40), 0, null, null, Decision.ALWAYS),
        Arguments.of(Predicate.gt("i", 5), -1, null, 5L, Decision.NEVER),
        Arguments.of(Predicate.ne("i", 5), 0, 5L, 5L, Decision.NEVER),
        Arguments.of(Predicate.ne("i", 5), 0, 6L, 9L, Decision.ALWAYS),
        Arguments.of(Predicate.eq("i", 5), 0, 5L, 5L, Decision.ALWAYS),
        Arguments.of(Predicate.in("i", 1, 5, 9), 0, 6L, 8L, Decision.NEVER),
        Arguments.of(Predicate.in("i", 1, 5, 9), 0, 6L, 9L, Decision.MAYBE),
        Arguments.of(Predicate.in("i", 1, 5, 9), 0, 5L, 5L, Decision.ALWAYS),
        Arguments.of(Predicate.not(Predicate.in("i", 1, 5, 9)), 0, 6L, 8L, Decision.ALWAYS),
        Arguments.of(Predicate.not(Predicate.in("i", 1, 5, null)), 0, 6L, 8L, Decision.NEVER),
        Arguments.of(
            Predicate.and(Predicate.gt("i", 3), Predicate.lt("i", 4)), 0, 1L, 9L, Decision.NEVER),
        Arguments.of(Predicate.isNull("i"), 0, null, null, Decision.NEVER),
        Arguments.of(Predicate.isNull("i"), 100, null, null, Decision.ALWAYS),
        Arguments.of(Predicate.isNull("i"), 1, null, null, Decision.MAYBE),
        Arguments.of(Predicate.isNotNull("i"), 0, null, null, Decision.ALWAYS),
        Arguments.of(Predicate.eq("i", null), 0, 1L, 2L, Decision.NEVER),
        // NaN may be among the values as long as there is no upper bound
        Arguments.of(Predicate.gt("d", 10), 0, 1.0, null, Decision.MAYBE),
        Arguments.of(Predicate.gt("d", 10), 0, 1.0, 10.0, Decision.NEVER),
        Arguments.of(Predicate.lt("d", 10), 0, 1.0, null, Decision.MAYBE),
        Arguments.of(Predicate.ge("d", 1), 0, 1.0, null, Decision.ALWAYS),
        Arguments.of(Predicate.eq("d", 0.0), 0, -0.0, -0.0, Decision.ALWAYS),
        Arguments.of(Predicate.lt("d", 0.0), 0, -0.0, 0.0, Decision.NEVER),
        Arguments.of(Predicate.startsWith("s", "ab"), 0, abc, abd, Decision.ALWAYS),
        Arguments.of(Predicate.startsWith("s", "abc"), 0, abc, abd, Decision.MAYBE),
        Arguments.of(Predicate.startsWith("s", "abd"), 0, abc, abd, Decision.MAYBE),
        Arguments.of(Predicate.startsWith("s", "abcd"), 0, abc, abd, Decision.MAYBE),
        Arguments.of(Predicate.startsWith("s", "abe"), 0, abc, abd, Decision.NEVER),
        Arguments.of(Predicate.startsWith("s", "abb"), 0, abc, abd, Decision.NEVER),
        Arguments.of(Predicate.endsWith("s", "d"), 0, abc, abd, Decision.MAYBE),
        Arguments.of(Predicate.endsWith("s", "d"), 0, abd, abd, Decision.ALWAYS),
        Arguments.of(Predicate.in("s", "abb", "abe"), 0, abc, abd, Decision.NEVER),
        Arguments.of(Predicate.le("s", "abd"), 0, abc, abd, Decision.ALWAYS),
        Arguments.of(Predicate.lt("s", "abc"), 0, abc, abd, Decision.NEVER),
        Arguments.of(
            Predicate.gt("wide", 1),
            0,
            BigInteger.valueOf(101),
            BigInteger.TEN.pow(30),
            Decision.ALWAYS),
        Arguments.of(
            Predicate.in("wide", 1, 3),
            0,
            BigInteger.valueOf(101),
            BigInteger.valueOf(299),
            Decision.NEVER));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void decidesFromStatistics(
      Predicate predicate, long nulls, Object min, Object max, Decision expected) {
    assertThat(decide(predicate, nulls, min, max)).isEqualTo(expected);
  }

  @Test
  void decidesNothingWithoutStatistics() {
    assertThat(BoundFilter.bind(Predicate.gt("i", 1), SCHEMA).decide(c -> null))
        .isEqualTo(Decision.MAYBE);
    assertThat(BoundFilter.bind(new Predicate.And(List.of()), SCHEMA).decide(c -> null))
        .isEqualTo(Decision.ALWAYS);
    assertThat(BoundFilter.bind(new Predicate.Or(List.of()), SCHEMA).decide(c -> null))
        .isEqualTo(Decision.NEVER);
  }

  @Test
  void namesTheColumnsItLooksAt() {
    Predicate predicate =
        Predicate.or(
            Predicate.eq("s", "x"),
            Predicate.and(Predicate.gt("d", 1), Predicate.lt("i", 1L << 40)),
            Predicate.gt("u", -1));
    assertThat(BoundFilter.bind(predicate, SCHEMA).columns()).containsExactly(0, 1, 2, 8);
    assertThat(BoundFilter.bind(Predicate.eq("i", 1.5), SCHEMA).columns()).isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(Predicate.eq("pric", 1), "there is no column 'pric'"),
        Arguments.of(
            Predicate.eq("i", "x"),
            "column 'i' is of type int32 and can be compared with a number, not with the string"
                + " 'x'"),
        Arguments.of(
            Predicate.in("d", 1, true),
            "column 'd' is of type double and can be compared with a number, not with the boolean"
                + " true"),
        Arguments.of(
            Predicate.eq("s", 1),
            "column 's' is of type string and can be compared with a string, not with the number"
                + " 1"),
        Arguments.of(
            Predicate.in("s", "a", 1),
            "column 's' is of type string and can be compared with a string, not with the number"
                + " 1"),
        Arguments.of(Predicate.eq("b", 1), "column 'b' is of type boolean"),
        Arguments.of(
            Predicate.eq("day", "31.1.2024"),
            "column 'day' is of type date, but the string '31.1.2024' is not a date such as"
                + " '2024-01-31'"),
        Arguments.of(
            Predicate.eq("day", 1),
            "column 'day' is of type date and can be compared with a date, not with the number 1"),
        Arguments.of(
            Predicate.eq("local", Instant.EPOCH),
            "column 'local' is of type timestamp(millis) and can be compared with a date and time"
                + " without a zone"),
        Arguments.of(
            Predicate.eq("local", "2024-01-31T00:00:00Z"),
            "without a zone, not with the string '2024-01-31T00:00:00Z'"),
        Arguments.of(
            Predicate.eq("utc", "yesterday"), "the string 'yesterday' is not a timestamp such as"),
        Arguments.of(Predicate.eq("id", "1-2-3-4-5"), "the string '1-2-3-4-5' is not a UUID"),
        Arguments.of(
            Predicate.startsWith("i", "1"),
            "column 'i' is of type int32, but only strings can be matched with the pattern '1'"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysWhatDoesNotFit(Predicate predicate, String message) {
    assertThatThrownBy(() -> BoundFilter.bind(predicate, SCHEMA))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> BoundFilter.bind(Predicate.not(predicate), SCHEMA))
        .isInstanceOf(SchemaException.class);
  }

  @Test
  void takesTimesWithoutAZoneAsUtcForUtcColumns() {
    long ticks = Instant.parse("2024-01-31T09:30:00.500Z").toEpochMilli();
    for (Object literal :
        List.of(
            Instant.ofEpochMilli(ticks),
            LocalDateTime.parse("2024-01-31T09:30:00.5"),
            "2024-01-31 09:30:00.5",
            "2024-01-31T10:30:00.5+01:00")) {
      assertThat(decide(Predicate.eq("utc", literal), 0, ticks, ticks))
          .as("%s", literal)
          .isEqualTo(Decision.ALWAYS);
    }
  }

  @Test
  void judgesADictionaryOnceAndANewOneAnew() {
    Schema schema = new Schema(List.of(new Field("s", DataType.STRING, true)));
    BoundFilter filter = BoundFilter.bind(Predicate.eq("s", "b"), schema);
    Selection selection = new Selection();
    MemoryBudget budget = MemoryBudget.root("test", 1 << 20);
    try (BlockAllocator allocator = new BlockAllocator(budget)) {
      for (String text : List.of("a,b,c,b", "b,a,b", "x", "b", "a,-,b")) {
        List<byte[]> values =
            Arrays.stream(text.split(","))
                .map(s -> s.equals("-") ? null : s.getBytes(StandardCharsets.UTF_8))
                .toList();
        BinaryDictionary dictionary = TestVectors.dictionaryOf(allocator, values);
        for (int repeat = 0; repeat < 2; repeat++) {
          try (ColumnVector vector =
              TestVectors.coded(allocator, DataType.STRING, values, dictionary)) {
            filter.evaluate(new ColumnVector[] {vector}, values.size(), selection);
          }
          List<String> words = List.of(text.split(","));
          assertThat(IntStream.range(0, values.size()).filter(selection::isKept).boxed().toList())
              .isEqualTo(
                  IntStream.range(0, values.size())
                      .filter(i -> words.get(i).equals("b"))
                      .boxed()
                      .toList());
        }
        dictionary.release();
      }
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void refusesAVectorOfAnotherTypeThanItWasBoundTo() {
    Schema schema = new Schema(List.of(new Field("x", DataType.INT64, true)));
    MemoryBudget budget = MemoryBudget.root("test", 1 << 20);
    try (BlockAllocator allocator = new BlockAllocator(budget);
        ColumnVector vector = TestVectors.plain(allocator, DataType.INT32, List.of(1))) {
      BoundFilter filter = BoundFilter.bind(Predicate.eq("x", 1), schema);
      assertThatThrownBy(() -> filter.evaluate(new ColumnVector[] {vector}, 1, new Selection()))
          .hasMessageContaining("int64")
          .hasMessageContaining("int32");
    }
    assertThat(budget.used()).isZero();
  }
}
