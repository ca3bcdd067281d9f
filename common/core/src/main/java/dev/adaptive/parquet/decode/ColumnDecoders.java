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
package dev.adaptive.parquet.decode;

import dev.adaptive.batch.BinaryVectorBuilder;
import dev.adaptive.batch.BitVectorBuilder;
import dev.adaptive.batch.FixedVectorBuilder;
import dev.adaptive.batch.VectorBuilder;
import dev.adaptive.error.UnsupportedFeatureException;
import dev.adaptive.memory.BlockAllocator;
import dev.adaptive.schema.DataType;
import dev.adaptive.schema.DataType.Carrier;

/**
 * Puts together, for one column, the decoders of its encodings with the writer of its type. A new
 * encoding is one more arm here, and so is a new conversion; the two do not multiply.
 */
public final class ColumnDecoders {
  private static final int INT96_BYTES = 12;

  private final PhysicalType physicalType;
  private final int typeLength;
  private final DataType fileType;
  private final VectorBuilder builder;
  private final BlockAllocator allocator;
  private final DecodeScratch scratch;

  /**
   * @param typeLength bytes per value of {@link PhysicalType#FIXED_LEN_BYTE_ARRAY}
   * @param fileType what the values mean
   * @param builder takes the values; its type is {@code fileType} or one that {@code fileType}
   *     widens to
   * @param allocator for decoders that have to put values together
   */
  public ColumnDecoders(
      PhysicalType physicalType,
      int typeLength,
      DataType fileType,
      VectorBuilder builder,
      BlockAllocator allocator,
      DecodeScratch scratch) {
    this.physicalType = physicalType;
    this.typeLength = physicalType == PhysicalType.INT96 ? INT96_BYTES : typeLength;
    this.fileType = fileType;
    this.builder = builder;
    this.allocator = allocator;
    this.scratch = scratch;
  }

  /**
   * A decoder for pages of an encoding.
   *
   * @param dictionary the chunk's dictionary, or null if it has none
   * @throws UnsupportedFeatureException if the encoding is not implemented for the column's type;
   *     does not name the file
   * @throws MalformedPageException if the encoding needs a dictionary and there is none
   */
  public ColumnDecoder decoder(PageEncoding encoding, Dictionary dictionary) {
    if (encoding.isDictionary()) {
      if (dictionary == null) {
        throw new MalformedPageException(
            "the page is dictionary-encoded, but the column chunk has no dictionary");
      }
      return dictionaryDecoder(dictionary);
    }
    return switch (physicalType) {
      case BOOLEAN ->
          ColumnDecoder.of(
              booleanDecoder(encoding), new BooleanWriter((BitVectorBuilder) builder, scratch));
      case INT32, FLOAT -> ColumnDecoder.of(intDecoder(encoding), intWriter());
      case INT64, DOUBLE -> ColumnDecoder.of(longDecoder(encoding), longWriter());
      case INT96, FIXED_LEN_BYTE_ARRAY -> ColumnDecoder.of(fixedDecoder(encoding), sliceWriter());
      case BYTE_ARRAY -> ColumnDecoder.of(binaryDecoder(encoding), sliceWriter());
    };
  }

  private ColumnDecoder dictionaryDecoder(Dictionary dictionary) {
    if (dictionary instanceof Dictionary.Ints ints) {
      return ColumnDecoder.of(new DictionaryIntDecoder(ints.values()), intWriter());
    } else if (dictionary instanceof Dictionary.Longs longs) {
      return ColumnDecoder.of(
          new DictionaryLongDecoder(longs.values(), scratch.ints), longWriter());
    }
    Dictionary.Binaries binaries = (Dictionary.Binaries) dictionary;
    if (builder instanceof BinaryVectorBuilder codes) {
      return ColumnDecoder.of(
          new DictionaryCodes(binaries.values().size()),
          new CodeWriter(codes, binaries.values(), scratch));
    }
    return ColumnDecoder.of(
        new DictionaryBinaryDecoder(binaries.values(), scratch.ints), sliceWriter());
  }

  /**
   * A decoder that needs no page: its rows are the dictionary's entries, each once. They become
   * what rows that refer to them become.
   */
  public ColumnDecoder entries(Dictionary dictionary) {
    if (dictionary instanceof Dictionary.Ints ints) {
      return ColumnDecoder.of(DictionaryEntries.of(ints), intWriter());
    } else if (dictionary instanceof Dictionary.Longs longs) {
      return ColumnDecoder.of(DictionaryEntries.of(longs), longWriter());
    }
    Dictionary.Binaries binaries = (Dictionary.Binaries) dictionary;
    return builder instanceof BinaryVectorBuilder codes
        ? ColumnDecoder.of(
            DictionaryEntries.codes(), new CodeWriter(codes, binaries.values(), scratch))
        : ColumnDecoder.of(DictionaryEntries.of(binaries), sliceWriter());
  }

