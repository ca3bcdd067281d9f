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
package dev.adaptive.cli;

import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.io.IOException;
import java.io.Writer;

/** An aligned table; the first rows decide how wide the columns are. */
final class TableOutput implements RowOutput {
  private static final int ROWS_MEASURED = 500;
  private static final int LONGEST_VALUE = 64;

  private final Schema schema;
  private final TextTable table;

  TableOutput(Schema schema, Writer out) {
    this.schema = schema;
    boolean[] right = new boolean[schema.size()];
    String[] header = new String[schema.size()];
    for (int i = 0; i < header.length; i++) {
      Field field = schema.field(i);
      header[i] = CellText.cut(field.name(), LONGEST_VALUE);
      right[i] = ValueText.isNumber(field.type());
    }
    this.table = new TextTable(out, "", header, right);
  }

  @Override
  public void write(ColumnBatch batch) throws IOException {
    for (int row = 0; row < batch.rows(); row++) {
      String[] cells = new String[schema.size()];
      for (int i = 0; i < cells.length; i++) {
        Object value = batch.column(i).getObject(row);
        cells[i] = CellText.cut(ValueText.of(schema.field(i).type(), value), LONGEST_VALUE);
      }
      table.add(cells);
      if (table.held() > ROWS_MEASURED) {
        table.flush();
      }
    }
  }

  @Override
  public void end() throws IOException {
    table.flush();
  }
}
