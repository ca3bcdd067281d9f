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

import dev.adaptive.error.SchemaException;
import dev.adaptive.expr.Predicate;
import dev.adaptive.expr.Predicate.Operator;
import dev.adaptive.filter.Literals.Place;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Turns a predicate into nodes. NOT moves down to the leaves, where it becomes the opposite test;
 * there unknown and false need not be told apart any more. Comparisons become ranges of {@link
 * Ordinals}.
 */
final class Binder {
  private final Schema schema;

  Binder(Schema schema) {
    this.schema = schema;
  }

  Node bind(Predicate predicate) {
    return bind(predicate, false);
  }

  private Node bind(Predicate predicate, boolean negated) {
    return switch (Predicate.kind(predicate)) {
      case CONSTANT -> {
        Boolean value = ((Predicate.Constant) predicate).value();
        yield value == null || value == negated ? Node.FALSE : Node.TRUE;
      }
      case NOT -> bind(((Predicate.Not) predicate).operand(), !negated);
      case AND -> {
        List<Node> operands = bindAll(((Predicate.And) predicate).operands(), negated);
        yield negated ? or(operands) : and(operands);
      }
      case OR -> {
        List<Node> operands = bindAll(((Predicate.Or) predicate).operands(), negated);
        yield negated ? and(operands) : or(operands);
      }
      case IS_NULL -> new NullLeaf(indexOf(((Predicate.IsNull) predicate).column()), !negated);
      case COMPARISON -> comparison((Predicate.Comparison) predicate, negated);
      case IN -> in((Predicate.In) predicate, negated);
      case STRING_MATCH -> match((Predicate.StringMatch) predicate, negated);
    };
  }

  private List<Node> bindAll(List<Predicate> operands, boolean negated) {
    List<Node> nodes = new ArrayList<>(operands.size());
    for (Predicate operand : operands) {
      nodes.add(bind(operand, negated));
    }
    return nodes;
  }

  private int indexOf(String column) {
    int index = schema.indexOf(column);
    if (index < 0) {
      throw SchemaException.noSuchColumn(column, schema.names());
    }
    return index;
  }

  private static Node and(List<Node> operands) {
    List<Node> kept = new ArrayList<>();
    for (Node operand : operands) {
      for (Node conjunct : operand instanceof Node.And and ? and.operands() : List.of(operand)) {
        addConjunct(kept, conjunct);
      }
    }
    if (kept.contains(Node.FALSE)) {
      return Node.FALSE;
    }
    kept.sort(Comparator.comparingInt(Node::cost));
    return kept.isEmpty() ? Node.TRUE : kept.size() == 1 ? kept.get(0) : new Node.And(kept);
  }

  /**
   * Ranges on one column become one, so that BETWEEN is one pass over the column and one question
   * to its statistics.
   */
  private static void addConjunct(List<Node> conjuncts, Node added) {
    if (added instanceof RangeLeaf range) {
      for (int i = 0; i < conjuncts.size(); i++) {
        if (conjuncts.get(i) instanceof RangeLeaf other && other.canIntersect(range)) {
          conjuncts.set(i, other.intersect(range));
          return;
        }
      }
    }
    if (added != Node.TRUE) {
      conjuncts.add(added);
    }
  }

  private static Node or(List<Node> operands) {
    List<Node> kept = new ArrayList<>();
    for (Node operand : operands) {
      if (operand == Node.TRUE) {
        return Node.TRUE;
      } else if (operand != Node.FALSE) {
        kept.add(operand);
      }
    }
    kept.sort(Comparator.comparingInt(Node::cost));
    return kept.isEmpty() ? Node.FALSE : kept.size() == 1 ? kept.get(0) : new Node.Or(kept);
  }

  private Node comparison(Predicate.Comparison comparison, boolean negated) {
    int column = indexOf(comparison.column());
    Field field = schema.field(column);
    Operator operator = negated ? comparison.operator().negated() : comparison.operator();
    if (comparison.value() == null) {
      return Node.FALSE;
    }
    if (!Literals.isNumbered(field.type())) {
      return compareBytes(column, field, operator, Literals.bytes(field, comparison.value()));
    }
    Place place = Literals.place(field, comparison.value());
    BigInteger min = Ordinals.min(field.type());
    BigInteger max = Ordinals.max(field.type());
    BigInteger floor = place.floor();
    BigInteger next = floor.add(BigInteger.ONE);
    return switch (operator) {
      case EQ -> place.exact() ? range(column, floor, floor, false) : Node.FALSE;
      case NE -> place.exact() ? range(column, floor, floor, true) : notNull(column);
      case LT -> range(column, min, place.exact() ? floor.subtract(BigInteger.ONE) : floor, false);
      case LE -> range(column, min, floor, false);
      case GT -> range(column, next, max, false);
      case GE -> range(column, place.exact() ? floor : next, max, false);
    };
  }

