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
package dev.adaptive.plan;

import dev.adaptive.error.AdaptiveException;
import dev.adaptive.format.RowRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes splits, alone or with a position in them, as bytes for checkpoints and the network.
 *
 * <p>Layout of version 2, numbers as unsigned LEB128, strings as a length in bytes and UTF-8:
 *
 * <pre>
 * 'A' 'S' version(1 byte) id
 * count { count { column, 1 byte: 0 for null, 1 for a text, text } }     partitions
 * count { path, length, modified + 1, index of its partitions }          files
 * count { index of its file, unit, rows, bytes,                          units
 *         1 byte: 0 for the whole unit, 1 for rows from { first row } }
 * 1 byte: 0 for all symbols, 1 for { column, 1 byte: nulls, rows, part,  symbols
 *         count { bound, bound } }
 * 1 byte: 0 for no position, 1 for { unit, rows }
 * </pre>
 *
 * A bound is a byte, followed for 1 by a text, for 2 by a number as 8 bytes; 0 is none.
 *
 * <p>Files and partitions are written once, however many units refer to them. Version 1, which is
 * still read, has whole units only and lacks both bytes that say so. Readers of a later version
 * must go on reading both.
 */
public final class ScanSplitSerializer {
  /** The version that is written. */
  public static final int VERSION = 2;

  private ScanSplitSerializer() {}

  /**
   * A split and how far it has been read.
   *
   * @param position null if the split was written without one
   */
  public record PositionedSplit(ScanSplit split, ScanPosition position) {}

