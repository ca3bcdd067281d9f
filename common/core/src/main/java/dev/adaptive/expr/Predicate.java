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
package dev.adaptive.expr;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A condition on the columns of a row, with SQL's three-valued logic: a comparison with null is
 * unknown, NOT of unknown is unknown, and a read keeps the rows for which the whole predicate is
 * true.
 *
 * <p>Literals are plain Java values; {@code dev.adaptive.filter} checks them against the schema and
 * converts them:
 *
 * <table>
 * <caption>Literals by column type</caption>
 * <tr><td>boolean</td><td>{@code Boolean}</td></tr>
 * <tr><td>integers, floating point, decimal</td><td>any {@code Number}; compared by numeric value</td></tr>
 * <tr><td>string</td><td>{@code CharSequence}</td></tr>
 * <tr><td>binary, fixed, uuid</td><td>{@code byte[]}; for uuid also {@code java.util.UUID} or a
 * string</td></tr>
 * <tr><td>date</td><td>{@code java.time.LocalDate}, or an ISO string</td></tr>
 * <tr><td>time</td><td>{@code java.time.LocalTime}, or an ISO string</td></tr>
 * <tr><td>timestamp</td><td>{@code java.time.Instant} (utc only), {@code java.time.LocalDateTime}, {@code
 * java.time.LocalDate} for its midnight, or a string of one of these, ISO or with a space before the time; without a zone
 * it means UTC in a utc column</td></tr>
 * </table>
 *
 * <p>Strings and byte strings are ordered by unsigned bytes. Floating point NaN equals itself and
 * is greater than any other number, and the two zeros are equal, as in Spark, DuckDB and
 * PostgreSQL.
 *
 * <p>Immutable and serializable if the literals are.
 */
public sealed interface Predicate extends Serializable {

  /** The comparison operators. */
  enum Operator {
    EQ("="),
    NE("<>"),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String sql;

    Operator(String sql) {
      this.sql = sql;
    }

    /** The operator as SQL writes it. */
    public String sql() {
      return sql;
    }

    /** The operator that is true exactly where this one is false. */
    public Operator negated() {
      return switch (this) {
        case EQ -> NE;
        case NE -> EQ;
        case LT -> GE;
        case LE -> GT;
        case GT -> LE;
        case GE -> LT;
      };
    }

    /** The operator with its operands exchanged: {@code a < b} is {@code b > a}. */
    public Operator flipped() {
      return switch (this) {
        case EQ, NE -> this;
        case LT -> GT;
        case LE -> GE;
        case GT -> LT;
        case GE -> LE;
      };
    }
  }

  /** Where in a string a pattern is looked for. */
  enum Position {
    PREFIX,
    SUFFIX,
    ANYWHERE
  }

  /** {@code column op value}; a null value makes it unknown for every row. */
  record Comparison(String column, Operator operator, Object value) implements Predicate {
    public Comparison {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(operator, "operator");
    }

    @Override
    public String toString() {
      return quote(column) + " " + operator.sql() + " " + literal(value);
    }
  }

  /** {@code column IN (values)}; values may hold null, which makes every miss unknown. */
  record In(String column, List<Object> values) implements Predicate {
    public In {
      Objects.requireNonNull(column, "column");
      values = java.util.Collections.unmodifiableList(new ArrayList<>(values));
    }

    @Override
    public String toString() {
      String shown =
          values.stream().limit(10).map(Predicate::literal).collect(Collectors.joining(", "));
      String more = values.size() > 10 ? ", ... " + values.size() + " values" : "";
      return quote(column) + " IN (" + shown + more + ")";
    }
  }

  /** {@code column IS NULL}; never unknown. */
  record IsNull(String column) implements Predicate {
    public IsNull {
      Objects.requireNonNull(column, "column");
    }

    @Override
    public String toString() {
      return quote(column) + " IS NULL";
    }
  }

  /** A string column that starts with, ends with or contains {@code pattern}, byte for byte. */
  record StringMatch(String column, Position position, String pattern) implements Predicate {
    public StringMatch {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(position, "position");
      Objects.requireNonNull(pattern, "pattern");
    }

    @Override
    public String toString() {
      String before = position == Position.PREFIX ? "" : "%";
      String after = position == Position.SUFFIX ? "" : "%";
      return quote(column) + " LIKE " + literal(before + pattern + after);
    }
  }

  /** True if every operand is; the empty conjunction is true. */
  record And(List<Predicate> operands) implements Predicate {
    public And {
      operands = List.copyOf(operands);
    }

    @Override
    public String toString() {
      return operands.isEmpty()
          ? "TRUE"
          : operands.stream().map(Predicate::grouped).collect(Collectors.joining(" AND "));
    }
  }

  /** True if any operand is; the empty disjunction is false. */
  record Or(List<Predicate> operands) implements Predicate {
    public Or {
      operands = List.copyOf(operands);
    }