  /**
   * The values from {@code low} to {@code high}, of which any may be beyond what the column can
   * hold.
   */
  private Node range(int column, BigInteger low, BigInteger high, boolean negated) {
    DataType type = schema.field(column).type();
    BigInteger from = low.max(Ordinals.min(type));
    BigInteger to = high.min(Ordinals.max(type));
    if (from.compareTo(to) > 0) {
      return negated ? notNull(column) : Node.FALSE;
    } else if (from.equals(Ordinals.min(type)) && to.equals(Ordinals.max(type))) {
      return negated ? Node.FALSE : notNull(column);
    } else if (type.carrier() == DataType.Carrier.INT128) {
      return new WideLeaf(column, type, List.of(new WideLeaf.Range(from, to)), negated);
    }
    return new RangeLeaf(column, type, from.longValueExact(), to.longValueExact(), negated);
  }

  private static Node notNull(int column) {
    return new NullLeaf(column, false);
  }

  private static Node compareBytes(int column, Field field, Operator operator, byte[] literal) {
    BytesTest.Kind kind =
        switch (operator) {
          case EQ, NE -> BytesTest.Kind.EQUAL;
          case LT, GE -> BytesTest.Kind.LESS;
          case LE, GT -> BytesTest.Kind.LESS_OR_EQUAL;
        };
    boolean negated = operator == Operator.NE || operator == Operator.GE || operator == Operator.GT;
    return new BytesLeaf(column, field.type(), new BytesTest(kind, literal), negated);
  }

  /**
   * IN an empty list is false and NOT IN an empty list is true, even for null: the empty
   * disjunction.
   */
  private Node in(Predicate.In in, boolean negated) {
    int column = indexOf(in.column());
    Field field = schema.field(column);
    List<Object> values = in.values().stream().filter(Objects::nonNull).toList();
    if (in.values().isEmpty()) {
      return negated ? Node.TRUE : Node.FALSE;
    }
    Node node =
        Literals.isNumbered(field.type())
            ? inOrdinals(column, field, values, negated)
            : inBytes(column, field, values, negated);
    boolean withNull = values.size() < in.values().size();
    return negated && withNull ? Node.FALSE : node;
  }

  private static Node inBytes(int column, Field field, List<Object> values, boolean negated) {
    if (values.isEmpty()) {
      return negated ? notNull(column) : Node.FALSE;
    } else if (values.size() == 1) {
      return compareBytes(
          column, field, negated ? Operator.NE : Operator.EQ, Literals.bytes(field, values.get(0)));
    }
    BytesSet set =
        new BytesSet(values.stream().map(value -> Literals.bytes(field, value)).toList());
    return new BytesLeaf(column, field.type(), new BytesTest(set), negated);
  }

  private Node inOrdinals(int column, Field field, List<Object> values, boolean negated) {
    DataType type = field.type();
    BigInteger min = Ordinals.min(type);
    BigInteger max = Ordinals.max(type);
    TreeSet<BigInteger> ordinals = new TreeSet<>();
    for (Object value : values) {
      Place place = Literals.place(field, value);
      if (place.exact() && place.floor().compareTo(min) >= 0 && place.floor().compareTo(max) <= 0) {
        ordinals.add(place.floor());
      }
    }
    if (ordinals.isEmpty()) {
      return negated ? notNull(column) : Node.FALSE;
    }
    BigInteger span = ordinals.last().subtract(ordinals.first());
    if (span.equals(BigInteger.valueOf(ordinals.size() - 1))) {
      return range(column, ordinals.first(), ordinals.last(), negated);
    } else if (type.carrier() == DataType.Carrier.INT128) {
      return new WideLeaf(
          column, type, ordinals.stream().map(o -> new WideLeaf.Range(o, o)).toList(), negated);
    }
    return new SetLeaf(
        column, type, ordinals.stream().mapToLong(BigInteger::longValueExact).toArray(), negated);
  }

  private Node match(Predicate.StringMatch match, boolean negated) {
    int column = indexOf(match.column());
    Field field = schema.field(column);
    if (!(field.type() instanceof DataType.Utf8)) {
      throw new SchemaException(
          "a filter of the wrong type: column '"
              + field.name()
              + "' is of type "
              + field.type()
              + ", but only strings can be matched with the pattern '"
              + match.pattern()
              + "'");
    }
    if (match.pattern().isEmpty()) {
      return negated ? Node.FALSE : notNull(column);
    }
    BytesTest.Kind kind =
        switch (match.position()) {
          case PREFIX -> BytesTest.Kind.PREFIX;
          case SUFFIX -> BytesTest.Kind.SUFFIX;
          case ANYWHERE -> BytesTest.Kind.CONTAINS;
        };
    return new BytesLeaf(
        column,
        field.type(),
        new BytesTest(kind, match.pattern().getBytes(StandardCharsets.UTF_8)),
        negated);
  }
}
