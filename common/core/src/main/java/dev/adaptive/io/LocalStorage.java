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
package dev.adaptive.io;

import dev.adaptive.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The local file system. Accepts plain paths, taken literally, and {@code file:} URIs,
 * percent-decoded as UTF-8; the normal form is the absolute path. Symbolic links are followed.
 * Files are memory-mapped, range by range, or read; see {@link Mmap}.
 */
public final class LocalStorage implements Storage {
  /** One mapping is at most this large: a {@code ByteBuffer} ends at 2 GiB. */
  private static final long MAX_MAPPING = 1L << 30;

  /** Types of file systems whose files are on another machine, or in the hands of a program. */
  private static final Pattern REMOTE =
      Pattern.compile(
          "nfs.*|cifs|smb.*|afs|9p|ceph|lustre|glusterfs|gpfs|beegfs|fuse.*|virtiofs",
          Pattern.CASE_INSENSITIVE);

  private final Mmap mmap;
  private final long maxMapping;

  /** What was found out for {@link Mmap#AUTO}: asking goes through the table of mounts. */
  private final Map<Path, Boolean> mappedByDirectory = new ConcurrentHashMap<>();

  public LocalStorage(Mmap mmap) {
    this(mmap, MAX_MAPPING);
  }

  LocalStorage(Mmap mmap, long maxMapping) {
    this.mmap = mmap;
    this.maxMapping = maxMapping;
  }

  @Override
  public String normalForm(String path) {
    return LocalPaths.parse(path).toString();
  }

  @Override
  public Optional<FileStatus> status(String path) {
    Path local = LocalPaths.parse(path);
    try {
      return Optional.of(status(local, Files.readAttributes(local, BasicFileAttributes.class)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (isBelowFile(local)) {
        return Optional.empty();
      }
      throw failure("look at", local, e);
    } catch (IOException e) {
      throw failure("look at", local, e);
    }
  }

  @Override
  public List<FileStatus> list(String directory) {
    Path local = LocalPaths.parse(directory);
    List<FileStatus> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(local)) {
      for (Path entry : entries) {
        addEntry(entry, found);
      }
    } catch (DirectoryIteratorException e) {
      throw failure("list", local, e.getCause());
    } catch (IOException e) {
      throw failure("list", local, e);
    }
    found.sort(Comparator.comparing(FileStatus::path));
    return found;
  }

  private static void addEntry(Path entry, List<FileStatus> found) throws IOException {
    try {
      found.add(status(entry, Files.readAttributes(entry, BasicFileAttributes.class)));
    } catch (NoSuchFileException e) {
      // a file that was deleted meanwhile is none; a link to nothing is one, and an error if it is
      // to be read
      if (Files.isSymbolicLink(entry)) {
        found.add(new FileStatus(entry.toString(), 0, -1, false));
      }
    }
  }

  @Override
  public InputFile open(FileStatus expected) {
    Path local = LocalPaths.parse(expected.path());
    FileStatus now;
    try {
      BasicFileAttributes attributes = Files.readAttributes(local, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new StorageException(
            "cannot read "
                + local
                + ": it is "
                + (attributes.isDirectory() ? "a directory" : "no regular file"));
      }
      now = status(local, attributes);
    } catch (IOException e) {
      throw failure("open", local, e);
    }
    if (now.length() != expected.length()
        || (expected.modifiedMillis() >= 0 && now.modifiedMillis() != expected.modifiedMillis())) {
      throw new StorageException(
          "file "
              + local
              + " has changed since it was planned: expected "
              + describe(expected)
              + ", found "
              + describe(now)
              + ". Run the query again; files that are read must not be overwritten meanwhile.");
    }
    try {
      boolean mapped = isMapped(local);
      return new LocalInputFile(
          local.toString(),
          now.length(),
          FileChannel.open(local, StandardOpenOption.READ),
          mapped ? maxMapping : 0);
    } catch (IOException e) {
      throw failure("open", local, e);
    }
  }

  private boolean isMapped(Path file) {
    return switch (mmap) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> mappedByDirectory.computeIfAbsent(file.getParent(), LocalStorage::isOnLocalDisk);
    };
  }

  private static boolean isOnLocalDisk(Path directory) {
    try {
      return !REMOTE.matcher(Files.getFileStore(directory).type()).matches();
    } catch (IOException e) {
      // the table of mounts is not complete in every container; reading is always possible
      return false;
    }
  }

  @Override
  public void close() {}

  private static FileStatus status(Path path, BasicFileAttributes attributes) {
    boolean directory = attributes.isDirectory();
    return new FileStatus(
        path.toString(),
        directory ? 0 : attributes.size(),
        attributes.lastModifiedTime().toMillis(),
        directory);
  }

  private static String describe(FileStatus status) {
    return status.length()
        + " bytes"
        + (status.modifiedMillis() < 0
            ? ""
            : ", modified " + Instant.ofEpochMilli(status.modifiedMillis()));
  }

  /**
   * Whether the path leads through a file, as in {@code data.parquet/x}: then there is nothing,
   * which is no failure.
   */
  private static boolean isBelowFile(Path path) {
    for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
      if (Files.exists(parent)) {
        return !Files.isDirectory(parent);
      }
    }
    return false;
  }

  private static StorageException failure(String action, Path path, IOException e) {
    String reason;
    if (e instanceof NoSuchFileException) {
      reason = "it does not exist";
    } else if (e instanceof AccessDeniedException) {
      reason = "permission denied for user '" + System.getProperty("user.name") + "'";
    } else if (e instanceof NotDirectoryException) {
      reason = "it is not a directory";
    } else if (e instanceof FileSystemException f && f.getReason() != null) {
      reason = f.getReason();
    } else {
      reason = String.valueOf(e.getMessage());
    }
    return new StorageException("cannot " + action + " " + path + ": " + reason, e);
  }
}