  private ValueDecoder<byte[]> booleanDecoder(PageEncoding encoding) {
    return switch (encoding) {
      case PLAIN -> new PlainBooleanDecoder();
      case RLE -> new RleBooleanDecoder();
      default -> throw unsupported(encoding);
    };
  }

  private ValueDecoder<int[]> intDecoder(PageEncoding encoding) {
    return switch (encoding) {
      case PLAIN -> new PlainIntDecoder();
      case BYTE_STREAM_SPLIT -> new SplitIntDecoder();
      case DELTA_BINARY_PACKED -> {
        requireInteger(encoding);
        yield new DeltaIntDecoder();
      }
      default -> throw unsupported(encoding);
    };
  }

  private ValueDecoder<long[]> longDecoder(PageEncoding encoding) {
    return switch (encoding) {
      case PLAIN -> new PlainLongDecoder();
      case BYTE_STREAM_SPLIT -> new SplitLongDecoder();
      case DELTA_BINARY_PACKED -> {
        requireInteger(encoding);
        yield new DeltaLongDecoder();
      }
      default -> throw unsupported(encoding);
    };
  }

  private ValueDecoder<BinarySlices> fixedDecoder(PageEncoding encoding) {
    return switch (encoding) {
      case PLAIN -> new PlainFixedDecoder(typeLength);
      case DELTA_BYTE_ARRAY ->
          new FixedLengthDecoder(new DeltaBinaryDecoder(allocator), typeLength);
      case BYTE_STREAM_SPLIT -> new SplitFixedDecoder(typeLength, allocator);
      default -> throw unsupported(encoding);
    };
  }

  private ValueDecoder<BinarySlices> binaryDecoder(PageEncoding encoding) {
    return switch (encoding) {
      case PLAIN -> new PlainBinaryDecoder();
      case DELTA_LENGTH_BYTE_ARRAY -> new DeltaLengthBinaryDecoder(allocator);
      case DELTA_BYTE_ARRAY -> new DeltaBinaryDecoder(allocator);
      default -> throw unsupported(encoding);
    };
  }

  private void requireInteger(PageEncoding encoding) {
    if (physicalType != PhysicalType.INT32 && physicalType != PhysicalType.INT64) {
      throw unsupported(encoding);
    }
  }

  private IntWriter intWriter() {
    Carrier to = builder.type().carrier();
    IntWriter.Conversion conversion =
        switch (to) {
          case INT8, INT16 -> IntWriter.Conversion.NARROW;
          case INT64 ->
              fileType instanceof DataType.Int integer && !integer.signed()
                  ? IntWriter.Conversion.TO_LONG_UNSIGNED
                  : IntWriter.Conversion.TO_LONG;
          case INT128 -> IntWriter.Conversion.TO_INT128;
          case FLOAT64 -> IntWriter.Conversion.FLOAT_TO_DOUBLE;
          default -> IntWriter.Conversion.NONE;
        };
    return new IntWriter((FixedVectorBuilder) builder, conversion, scratch);
  }

  private LongWriter longWriter() {
    return new LongWriter(
        (FixedVectorBuilder) builder, builder.type().carrier() == Carrier.INT128, scratch);
  }

  private SliceWriter sliceWriter() {
    if (builder instanceof BinaryVectorBuilder binary) {
      return new BinaryWriter(binary, scratch);
    }
    FixedVectorBuilder fixed = (FixedVectorBuilder) builder;
    if (builder.type() instanceof DataType.Decimal) {
      return new DecimalWriter(fixed, builder.type().carrier() == Carrier.INT128, scratch);
    } else if (builder.type() instanceof DataType.Timestamp timestamp) {
      return new Int96Writer(fixed, timestamp.unit(), scratch);
    } else if (builder.type() instanceof DataType.Floating) {
      return new HalfFloatWriter(fixed, scratch);
    }
    return new FixedWriter(fixed, scratch);
  }

  private UnsupportedFeatureException unsupported(PageEncoding encoding) {
    return new UnsupportedFeatureException(
        "encoding " + encoding + " of type " + physicalType + " cannot be read");
  }
}
