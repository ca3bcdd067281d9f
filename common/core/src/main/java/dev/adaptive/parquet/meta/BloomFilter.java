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

import dev.adaptive.filter.Membership;
import dev.adaptive.io.InputFile;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.memory.MemoryBlock;
import dev.adaptive.memory.MemoryBudgetExceededException;
import dev.adaptive.parquet.decode.PhysicalType;
import dev.adaptive.schema.DataType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.parquet.format.BloomFilterHeader;

/**
 * A column chunk's Bloom filter, as "Parquet Bloom Filter" in the specification has it: a split
 * block filter over the 64-bit xxHash of the values in PLAIN encoding. One value needs one block of
 * it, so the blocks are read one by one, and only if many are asked for all together, into reserved
 * memory. Not thread-safe.
 *
 * <p>A filter that is of an unknown kind, damaged, or not within the file is not used: it is a
 * hint, and every row is found without it. parquet-java passes over such filters too; Trino does so
 * for unknown kinds and fails for damaged ones, but rows that are whole should not be lost to that.
 */
public final class BloomFilter implements Membership, AutoCloseable {
  /** The largest filter that is used; parquet-java neither writes nor reads a larger one. */
  static final int MOST_BYTES = 128 << 20;

  /** A header takes about 20 bytes. */
  private static final int LARGEST_HEADER = 1 << 10;

  private static final int BLOCK_BYTES = 32;

  /** One odd number per word of a block; see the specification. */
  private static final int[] SALT = {
    0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
  };

  /** So many blocks are read one by one. */
  private static final int FEW_BLOCKS = 64;

  /** A filter is read as a whole only if it takes at most this share of the memory that is left. */
  private static final int SHARE = 16;

  private final InputFile file;
  private final LeafColumn column;
  private final long start;
  private final int bytes;
  private final BlockAllocator allocator;
  private final XXHash64 hash = XXHashFactory.safeInstance().hash64();
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int blocksRead;

  /** All blocks; null as long as they are read one by one. */
  private MemoryBlock whole;

  private BloomFilter(
      InputFile file, LeafColumn column, long start, int bytes, BlockAllocator allocator) {
    this.file = file;
    this.column = column;
    this.start = start;
    this.bytes = bytes;
    this.allocator = allocator;
  }

  /**
   * Finds a chunk's filter.
   *
   * @param allocator where memory for it comes from
   * @return null if there is none that can be used
   */
  public static BloomFilter open(
      InputFile file, ColumnChunkMetadata chunk, BlockAllocator allocator) {
    long offset = chunk.bloomFilterOffset();
    if (offset < 4 || offset >= file.length() || !isUsable(chunk.column())) {
      return null;
    }
    byte[] header = new byte[(int) Math.min(LARGEST_HEADER, file.length() - offset)];
    file.read(offset, ByteBuffer.wrap(header));
    ByteArrayInputStream stream = new ByteArrayInputStream(header);
    int bytes;
    try {
      bytes = size(ThriftReader.read(stream, header.length, new BloomFilterHeader()));
    } catch (IOException e) {
      return null; // see the class's description
    }
    long start = offset + header.length - stream.available();
    boolean fits =
        bytes > 0
            && bytes <= MOST_BYTES
            && bytes % BLOCK_BYTES == 0
            && bytes <= file.length() - start;
    return fits ? new BloomFilter(file, chunk.column(), start, bytes, allocator) : null;
  }

  /** Bytes of the blocks, or -1 if they are not known to be what is read here. */
  private static int size(BloomFilterHeader header) {
    boolean known =
        header.getAlgorithm() != null
            && header.getAlgorithm().isSetBLOCK()
            && header.getHash() != null
            && header.getHash().isSetXXHASH()
            && header.getCompression() != null
            && header.getCompression().isSetUNCOMPRESSED();
    return known ? header.getNumBytes() : -1;
  }

