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
package dev.adaptive.e2e.jar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;

/**
 * Does on paper what the JVM does late: resolves each reference in the byte code of a jar against a
 * class path. Finds what only fails when the line is reached: a method that another engine version
 * does not have or gives another return type, a class that has become an interface, an abstract
 * method that nobody implements.
 */
final class LinkChecker implements AutoCloseable {
  /** The JVM accepts any descriptor on their methods. */
  private static final Set<String> SIGNATURE_POLYMORPHIC =
      Set.of("java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle");

  private final URLClassLoader classPath;
  private final Map<String, Optional<ClassFile>> known = new HashMap<>();
  private final Set<String> problems = new TreeSet<>();

  /**
   * @param classPath in the order of the engine's JVM. Classes are read, never loaded.
   */
  LinkChecker(List<Path> classPath) {
    URL[] urls = classPath.stream().map(LinkChecker::url).toArray(URL[]::new);
    this.classPath = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  /** Returns one line for each reference that leads nowhere. */
  Set<String> check(Iterable<ClassFile> classes) {
    problems.clear();
    for (ClassFile c : classes) {
      check(c);
    }
    return Set.copyOf(problems);
  }

  private void check(ClassFile c) {
    if (c.superName() != null) {
      requireType(c, c.superName());
    }
    c.interfaces().forEach(i -> requireType(c, i));
    c.types().forEach(t -> requireType(c, t));
    c.references().forEach(r -> requireMember(c, r));
    if (!c.isAbstract()) {
      requireImplementations(c);
    }
  }

  private void requireType(ClassFile from, String type) {
    if (find(type).isEmpty()) {
      problems.add(from.name() + ": no class " + type);
    }
  }

  private void requireMember(ClassFile from, ClassFile.Reference reference) {
    String owner = reference.owner();
    if (owner.startsWith("[") || SIGNATURE_POLYMORPHIC.contains(owner)) {
      return;
    }
    Optional<ClassFile> target = find(owner);
    if (target.isEmpty()) {
      problems.add(from.name() + ": no class " + owner);
    } else if (reference.onInterface() != null
        && reference.onInterface() != target.get().isInterface()) {
      problems.add(
          from.name()
              + ": "
              + owner
              + (reference.onInterface() ? " is not an interface" : " is an interface"));
    } else if (lineage(target.get()).stream()
        .noneMatch(c -> c.members().containsKey(reference.member()))) {
      problems.add(from.name() + ": no " + owner + "." + reference.member());
    }
  }

  private void requireImplementations(ClassFile c) {
    List<ClassFile> lineage = lineage(c);
    for (ClassFile declaring : lineage) {
      declaring
          .members()
          .forEach(
              (member, flags) -> {
                boolean isAbstract = (flags & Opcodes.ACC_ABSTRACT) != 0;
                if (isAbstract && lineage.stream().noneMatch(s -> implementsIt(s, member))) {
                  problems.add(
                      c.name() + ": does not implement " + declaring.name() + "." + member);
                }
              });
    }
  }

  private static boolean implementsIt(ClassFile c, String member) {
    Integer flags = c.members().get(member);
    return flags != null && (flags & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC)) == 0;
  }

  /**
   * The class, its superclasses and all their interfaces; those that are missing have been reported
   * by their users.
   */
  private List<ClassFile> lineage(ClassFile c) {
    List<ClassFile> result = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    collect(c, result, seen);
    if (c.isInterface()) {
      find("java/lang/Object").ifPresent(o -> collect(o, result, seen));
    }
    return result;
  }

  private void collect(ClassFile c, List<ClassFile> into, Set<String> seen) {
    if (!seen.add(c.name())) {
      return;
    }
    into.add(c);
    if (c.superName() != null) {
      find(c.superName()).ifPresent(s -> collect(s, into, seen));
    }
    for (String i : c.interfaces()) {
      find(i).ifPresent(f -> collect(f, into, seen));
    }
  }

  private Optional<ClassFile> find(String internalName) {
    Optional<ClassFile> found = known.get(internalName);
    if (found == null) {
      found = load(internalName);
      known.put(internalName, found);
    }
    return found;
  }

  private Optional<ClassFile> load(String internalName) {
    try (InputStream in = classPath.getResourceAsStream(internalName + ".class")) {
      return in == null ? Optional.empty() : Optional.of(ClassFile.read(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(internalName, e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a class path entry: " + path, e);
    }
  }

  @Override
  public void close() throws IOException {
    classPath.close();
  }
}
