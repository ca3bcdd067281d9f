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
package dev.adaptive.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes one file of ticks with parquet-java as users have it: its own defaults for pages and
 * dictionaries.
 */
final class TickFileWriter implements AutoCloseable {
  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message ticks {
            required binary symbol (STRING);
            required int64 ts (TIMESTAMP(MICROS,true));
            required double price;
            required int32 size;
            required binary exchange (STRING);
            optional binary conditions (STRING);
            required int64 trade_id;
            required double bid;
            required double ask;
            required boolean odd_lot;
          }
          """);

  private final ParquetWriter<TickRow> writer;

  TickFileWriter(Path file, TickSpec spec, List<String> symbols) {
    try {
      writer =
          new Builder(file, new Support(symbols))
              .withConf(new PlainParquetConfiguration())
              .withCompressionCodec(spec.codec())
              .withRowGroupSize(spec.rowGroupBytes())
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  void write(TickRow row) {
    try {
      writer.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Builder extends ParquetWriter.Builder<TickRow, Builder> {
    private final Support support;

    Builder(Path file, Support support) {
      super(new LocalOutputFile(file));
      this.support = support;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<TickRow> getWriteSupport(Configuration conf) {
      return support;
    }

    @Override
    protected WriteSupport<TickRow> getWriteSupport(ParquetConfiguration conf) {
      return support;
    }
  }

  private static final class Support extends WriteSupport<TickRow> {
    private final Binary[] symbols;
    private final Binary[] exchanges = binaries(TickWalk.EXCHANGES);
    private final Binary[] conditions = binaries(TickWalk.CONDITIONS);
    private RecordConsumer out;

    Support(List<String> symbols) {
      this.symbols = binaries(symbols);
    }

    private static Binary[] binaries(List<String> strings) {
      return strings.stream()
          .map(string -> Binary.fromConstantByteArray(Binary.fromString(string).getBytes()))
          .toArray(Binary[]::new);
    }

    @Override
    public WriteContext init(Configuration conf) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration conf) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(TickRow row) {
      out.startMessage();
      out.startField("symbol", 0);
      out.addBinary(symbols[row.symbol]);
      out.endField("symbol", 0);
      out.startField("ts", 1);
      out.addLong(row.micros);
      out.endField("ts", 1);
      out.startField("price", 2);
      out.addDouble(row.price);
      out.endField("price", 2);
      out.startField("size", 3);
      out.addInteger(row.size);
      out.endField("size", 3);
      out.startField("exchange", 4);
      out.addBinary(exchanges[row.exchange]);
      out.endField("exchange", 4);
      if (row.conditions >= 0) {
        out.startField("conditions", 5);
        out.addBinary(conditions[row.conditions]);
        out.endField("conditions", 5);
      }
      out.startField("trade_id", 6);
      out.addLong(row.id);
      out.endField("trade_id", 6);
      out.startField("bid", 7);
      out.addDouble(row.bid);
      out.endField("bid", 7);
      out.startField("ask", 8);
      out.addDouble(row.ask);
      out.endField("ask", 8);
      out.startField("odd_lot", 9);
      out.addBoolean(row.size < 100);
      out.endField("odd_lot", 9);
      out.endMessage();
    }
  }
}
