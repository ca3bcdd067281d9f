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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What a class file declares and what it refers to, by internal names.
 *
 * @param members access flags by name and descriptor, as in {@code length()I} and {@code size:J}
 * @param references members of other classes that its code uses
 * @param types classes that must exist for its code to run
 */
record ClassFile(
    String name,
    int access,
    String superName,
    List<String> interfaces,
    Map<String, Integer> members,
    Set<Reference> references,
    Set<String> types) {

  /** A use of a member; {@code onInterface} is null where the instruction does not say. */
  record Reference(String owner, String member, Boolean onInterface) {}

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  static ClassFile read(byte[] bytes) {
    Collector collector = new Collector();
    new ClassReader(bytes).accept(collector, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new ClassFile(
        collector.name,
        collector.access,
        collector.superName,
        collector.interfaces,
        collector.members,
        collector.references,
        collector.types);
  }

  private static final class Collector extends ClassVisitor {
    private final Map<String, Integer> members = new TreeMap<>();
    private final Set<Reference> references = new LinkedHashSet<>();
    private final Set<String> types = new LinkedHashSet<>();
    private String name;
    private int access;
    private String superName;
    private List<String> interfaces;

    Collector() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version, int flags, String n, String signature, String parent, String[] implemented) {
      name = n;
      access = flags;
      superName = parent;
      interfaces = List.of(implemented);
    }

    @Override
    public FieldVisitor visitField(int flags, String n, String descriptor, String s, Object value) {
      members.put(n + ":" + descriptor, flags);
      type(Type.getType(descriptor));
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int flags, String n, String descriptor, String signature, String[] exceptions) {
      members.put(n + descriptor, flags);
      // Serialisation and dependency injection list a class's methods, which loads these types.
      type(Type.getMethodType(descriptor));
      return new Code();
    }

    private void type(Type type) {
      switch (type.getSort()) {
        case Type.OBJECT -> types.add(type.getInternalName());
        case Type.ARRAY -> type(type.getElementType());
        case Type.METHOD -> {
          type(type.getReturnType());
          for (Type argument : type.getArgumentTypes()) {
            type(argument);
          }
        }
        default -> {
          // primitives are always there
        }
      }
    }

    private void constant(Object value) {
      if (value instanceof Type type) {
        type(type);
      } else if (value instanceof Handle handle) {
        boolean field = handle.getTag() <= Opcodes.H_PUTSTATIC;
        references.add(
            new Reference(
                handle.getOwner(),
                handle.getName() + (field ? ":" : "") + handle.getDesc(),
                handle.isInterface()));
      } else if (value instanceof ConstantDynamic dynamic) {
        constant(dynamic.getBootstrapMethod());
        for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
          constant(dynamic.getBootstrapMethodArgument(i));
        }
      }
    }

    private final class Code extends MethodVisitor {
      Code() {
        super(Opcodes.ASM9);
      }

      @Override
      public void visitMethodInsn(int op, String owner, String n, String desc, boolean itf) {
        references.add(new Reference(owner, n + desc, itf));
      }

      @Override
      public void visitFieldInsn(int op, String owner, String n, String desc) {
        references.add(new Reference(owner, n + ":" + desc, null));
      }

      @Override
      public void visitTypeInsn(int op, String internalName) {
        type(Type.getObjectType(internalName));
      }

      @Override
      public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        type(Type.getType(descriptor));
      }

      @Override
      public void visitTryCatchBlock(Label start, Label end, Label handler, String caught) {
        if (caught != null) {
          types.add(caught);
        }
      }

      @Override
      public void visitLdcInsn(Object value) {
        constant(value);
      }

      @Override
      public void visitInvokeDynamicInsn(String n, String desc, Handle bootstrap, Object... args) {
        type(Type.getMethodType(desc));
        constant(bootstrap);
        for (Object argument : args) {
          constant(argument);
        }
      }
    }
  }
}
