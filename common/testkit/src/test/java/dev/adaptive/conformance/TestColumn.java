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
package dev.adaptive.conformance;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * A column of a generated file.
 *
 * @param type name, repetition and type, as the file's schema has them
 * @param values the values, numbered: the first few are the type's edges, the same number is always
 *     the same value
 * @param nulls which rows are null
 * @param spread how many different values there are
 */
record TestColumn(PrimitiveType type, IntFunction<Object> values, Nulls nulls, Spread spread) {

  /** Which rows of a column are null. */
  enum Nulls {
    /** The column cannot hold nulls. */
    REQUIRED,
    /** It could, but does not. */
    NONE,
    SOME,
    /** Long runs of nulls and of values. */
    RUNS,
    ALL
  }

  /**
   * How many different values a row group has, which decides between dictionary and plain pages.
   */
  enum Spread {
    FEW,
    /** Few in the first half of a row group, many in the second. */
    GROWING,
    MANY
  }

  private static final int FEW_VALUES = 37;
  private static final int MANY_VALUES = 1 << 30;

  TestColumn {
    if ((nulls == Nulls.REQUIRED) != type.isRepetition(Type.Repetition.REQUIRED)) {
      throw new IllegalArgumentException(type + " with nulls " + nulls);
    }
  }

  String name() {
    return type.getName();
  }

  /** The column's values in one row group, as the writer takes them; null for null. */
  Object[] rowGroup(int rows, SplittableRandom random) {
    Object[] column = new Object[rows];
    int runEnd = 0;
    boolean nullRun = random.nextBoolean();
    for (int row = 0; row < rows; row++) {
      if (row == runEnd) {
        nullRun = !nullRun;
        runEnd += random.nextInt(1, 400);
      }
      boolean isNull =
          switch (nulls) {
            case REQUIRED, NONE -> false;
            case SOME -> random.nextInt(5) == 0;
            case RUNS -> nullRun;
            case ALL -> true;
          };
      if (!isNull) {
        boolean many = spread == Spread.MANY || spread == Spread.GROWING && row > rows / 2;
        column[row] =
            values.apply(random.nextInt(many && random.nextInt(8) > 0 ? MANY_VALUES : FEW_VALUES));
      }
    }
    return column;
  }
}
