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
package dev.adaptive.spark.vector;

import dev.adaptive.error.UnsupportedFeatureException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds where direct buffers lie in memory, so that values can be read with Spark's {@code
 * Platform}, without the bounds and byte order checks of {@code ByteBuffer}. Uses the package that
 * Spark itself needs opened.
 */
final class Addresses {
  /** Null if the JVM does not allow it. */
  private static final MethodHandle ADDRESS = findAddress();

  private Addresses() {}

  /** Address of the buffer's byte 0, or 0 for null. Valid as long as the buffer's memory is. */
  static long of(ByteBuffer buffer) {
    if (buffer == null) {
      return 0;
    }
    if (ADDRESS == null) {
      throw new UnsupportedFeatureException(
          "the JVM does not show the package sun.nio.ch; start it as Spark's launcher does, with"
              + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    }
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new UnsupportedFeatureException(
          "the 'adaptive' source needs a little-endian processor");
    }
    try {
      return (long) ADDRESS.invokeExact(buffer);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot find the address of a direct buffer", e);
    }
  }

  private static MethodHandle findAddress() {
    try {
      Class<?> directBuffer = Class.forName("sun.nio.ch.DirectBuffer");
      return MethodHandles.lookup()
          .findVirtual(directBuffer, "address", MethodType.methodType(long.class))
          .asType(MethodType.methodType(long.class, ByteBuffer.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
