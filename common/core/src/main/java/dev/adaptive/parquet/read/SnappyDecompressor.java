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
package dev.adaptive.parquet.read;

import dev.adaptive.parquet.decode.MalformedPageException;
import java.nio.ByteBuffer;

/**
 * SNAPPY: the raw format, without framing, as in "Snappy compressed format description".
 *
 * <p>Numbers that differ from the one before in their low bytes only, such as times and
 * identifiers, become a short literal and a copy from eight bytes back for each of them. A copy
 * that loads what has just been stored in pieces waits for the stores, so the last eight bytes are
 * kept in a variable and the pair is written as one word.
 */
final class SnappyDecompressor implements Decompressor {
  /**
   * With so much left of source and target, the longest element of a one-byte length needs no
   * check.
   */
  private static final int MARGIN = 80;

  private static final int LITERAL = 0;
  private static final int SHORT_COPY = 1;
  private static final int COPY = 2;

  private ByteBuffer source;
  private int end;
  private ByteBuffer target;
  private int targetStart;
  private int targetEnd;

  /** Next byte of the source. */
  private int at;

  /** Next byte of the target. */
  private int to;

  @Override
  public void decompress(
      ByteBuffer compressed,
      int sourceOffset,
      int sourceLength,
      ByteBuffer into,
      int targetOffset,
      int targetLength) {
    source = compressed;
    at = sourceOffset;
    end = sourceOffset + sourceLength;
    int announced = readLength();
    if (announced != targetLength) {
      throw new MalformedPageException(
          "the page header promises "
              + targetLength
              + " bytes, but the Snappy stream announces "
              + Integer.toUnsignedString(announced));
    }
    target = into;
    to = targetOffset;
    targetStart = targetOffset;
    targetEnd = targetOffset + targetLength;
    decodeChecked(Math.min(targetEnd, targetStart + 8));
    decodeFast();
    decodeChecked(targetEnd);
    if (at < end || to < targetEnd) {
      throw damaged(
          (to - targetStart)
              + " of "
              + targetLength
              + " bytes come out of "
              + (at - sourceOffset)
              + " of "
              + sourceLength);
    }
  }

  private int readLength() {
    int length = 0;
    for (int shift = 0; shift < 35 && at < end; shift += 7) {
      int next = source.get(at++);
      length |= (next & 0x7f) << shift;
      if (next >= 0) {
        return length;
      }
    }
    throw damaged("its length is not given");
  }

  /** Decodes while there is a {@link #MARGIN}; at least eight bytes have been written before. */
  private void decodeFast() {
    ByteBuffer from = source;
    ByteBuffer into = target;
    int start = targetStart;
    int in = at;
    int out = to;
    int lastIn = end - MARGIN;
    int lastOut = targetEnd - MARGIN;
    long last = in < lastIn && out < lastOut ? into.getLong(out - 8) : 0;
    while (in < lastIn && out < lastOut) {
      long word = from.getLong(in);
      int tag = (int) word & 0xff;
      int length = (tag >>> 2) + 1;
      int distance;
      switch (tag & 3) {
        case LITERAL -> {
          if (length < 8) {
            long bytes = word >>> 8;
            long shifted = last >>> 8 * length | bytes << 64 - 8 * length;
            int next = (int) (bytes >>> 8 * length);
            if ((next & 0xffe3) == 0x0801 && (next >>> 2 & 7) == 4 - length) {
              // a copy from eight bytes back that completes the word
              last = Long.rotateRight(shifted, 64 - 8 * length);
              into.putLong(out, last);
              in += length + 3;
              out += 8;
            } else {
              last = shifted;
              into.putLong(out, bytes);
              in += length + 1;
              out += length;
            }
          } else {
            in++;
            if (length > 60) {
              int lengthBytes = length - 60;
              length = (int) (word >>> 8 & (1L << 8 * lengthBytes) - 1) + 1;
              in += lengthBytes;
              if (length <= 0 || length > end - in || length > targetEnd - out) {
                throw tooLong("literal", Integer.toUnsignedString(length));
              }
              into.put(out, from, in, length);
            } else {
              for (int i = 0; i < length; i += 16) {
                into.putLong(out + i, from.getLong(in + i));
                into.putLong(out + i + 8, from.getLong(in + i + 8));
              }
            }
            in += length;
            out += length;
            last = into.getLong(out - 8);
          }
          continue;
        }
        case SHORT_COPY -> {
          length = 4 + (length - 1 & 7);
          distance = (tag & 0xe0) << 3 | (int) (word >>> 8) & 0xff;
          in += 2;
        }
        case COPY -> {
          distance = (int) (word >>> 8) & 0xffff;
          in += 3;
        }
        default -> {
          distance = (int) (word >>> 8);
          in += 5;
        }
      }
      if (distance <= 0 || distance > out - start) {
        throw tooFar(distance, out);
      }
      if (distance >= 8) {
        int back = out - distance;
        if (length <= 8) {
          long bytes = distance == 8 ? last : into.getLong(back);
          into.putLong(out, bytes);
          // in two steps, since shifting by 64 would do nothing
          last = last >>> 4 * length >>> 4 * length | bytes << 64 - 8 * length;
          out += length;
          continue;
        }
        for (int i = 0; i < length; i += 8) {
          into.putLong(out + i, into.getLong(back + i));
        }
      } else {
        long pattern = last >>> 64 - 8 * distance;
        for (int width = distance; width < 8; width <<= 1) {
          pattern |= pattern << 8 * width;
        }
        int whole = 8 - 8 % distance;
        for (int i = 0; i < length; i += whole) {
          into.putLong(out + i, pattern);
        }
      }
      out += length;
      last = into.getLong(out - 8);
    }
    at = in;
    to = out;
  }

  /** Decodes with all checks until {@code limit} is reached in the target, or the source ends. */
  private void decodeChecked(int limit) {
    while (at < end && to < limit) {
      int tag = source.get(at++) & 0xff;
      int length = (tag >>> 2) + 1;
      int kind = tag & 3;
      if (kind == LITERAL) {
        if (length > 60) {
          length = readNumber(length - 60) + 1;
        }
        if (length <= 0 || length > end - at || length > targetEnd - to) {
          throw tooLong("literal", Integer.toUnsignedString(length));
        }
        target.put(to, source, at, length);
        at += length;
      } else {
        int distance;
        if (kind == SHORT_COPY) {
          length = 4 + (length - 1 & 7);
          distance = (tag & 0xe0) << 3 | readNumber(1);
        } else {
          distance = readNumber(kind == COPY ? 2 : 4);
        }
        if (distance <= 0 || distance > to - targetStart) {
          throw tooFar(distance, to);
        }
        if (length > targetEnd - to) {
          throw tooLong("copy", Integer.toString(length));
        }
        for (int i = 0; i < length; i++) {
          target.put(to + i, target.get(to + i - distance));
        }
      }
      to += length;
    }
  }

  private int readNumber(int bytes) {
    if (bytes > end - at) {
      throw damaged("it ends within an element");
    }
    int number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (source.get(at++) & 0xff) << 8 * i;
    }
    return number;
  }

  private static MalformedPageException tooLong(String element, String length) {
    return damaged("a " + element + " of " + length + " bytes does not fit");
  }

  private MalformedPageException tooFar(int distance, int position) {
    return damaged(
        "a copy from "
            + Integer.toUnsignedString(distance)
            + " bytes back, of which there are "
            + (position - targetStart));
  }

  private static MalformedPageException damaged(String reason) {
    return new MalformedPageException("the Snappy stream is damaged: " + reason);
  }
}