  /**
   * Whether equal values of the column have one PLAIN encoding, or few that are known. Of a decimal
   * in a byte string of any length, and of an INT96, they have several; what writers put in the
   * upper bits of unsigned integers of 8 and 16 bits is not the same everywhere; half floats have
   * too many NaNs and zeros to be worth it, and of booleans there is no filter.
   */
  private static boolean isUsable(LeafColumn column) {
    DataType type = column.type();
    return column.repetition() == 0
        && !(type instanceof DataType.Unsupported)
        && switch (column.physicalType()) {
          case BOOLEAN, INT96 -> false;
          case INT32 ->
              !(type instanceof DataType.Int integer) || integer.signed() || integer.bits() == 32;
          case INT64, FLOAT, DOUBLE -> true;
          case BYTE_ARRAY -> !(type instanceof DataType.Decimal);
          case FIXED_LEN_BYTE_ARRAY -> !(type instanceof DataType.Floating);
        };
  }

  @Override
  public boolean mayContain(Object value) {
    if (value instanceof byte[] bytes) {
      return mayContainPlain(bytes);
    } else if (value instanceof Double number) {
      return mayContainNumber(number);
    } else if (value instanceof BigInteger whole) {
      return mayContainWhole(whole);
    }
    return mayContainWhole(BigInteger.valueOf((Long) value));
  }

  /** NaN has many encodings, zero has two. */
  private boolean mayContainNumber(double value) {
    if (Double.isNaN(value)) {
      return true;
    } else if (value == 0) {
      return mayContainBits(0.0) || mayContainBits(-0.0);
    }
    return mayContainBits(value);
  }

  private boolean mayContainBits(double value) {
    if (column.physicalType() == PhysicalType.DOUBLE) {
      return mayContainLong(Double.doubleToRawLongBits(value));
    }
    // a double between two floats is in no column of floats
    return (float) value == value && mayContainInt(Float.floatToRawIntBits((float) value));
  }

  /** A number that the column has no room for is not in it. */
  private boolean mayContainWhole(BigInteger value) {
    return switch (column.physicalType()) {
      case INT32 -> mayContainInt(value);
      case INT64 -> value.bitLength() < 64 && mayContainLong(value.longValue());
      case FIXED_LEN_BYTE_ARRAY -> {
        byte[] shortest = value.toByteArray();
        byte[] bytes = new byte[column.typeLength()];
        if (shortest.length > bytes.length) {
          yield false;
        }
        Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, bytes, bytes.length - shortest.length, shortest.length);
        yield mayContainPlain(bytes);
      }
      default -> true;
    };
  }

  private boolean mayContainInt(BigInteger value) {
    boolean unsigned = column.type() instanceof DataType.Int integer && !integer.signed();
    return value.bitLength() < (unsigned ? 33 : 32) && mayContainInt(value.intValue());
  }

  private boolean mayContainInt(int value) {
    byte[] bytes = new byte[4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
    return mayContainPlain(bytes);
  }

  private boolean mayContainLong(long value) {
    byte[] bytes = new byte[8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return mayContainPlain(bytes);
  }

  private boolean mayContainPlain(byte[] plain) {
    return mayContainHash(hash.hash(plain, 0, plain.length, 0));
  }

  /** The upper half of the hash chooses a block, the lower half a bit in each of its words. */
  private boolean mayContainHash(long hashed) {
    int position = BLOCK_BYTES * (int) (((hashed >>> 32) * (bytes / BLOCK_BYTES)) >>> 32);
    if (whole == null && ++blocksRead > FEW_BLOCKS) {
      readWhole();
    }
    if (whole != null) {
      return hasBits(whole.buffer(), position, (int) hashed);
    }
    file.read(start + position, block.clear());
    return hasBits(block, 0, (int) hashed);
  }

  private void readWhole() {
    if (bytes > allocator.budget().available() / SHARE) {
      return;
    }
    try {
      whole = allocator.allocate(bytes, "the Bloom filter of column " + column.name());
    } catch (MemoryBudgetExceededException e) {
      blocksRead = Integer.MIN_VALUE; // others took the memory; it goes as well without
      return;
    }
    file.read(start, whole.buffer().duplicate().limit(bytes));
  }

  private static boolean hasBits(ByteBuffer words, int position, int key) {
    for (int i = 0; i < SALT.length; i++) {
      int bit = (key * SALT[i]) >>> 27;
      if ((words.getInt(position + 4 * i) >>> bit & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    if (whole != null) {
      whole.close();
      whole = null;
    }
  }
}
