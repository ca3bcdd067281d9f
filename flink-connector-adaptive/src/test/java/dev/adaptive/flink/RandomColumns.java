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

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Random expressions for DuckDB that make columns of random types: structs, lists and maps with
 * nulls and empty ones at every level.
 */
public final class RandomColumns {
  private static final int STRUCT = 1;
  private static final int LIST = 3;
  private static final int MAP = 5;
  private static final int KINDS = 6;

  private final SplittableRandom random;
  private final List<String> leaves;
  private final boolean anything;
  private int salt;
  private int variables;

  private RandomColumns(long seed, List<String> leaves, boolean anything) {
    this.random = new SplittableRandom(seed);
    this.leaves = leaves;
    this.anything = anything;
  }

  /** Leaves of all types that there are in both worlds. */
  public static RandomColumns ofAllTypes(long seed) {
    List<String> leaves = new ArrayList<>(FLINKS_OWN);
    leaves.add("md5((#)::VARCHAR)::UUID");
    leaves.add("make_timestamp(# * 1000001)");
    leaves.add("make_timestamp(# * 1000003)::TIMESTAMPTZ");
    return new RandomColumns(seed, leaves, true);
  }

  /**
   * Only what Flink's own source reads: no lists of maps, no lists of lists of anything nested, and
   * no timestamps, which it reads only as INT96 inside of others.
   */
  public static RandomColumns ofFlinksOwn(long seed) {
    return new RandomColumns(seed, FLINKS_OWN, false);
  }

  /** In terms of a random number from 0 to 999,999,999. */
  private static final List<String> FLINKS_OWN =
      List.of(
          "(# % 2 = 0)",
          "(# % 256 - 128)::TINYINT",
          "(# % 60000 - 30000)::SMALLINT",
          "(# - 500000000)::INTEGER",
          "(#)::BIGINT * 7919 - 1000000000000",
          "(# / 7.0)::FLOAT",
          "(# / 9.0 - 100000)::DOUBLE",
          "(# % 1000000 / 100.0)::DECIMAL(9, 2)",
          "(# / 10000.0)::DECIMAL(18, 4)",
          "(#)::DECIMAL(38, 10) * -12345678901",
          "'text ' || (# % 10)",
          "'äöü€𝄞 ' || (#)",
          "('bytes ' || (# % 10))::BLOB",
          "('bytes ' || (#))::BLOB",
          "DATE '1950-01-01' + (# % 40000)::INTEGER");

  /**
   * The select list of so many columns named {@code c0, c1, ...} of a table with a number {@code
   * i}.
   */
  public String select(int columns) {
    List<String> expressions = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      expressions.add(nullable("i", value(4, "i", random.nextInt(STRUCT, KINDS))) + " AS c" + i);
    }
    return String.join(", ", expressions);
  }

  private String column(int depth, String seed) {
    return nullable(seed, value(depth, seed, depth == 0 ? 0 : random.nextInt(KINDS)));
  }

  private String element(int depth, String seed) {
    if (anything) {
      return column(depth, seed);
    }
    int kind = depth == 0 ? 0 : random.nextInt(MAP);
    return nullable(seed, value(kind >= LIST ? 1 : depth, seed, kind));
  }

  private String value(int depth, String seed, int kind) {
    return switch (kind) {
      case STRUCT, 2 -> struct(depth, seed);
      case LIST, 4 -> list(x -> element(depth - 1, inside(seed, x)), number(seed, 5));
      case MAP -> map(depth, seed);
      default -> leaf(seed);
    };
  }

  private String nullable(String seed, String value) {
    return random.nextInt(4) == 0
        ? value
        : "CASE WHEN " + number(seed, 5) + " <> 0 THEN " + value + " END";
  }

  private String leaf(String seed) {
    return leaves.get(random.nextInt(leaves.size())).replace("#", number(seed, 1_000_000_000));
  }

  private String struct(int depth, String seed) {
    List<String> fields = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      fields.add("'f" + fields.size() + "': " + column(depth - 1, seed));
    }
    return "{" + String.join(", ", fields) + "}";
  }

  private String map(int depth, String seed) {
    String size = number(seed, 4);
    boolean text = random.nextBoolean();
    String keys = list(x -> text ? "'key ' || " + x : "(" + x + " * 100)::BIGINT", size);
    return "map(" + keys + ", " + list(x -> column(depth - 1, inside(seed, x)), size) + ")";
  }

  /**
   * @param element in terms of a variable of that name
   */
  private String list(UnaryOperator<String> element, String size) {
    String variable = "x" + variables++;
    return "[" + element.apply(variable) + " for " + variable + " in range(" + size + ")]";
  }

  private static String inside(String seed, String variable) {
    return "(" + seed + " * 131 + " + variable + ")";
  }

  /** A number from 0 on that depends on the row. */
  private String number(String seed, int bound) {
    return "(hash(" + seed + ", " + salt++ + ") % " + bound + ")::BIGINT";
  }
}