  /**
   * @param position where reading goes on, or null for a split alone
   */
  public static byte[] serialize(ScanSplit split, ScanPosition position) {
    Map<Map<String, String>, Integer> partitions = new LinkedHashMap<>();
    Map<FileKey, Integer> files = new LinkedHashMap<>();
    for (SplitUnit unit : split.units()) {
      partitions.putIfAbsent(unit.partitionValues(), partitions.size());
      files.putIfAbsent(FileKey.of(unit), files.size());
    }

    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(64 + 64 * files.size() + 12 * split.units().size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte('A');
      out.writeByte('S');
      out.writeByte(VERSION);
      writeText(out, split.id());
      writeNumber(out, partitions.size());
      for (Map<String, String> partition : partitions.keySet()) {
        writePartition(out, partition);
      }
      writeNumber(out, files.size());
      for (FileKey file : files.keySet()) {
        writeText(out, file.path);
        writeNumber(out, file.length);
        writeNumber(out, file.modifiedMillis + 1);
        writeNumber(out, partitions.get(file.partitionValues));
      }
      writeNumber(out, split.units().size());
      for (SplitUnit unit : split.units()) {
        writeNumber(out, files.get(FileKey.of(unit)));
        writeNumber(out, unit.unit());
        writeNumber(out, unit.rows());
        writeNumber(out, unit.bytes());
        out.writeBoolean(unit.range() != null);
        if (unit.range() != null) {
          writeNumber(out, unit.range().from());
        }
      }
      out.writeBoolean(split.keys() != null);
      if (split.keys() != null) {
        writeKeys(out, split.keys());
      }
      out.writeBoolean(position != null);
      if (position != null) {
        writeNumber(out, position.unit());
        writeNumber(out, position.rows());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws AdaptiveException if the bytes are of a version that this one does not know, or no
   *     split at all
   */
  public static PositionedSplit deserialize(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != 'A' || in.readByte() != 'S') {
        throw new AdaptiveException(
            "these bytes are no serialized split: they do not begin with 'AS'");
      }
      int version = in.readUnsignedByte();
      if (version < 1 || version > VERSION) {
        throw new AdaptiveException(
            "the split was written in version "
                + version
                + " of the layout; this release reads versions 1 to "
                + VERSION
                + ". Restore it with the release that wrote it, or a newer one");
      }
      PositionedSplit split = read(in, version);
      if (in.read() >= 0) {
        throw new AdaptiveException("the serialized split is damaged: bytes follow its end");
      }
      return split;
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new AdaptiveException("the serialized split is damaged: " + bytes.length + " bytes", e);
    }
  }

  private static PositionedSplit read(DataInputStream in, int version) throws IOException {
    String id = readText(in);
    List<Map<String, String>> partitions = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      partitions.add(readPartition(in));
    }
    List<FileKey> files = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      files.add(
          new FileKey(
              readText(in), readNumber(in), readNumber(in) - 1, partitions.get(readIndex(in))));
    }
    List<SplitUnit> units = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      FileKey file = files.get(readIndex(in));
      int unit = readIndex(in);
      long rows = readNumber(in);
      long bytes = readNumber(in);
      RowRange range = null;
      if (version > 1 && in.readBoolean()) {
        long first = readNumber(in);
        range = new RowRange(first, first + rows);
      }
      units.add(
          new SplitUnit(
              file.path,
              file.length,
              file.modifiedMillis,
              unit,
              range,
              rows,
              bytes,
              file.partitionValues));
    }
    SymbolKeys keys = version > 1 && in.readBoolean() ? readKeys(in) : null;
    ScanPosition position =
        in.readBoolean() ? new ScanPosition(readIndex(in), readNumber(in)) : null;
    return new PositionedSplit(new ScanSplit(id, units, keys), position);
  }

  private static void writePartition(DataOutputStream out, Map<String, String> partition)
      throws IOException {
    writeNumber(out, partition.size());
    for (Map.Entry<String, String> entry : partition.entrySet()) {
      writeText(out, entry.getKey());
      out.writeBoolean(entry.getValue() != null);
      if (entry.getValue() != null) {
        writeText(out, entry.getValue());
      }
    }
  }

  private static Map<String, String> readPartition(DataInputStream in) throws IOException {
    Map<String, String> partition = new LinkedHashMap<>();
    for (int left = readCount(in); left > 0; left--) {
      String column = readText(in);
      partition.put(column, in.readBoolean() ? readText(in) : null);
    }
    return Collections.unmodifiableMap(partition);
  }

  private static void writeKeys(DataOutputStream out, SymbolKeys keys) throws IOException {
    writeText(out, keys.column());
    out.writeBoolean(keys.nulls());
    writeNumber(out, keys.rows());
    writeNumber(out, keys.part());
    writeNumber(out, keys.ranges().size());
    for (SymbolKeys.Range range : keys.ranges()) {
      writeBound(out, range.from());
      writeBound(out, range.to());
    }
  }

  private static SymbolKeys readKeys(DataInputStream in) throws IOException {
    String column = readText(in);
    boolean nulls = in.readBoolean();
    long rows = readNumber(in);
    int part = readIndex(in);
    List<SymbolKeys.Range> ranges = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      ranges.add(new SymbolKeys.Range(readBound(in), readBound(in)));
    }
    return new SymbolKeys(column, ranges, nulls, rows, part);
  }

  private static void writeBound(DataOutputStream out, Object bound) throws IOException {
    out.writeByte(bound == null ? 0 : bound instanceof String ? 1 : 2);
    if (bound instanceof String text) {
      writeText(out, text);
    } else if (bound != null) {
      out.writeLong((Long) bound);
    }
  }

  private static Object readBound(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 0 -> null;
      case 1 -> readText(in);
      case 2 -> (Object) in.readLong();
      default -> throw new IOException("not a kind of bound: " + kind);
    };
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeNumber(out, utf8.length);
    out.write(utf8);
  }

  private static String readText(DataInputStream in) throws IOException {
    byte[] utf8 = new byte[readCount(in)];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static void writeNumber(DataOutputStream out, long number) throws IOException {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      out.writeByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long readNumber(DataInputStream in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = in.readUnsignedByte();
      number |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return number;
      }
    }
    throw new IOException("a number does not end");
  }

  private static int readIndex(DataInputStream in) throws IOException {
    long index = readNumber(in);
    if (index < 0 || index > Integer.MAX_VALUE) {
      throw new IOException("not an index: " + index);
    }
    return (int) index;
  }

  /**
   * A number of things that follow, each at least a byte: what is larger than the rest is damage,
   * not a reason to allocate.
   */
  private static int readCount(DataInputStream in) throws IOException {
    int count = readIndex(in);
    if (count > in.available()) {
      throw new IOException("only " + in.available() + " bytes are left of " + count);
    }
    return count;
  }

  private record FileKey(
      String path, long length, long modifiedMillis, Map<String, String> partitionValues) {
    static FileKey of(SplitUnit unit) {
      return new FileKey(
          unit.path(), unit.fileLength(), unit.modifiedMillis(), unit.partitionValues());
    }
  }
}
