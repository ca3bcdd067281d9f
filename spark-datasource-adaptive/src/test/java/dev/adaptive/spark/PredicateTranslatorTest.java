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
package dev.adaptive.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Unit;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import dev.adaptive.spark.PredicateTranslator.Translation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.AlwaysFalse;
import org.apache.spark.sql.connector.expressions.filter.AlwaysTrue;
import org.apache.spark.sql.connector.expressions.filter.And;
import org.apache.spark.sql.connector.expressions.filter.Not;
import org.apache.spark.sql.connector.expressions.filter.Or;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class PredicateTranslatorTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("n", DataType.INT64, true),
              new Field("s", DataType.STRING, true),
              new Field("d", DataType.DOUBLE, true),
              new Field("b", DataType.BOOL, true),
              new Field("day", DataType.DATE, true),
              new Field("price", new DataType.Decimal(9, 2), true),
              new Field("ms", new DataType.Timestamp(Unit.MILLIS, true), true),
              new Field("ns", new DataType.Timestamp(Unit.NANOS, true), true),
              new Field("local", new DataType.Timestamp(Unit.MICROS, false), true),
              new Field("time", new DataType.Time(Unit.MICROS), true),
              new Field("fixed", new DataType.FixedBinary(2), true),
              new Field("a.b", DataType.INT32, true)));

  private final PredicateTranslator translator =
      new PredicateTranslator(SparkTypes.toSpark(SCHEMA), SCHEMA);

  private static Predicate predicate(String name, Object... operands) {
    Expression[] children = new Expression[operands.length];
    for (int i = 0; i < operands.length; i++) {
      children[i] =
          operands[i] instanceof Expression expression ? expression : literal(operands[i]);
    }
    return new Predicate(name, children);
  }

  /** A literal as Spark makes it: with the value of its own types. */
  private static Expression literal(Object value) {
    if (value instanceof String text) {
      return new LiteralValue<>(UTF8String.fromString(text), DataTypes.StringType);
    } else if (value instanceof BigDecimal decimal) {
      return new LiteralValue<>(
          Decimal.apply(decimal),
          DataTypes.createDecimalType(decimal.precision(), decimal.scale()));
    } else if (value instanceof LocalDate date) {
      return new LiteralValue<>((int) date.toEpochDay(), DataTypes.DateType);
    } else if (value instanceof Instant instant) {
      return new LiteralValue<>(
          ChronoUnit.MICROS.between(Instant.EPOCH, instant), DataTypes.TimestampType);
    } else if (value instanceof LocalDateTime local) {
      return new LiteralValue<>(
          ChronoUnit.MICROS.between(Instant.EPOCH, local.toInstant(ZoneOffset.UTC)),
          DataTypes.TimestampNTZType);
    }
    return Expressions.literal(value);
  }

  private static Expression column(String name) {
    return Expressions.column(name);
  }

  private void assertExact(Predicate predicate, String expected) {
    assertThat(translator.translate(predicate)).isPresent();
    Translation translation = translator.translate(predicate).get();
    assertThat(translation.predicate()).hasToString(expected);
    assertThat(translation.exact()).isTrue();
  }

  private void assertInexact(Predicate predicate, String expected) {
    assertThat(translator.translate(predicate)).isPresent();
    Translation translation = translator.translate(predicate).get();
    assertThat(translation.predicate()).hasToString(expected);
    assertThat(translation.exact()).isFalse();
  }

  private void assertLeft(Predicate predicate) {
    assertThat(translator.translate(predicate)).isEmpty();
  }

  @Test
  void comparisonsInBothOrders() {
    for (String operator : List.of("=", "<>", "<", "<=", ">", ">=")) {
      assertExact(predicate(operator, column("n"), 5L), "n " + operator + " 5");
    }
    assertExact(predicate("<", 5L, column("n")), "n > 5");
    assertExact(predicate(">=", 5L, column("n")), "n <= 5");
    assertExact(predicate("=", column("`a.b`"), 5), "\"a.b\" = 5");
  }

  @Test
  void nullSafeEqualityIsNeverUnknown() {
    assertExact(predicate("<=>", column("n"), 5L), "n IS NOT NULL AND n = 5");
    assertExact(predicate("<=>", 5L, column("n")), "n IS NOT NULL AND n = 5");
    assertExact(
        new Predicate("<=>", new Expression[] {column("n"), Expressions.literal(null)}),
        "n IS NULL");
  }

  @Test
  void literalsGetTheTypesOfTheReader() {
    assertThat(operand(predicate("=", column("s"), "x"))).isEqualTo("x");
    assertThat(operand(predicate("=", column("day"), LocalDate.of(1969, 12, 31))))
        .isEqualTo(LocalDate.of(1969, 12, 31));
    assertThat(operand(predicate("=", column("price"), new BigDecimal("1.50"))))
        .isEqualTo(new BigDecimal("1.50"));
    Instant instant = Instant.parse("1969-12-31T23:59:59.999999Z");
    assertThat(operand(predicate("=", column("ms"), instant))).isEqualTo(instant);
    LocalDateTime local = LocalDateTime.parse("1900-01-01T00:00:00.000001");
    assertThat(operand(predicate("=", column("local"), local))).isEqualTo(local);
    assertThat(operand(predicate("=", column("time"), 1_000L))).hasToString("00:00:00.000001");
    assertThat(operand(predicate("=", column("fixed"), new byte[] {1, 2})))
        .isEqualTo(new byte[] {1, 2});
    assertThat(operand(new Predicate("=", new Expression[] {column("b"), new AlwaysTrue()})))
        .isEqualTo(true);
  }

  private Object operand(Predicate predicate) {
    return ((dev.adaptive.expr.Predicate.Comparison)
            translator.translate(predicate).orElseThrow().predicate())
        .value();
  }

  @Test
  void nanosecondsAreComparedAsTheMicrosecondsThatSparkSees() {
    Instant instant = Instant.parse("2024-01-02T03:04:05.000006Z");
    String at = "'2024-01-02T03:04:05.000006Z'";
    String next = "'2024-01-02T03:04:05.000007Z'";
    assertExact(predicate("=", column("ns"), instant), "ns >= " + at + " AND ns < " + next);
    assertExact(predicate("<>", column("ns"), instant), "ns < " + at + " OR ns >= " + next);
    assertExact(predicate("<", column("ns"), instant), "ns < " + at);
    assertExact(predicate("<=", column("ns"), instant), "ns < " + next);
    assertExact(predicate(">", column("ns"), instant), "ns >= " + next);
    assertExact(predicate(">=", column("ns"), instant), "ns >= " + at);
    assertExact(predicate("IN", column("ns"), instant), "(ns >= " + at + " AND ns < " + next + ")");
  }

  @Test
  void membership() {
    assertExact(predicate("IN", column("n"), 1L, 2L), "n IN (1, 2)");
    assertExact(
        new Predicate(
            "IN",
            new Expression[] {column("n"), Expressions.literal(1L), Expressions.literal(null)}),
        "n IN (1, NULL)");
    assertExact(new Not(predicate("IN", column("s"), "a")), "NOT (s IN ('a'))");
    assertExact(predicate("IN", column("d"), 1.5, Double.NaN), "d IN (1.5, NaN)");
    assertLeft(predicate("IN", column("n")));
    assertLeft(predicate("IN", column("n"), 1L, column("a")));
  }

  @Test
  void aZeroInAListIsCheckedBySparkAgain() {
    assertInexact(predicate("IN", column("d"), 1.5, -0.0), "d IN (1.5, -0.0)");
    assertLeft(new Not(predicate("IN", column("d"), 0.0)));
  }

  @Test
  void strings() {
    assertExact(predicate("STARTS_WITH", column("s"), "ab"), "s LIKE 'ab%'");
    assertExact(predicate("ENDS_WITH", column("s"), "ab"), "s LIKE '%ab'");
    assertExact(predicate("CONTAINS", column("s"), "ab"), "s LIKE '%ab%'");
    assertLeft(predicate("CONTAINS", column("s"), column("s")));
  }

  @Test
  void stringsWithACollationAreLeftToSpark() {
    StructType collated = StructType.fromDDL("s STRING COLLATE UTF8_LCASE");
    PredicateTranslator collating = new PredicateTranslator(collated, SCHEMA.select(List.of("s")));
    assertThat(collating.translate(predicate("=", column("s"), "x"))).isEmpty();
    assertThat(collating.translate(predicate("IS_NULL", column("s")))).isPresent();
  }

  @Test
  void logic() {
    Predicate one = predicate("=", column("n"), 1L);
    Predicate unknown = predicate("SOUNDS_LIKE", column("s"), "x");
    assertExact(new And(one, predicate("IS_NOT_NULL", column("s"))), "n = 1 AND s IS NOT NULL");
    assertExact(new Or(one, predicate("IS_NULL", column("s"))), "n = 1 OR s IS NULL");
    assertExact(new Not(one), "NOT (n = 1)");
    assertExact(new AlwaysTrue(), "TRUE");
    assertExact(new AlwaysFalse(), "FALSE");
    assertInexact(new And(unknown, one), "n = 1");
    assertInexact(new Or(one, new And(one, unknown)), "n = 1 OR n = 1");
    assertLeft(new Or(one, unknown));
    assertLeft(new Not(new And(one, unknown)));
    assertLeft(new And(unknown, unknown));
  }

  @Test
  void whatIsNotUnderstoodIsLeftToSpark() {
    assertLeft(predicate("=", column("n"), column("n")));
    assertLeft(predicate("=", column("missing"), 1L));
    assertLeft(predicate("=", column("nested.field"), 1L));
    assertLeft(predicate("=", column("n"), 1));
    assertLeft(predicate("=", column("fixed"), new byte[] {1}));
    assertLeft(predicate("=", column("time"), -1L));
    assertLeft(predicate("BOOLEAN_EXPRESSION", column("b")));
    assertLeft(predicate("CASE_WHEN", new AlwaysTrue(), predicate("=", column("n"), 1L)));
    assertLeft(new Predicate("=", new Expression[] {column("n"), Expressions.literal(null)}));
    Optional<Translation> cast =
        translator.translate(predicate("=", predicate("ABS", column("n")), 1L));
    assertThat(cast).isEmpty();
  }
}
