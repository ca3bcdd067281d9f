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

import dev.adaptive.error.StorageException;
import dev.adaptive.io.FileRange;
import dev.adaptive.io.InputFile;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Mmap;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.BlockAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The local file system, remembering which files were opened and how many still are. */
class RecordingStorage implements Storage {
  private final LocalStorage local = new LocalStorage(Mmap.AUTO);
  final List<String> opened = Collections.synchronizedList(new ArrayList<>());
  final List<String> threads = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger open = new AtomicInteger();

  /** So many files are opened; who wants to open another one waits until it is interrupted. */
  volatile int most = Integer.MAX_VALUE;

  @Override
  public String normalForm(String path) {
    return local.normalForm(path);
  }

  @Override
  public Optional<FileStatus> status(String path) {
    return local.status(path);
  }

  @Override
  public List<FileStatus> list(String directory) {
    return local.list(directory);
  }

  private static void waitForInterrupt(FileStatus file) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted before " + file.path() + " was opened", e);
    }
  }

  @Override
  public InputFile open(FileStatus expected) {
    opened.add(expected.path().substring(expected.path().lastIndexOf('/') + 1));
    threads.add(Thread.currentThread().getName());
    if (opened.size() > most) {
      waitForInterrupt(expected);
    }
    InputFile file = local.open(expected);
    open.incrementAndGet();
    return new InputFile() {
      @Override
      public String location() {
        return file.location();
      }

      @Override
      public long length() {
        return file.length();
      }

      @Override
      public void read(long position, ByteBuffer target) {
        file.read(position, target);
      }

      @Override
      public FileRange open(long offset, long length, BlockAllocator allocator) {
        return file.open(offset, length, allocator);
      }

      @Override
      public void close() {
        open.decrementAndGet();
        file.close();
      }
    };
  }

  @Override
  public void close() {
    local.close();
  }
}
