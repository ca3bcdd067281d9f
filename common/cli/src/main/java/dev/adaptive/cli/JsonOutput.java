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

import com.fasterxml.jackson.core.JsonGenerator;
import dev.adaptive.batch.ColumnBatch;
import dev.adaptive.schema.Field;
import dev.adaptive.schema.Schema;
import java.io.IOException;
import java.io.Writer;

/** One JSON object per row and line. */
final class JsonOutput implements RowOutput {
  private final Schema schema;
  private final Writer out;
  private final JsonGenerator json;
  private boolean any;

  JsonOutput(Schema schema, Writer out) throws IOException {
    this.schema = schema;
    this.out = out;
    this.json = JsonValues.lines(out);
  }

  @Override
  public void write(ColumnBatch batch) throws IOException {
    for (int row = 0; row < batch.rows(); row++) {
      json.writeStartObject();
      for (int i = 0; i < schema.size(); i++) {
        Field field = schema.field(i);
        json.writeFieldName(field.name());
        JsonValues.write(json, field.type(), batch.column(i).getObject(row));
      }
      json.writeEndObject();
      any = true;
    }
  }

  @Override
  public void end() throws IOException {
    json.close();
    if (any) {
      out.write("\n");
    }
  }
}