    @Override
    public String toString() {
      return operands.isEmpty()
          ? "FALSE"
          : operands.stream().map(Predicate::grouped).collect(Collectors.joining(" OR "));
    }
  }

  /** True where the operand is false. */
  record Not(Predicate operand) implements Predicate {
    public Not {
      Objects.requireNonNull(operand, "operand");
    }

    @Override
    public String toString() {
      return operand instanceof IsNull isNull
          ? quote(isNull.column()) + " IS NOT NULL"
          : "NOT (" + operand + ")";
    }
  }

  /** The same for every row; null means unknown. */
  record Constant(Boolean value) implements Predicate {
    @Override
    public String toString() {
      return value == null ? "NULL" : value ? "TRUE" : "FALSE";
    }
  }

  static Predicate eq(String column, Object value) {
    return new Comparison(column, Operator.EQ, value);
  }

  static Predicate ne(String column, Object value) {
    return new Comparison(column, Operator.NE, value);
  }

  static Predicate lt(String column, Object value) {
    return new Comparison(column, Operator.LT, value);
  }

  static Predicate le(String column, Object value) {
    return new Comparison(column, Operator.LE, value);
  }

  static Predicate gt(String column, Object value) {
    return new Comparison(column, Operator.GT, value);
  }

  static Predicate ge(String column, Object value) {
    return new Comparison(column, Operator.GE, value);
  }

  static Predicate in(String column, Object... values) {
    return new In(column, Arrays.asList(values));
  }

  static Predicate in(String column, Collection<?> values) {
    return new In(column, new ArrayList<>(values));
  }

  static Predicate isNull(String column) {
    return new IsNull(column);
  }

  static Predicate isNotNull(String column) {
    return new Not(new IsNull(column));
  }

  static Predicate startsWith(String column, String prefix) {
    return new StringMatch(column, Position.PREFIX, prefix);
  }

  static Predicate endsWith(String column, String suffix) {
    return new StringMatch(column, Position.SUFFIX, suffix);
  }

  static Predicate contains(String column, String part) {
    return new StringMatch(column, Position.ANYWHERE, part);
  }

  static Predicate and(Predicate... operands) {
    return operands.length == 1 ? operands[0] : new And(List.of(operands));
  }

  static Predicate or(Predicate... operands) {
    return operands.length == 1 ? operands[0] : new Or(List.of(operands));
  }

  static Predicate not(Predicate operand) {
    return new Not(operand);
  }

  /** The names of the columns that the predicate looks at, sorted. */
  default Set<String> columns() {
    Set<String> names = new TreeSet<>();
    collectColumns(this, names);
    return names;
  }

  /** The operands of a conjunction, nested ones flattened; the predicate itself if it is none. */
  default List<Predicate> conjuncts() {
    if (this instanceof And and) {
      return and.operands().stream().flatMap(p -> p.conjuncts().stream()).toList();
    }
    return List.of(this);
  }

  private static void collectColumns(Predicate predicate, Set<String> into) {
    switch (kind(predicate)) {
      case COMPARISON -> into.add(((Comparison) predicate).column());
      case IN -> into.add(((In) predicate).column());
      case IS_NULL -> into.add(((IsNull) predicate).column());
      case STRING_MATCH -> into.add(((StringMatch) predicate).column());
      case AND -> ((And) predicate).operands().forEach(p -> collectColumns(p, into));
      case OR -> ((Or) predicate).operands().forEach(p -> collectColumns(p, into));
      case NOT -> collectColumns(((Not) predicate).operand(), into);
      case CONSTANT -> {}
    }
  }

  private String grouped() {
    return this instanceof And || this instanceof Or ? "(" + this + ")" : toString();
  }

  private static String quote(String column) {
    return column.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
        ? column
        : '"' + column.replace("\"", "\"\"") + '"';
  }

  private static String literal(Object value) {
    if (value == null) {
      return "NULL";
    } else if (value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof byte[] bytes) {
      return "x'" + java.util.HexFormat.of().formatHex(bytes) + "'";
    }
    return "'" + value.toString().replace("'", "''") + "'";
  }

  /** Discriminates the variants until switch patterns are part of the language level. */
  enum Kind {
    COMPARISON,
    IN,
    IS_NULL,
    STRING_MATCH,
    AND,
    OR,
    NOT,
    CONSTANT
  }

  /** The variant of a predicate, for switches that must be complete. */
  static Kind kind(Predicate predicate) {
    if (predicate instanceof Comparison) {
      return Kind.COMPARISON;
    } else if (predicate instanceof In) {
      return Kind.IN;
    } else if (predicate instanceof IsNull) {
      return Kind.IS_NULL;
    } else if (predicate instanceof StringMatch) {
      return Kind.STRING_MATCH;
    } else if (predicate instanceof And) {
      return Kind.AND;
    } else if (predicate instanceof Or) {
      return Kind.OR;
    } else if (predicate instanceof Not) {
      return Kind.NOT;
    }
    return Kind.CONSTANT;
  }
}
