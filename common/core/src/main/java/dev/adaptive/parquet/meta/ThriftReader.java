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
package dev.adaptive.parquet.meta;

import java.io.IOException;
import java.io.InputStream;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TMap;
import shaded.parquet.org.apache.thrift.protocol.TProtocolException;
import shaded.parquet.org.apache.thrift.protocol.TSet;
import shaded.parquet.org.apache.thrift.protocol.TStruct;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;
import shaded.parquet.org.apache.thrift.transport.TTransport;

/**
 * Reads the Thrift structures of a file, whatever is in them: a string or a list that claims to be
 * longer than the bytes that there are is an error before memory is taken for it, and so is nesting
 * that would use up the stack.
 */
final class ThriftReader {
  /** The format's own structures are less than ten levels deep. */
  private static final int DEEPEST = 64;

  private ThriftReader() {}

  /**
   * Reads a structure.
   *
   * @param length bytes in the stream
   * @param into an empty structure; filled and returned
   * @throws IOException if the bytes are no such structure
   */
  static <T extends TBase<T, ?>> T read(InputStream bytes, int length, T into) throws IOException {
    try {
      into.read(new BoundedProtocol(new TIOStreamTransport(bytes), length));
      return into;
    } catch (TException | RuntimeException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The compact protocol. Each element of a list takes a byte or more. */
  private static final class BoundedProtocol extends TCompactProtocol {
    private int depth;

    BoundedProtocol(TTransport transport, int length) {
      super(transport, length, length);
    }

    @Override
    public TStruct readStructBegin() throws TException {
      descend();
      return super.readStructBegin();
    }

    @Override
    public void readStructEnd() throws TException {
      super.readStructEnd();
      depth--;
    }

    @Override
    public TList readListBegin() throws TException {
      descend();
      return super.readListBegin();
    }

    @Override
    public void readListEnd() throws TException {
      super.readListEnd();
      depth--;
    }

    @Override
    public TSet readSetBegin() throws TException {
      descend();
      return super.readSetBegin();
    }

    @Override
    public void readSetEnd() throws TException {
      super.readSetEnd();
      depth--;
    }

    @Override
    public TMap readMapBegin() throws TException {
      descend();
      return super.readMapBegin();
    }

    @Override
    public void readMapEnd() throws TException {
      super.readMapEnd();
      depth--;
    }

    private void descend() throws TProtocolException {
      if (++depth > DEEPEST) {
        throw new TProtocolException(
            TProtocolException.DEPTH_LIMIT,
            "structures are nested more than " + DEEPEST + " levels deep");
      }
    }
  }
}
