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

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.schema.Schema;
import java.io.IOException;
import java.io.Writer;

/** CSV with a header line. Null is nothing between two commas, the empty string is {@code ""}. */
final class CsvOutput implements RowOutput {
  private final Schema schema;
  private final CsvWriter csv;
  private final String[] cells;

  /**
   * @param out closed at the end
   */
  CsvOutput(Schema schema, Writer out) {
    this.schema = schema;
    this.csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(out);
    this.cells = new String[schema.size()];
    csv.writeRecord(schema.names());
  }

  @Override
  public void write(ColumnBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < cells.length; i++) {
        Object value = batch.column(i).getObject(row);
        cells[i] = value == null ? null : ValueText.of(schema.field(i).type(), value);
      }
      csv.writeRecord(cells);
    }
  }

  @Override
  public void end() throws IOException {
    csv.close();
  }
}
