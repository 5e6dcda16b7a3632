import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class for a lambda or a method reference, as {@code LambdaMetafactory} generates it at run
 * time: a field for each captured value, and a method that calls the method of the lambda.
 */
final class LambdaClass {
  /** The static method that returns an instance. Its parameters are the captured values. */
  static final String FACTORY = "of";

  private final String name;
  private final String method;
  private final String factory;
  private final Type[] captured;
  private final Type erased;
  private final Handle target;
  private final Type instantiated;

  LambdaClass(
      String name, String method, String factory, Type erased, Handle target, Type instantiated) {
    this.name = name;
    this.method = method;
    this.factory = factory;
    this.captured = Type.getArgumentTypes(factory);
    this.erased = erased;
    this.target = target;
    this.instantiated = instantiated;
  }

  /** Whether it is a lambda that is not serializable and has no further interfaces. */
  static boolean canReplace(Handle bootstrap) {
    return bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
        && bootstrap.getName().equals("metafactory");
  }

  /**
   * Writes the class.
   *
   * @param nestHost the host of its nest; null if it is the only member
   * @param source the name of the source file
   */
  byte[] write(String nestHost, String source) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String type = Type.getReturnType(factory).getInternalName();
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        new String[] {type});
    writer.visitSource(source, null);
    if (nestHost != null) {
      writer.visitNestHost(nestHost);
    }
    for (int i = 0; i < captured.length; i++) {
      int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
      writer.visitField(access, "c" + i, captured[i].getDescriptor(), null, null).visitEnd();
    }
    writeConstructor(writer.visitMethod(Opcodes.ACC_PRIVATE, "<init>", constructor(), null, null));
    if (captured.length == 0) {
      writeInstance(writer);
    }
    writeFactory(writer.visitMethod(Opcodes.ACC_STATIC, FACTORY, factory, null, null));
    writeCall(writer.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null));
    writer.visitEnd();
    return writer.toByteArray();
  }

  private String constructor() {
    return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
  }

  private void writeConstructor(MethodVisitor code) {
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    int local = 1;
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), local);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, "c" + i, captured[i].getDescriptor());
      local += captured[i].getSize();
    }
    end(code, Opcodes.RETURN);
  }

  /** Writes the only instance of a lambda that captures nothing. */
  private void writeInstance(ClassWriter writer) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    writer.visitField(access, "INSTANCE", 'L' + name + ';', null, null).visitEnd();
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructor(), false);
    code.visitFieldInsn(Opcodes.PUTSTATIC, name, "INSTANCE", 'L' + name + ';');
    end(code, Opcodes.RETURN);
  }

  private void writeFactory(MethodVisitor code) {
    code.visitCode();
    if (captured.length == 0) {
      code.visitFieldInsn(Opcodes.GETSTATIC, name, "INSTANCE", 'L' + name + ';');
    } else {
      code.visitTypeInsn(Opcodes.NEW, name);
      code.visitInsn(Opcodes.DUP);
      int local = 0;
      for (Type type : captured) {
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
        local += type.getSize();
      }
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructor(), false);
    }
    end(code, Opcodes.ARETURN);
  }

  private void writeCall(MethodVisitor code) {
    code.visitCode();
    boolean creates = target.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    Type owner = Type.getObjectType(target.getOwner());
    List<Type> expected = new ArrayList<>();
    if (creates) {
      code.visitTypeInsn(Opcodes.NEW, target.getOwner());
      code.visitInsn(Opcodes.DUP);
    } else if (target.getTag() != Opcodes.H_INVOKESTATIC) {
      expected.add(owner);
    }
    expected.addAll(List.of(Type.getArgumentTypes(target.getDesc())));
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, "c" + i, captured[i].getDescriptor());
    }
    Type[] given = erased.getArgumentTypes();
    int local = 1;
    for (int i = 0; i < given.length; i++) {
      code.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), local);
      Type needed = expected.get(captured.length + i);
      convert(code, given[i], instantiated.getArgumentTypes()[i], needed);
      local += given[i].getSize();
    }
    code.visitMethodInsn(
        opcode(), target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
    Type result = creates ? owner : Type.getReturnType(target.getDesc());
    Type returned = erased.getReturnType();
    if (returned.getSort() != Type.VOID) {
      convert(code, result, result, returned);
    } // else the JVM discards what is on the stack
    end(code, returned.getOpcode(Opcodes.IRETURN));
  }

  private int opcode() {
    return switch (target.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      default -> target.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
    };
  }

  /**
   * Casts, boxes or unboxes the value on the stack.
   *
   * @param from its type for the verifier
   * @param actual its type in the source code
   */
  private void convert(MethodVisitor code, Type from, Type actual, Type to) {
    if (isPrimitive(from) && isPrimitive(to)) {
      check(from.equals(to), from, to);
    } else if (isPrimitive(from)) {
      String box = box(from);
      String descriptor = Type.getMethodDescriptor(Type.getObjectType(box), from);
      code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false);
    } else if (isPrimitive(to)) {
      String box = box(to);
      check(actual.getInternalName().equals(box), actual, to);
      code.visitTypeInsn(Opcodes.CHECKCAST, box);
      String unbox = to.getClassName() + "Value";
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, unbox, "()" + to.getDescriptor(), false);
    } else if (!from.equals(to) && !to.getInternalName().equals("java/lang/Object")) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }

  private void check(boolean isSupported, Type from, Type to) {
    if (!isSupported) {
      throw new IllegalArgumentException(
          name + ": no conversion from " + from + " to " + to + " (write an explicit lambda)");
    }
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  private static String box(Type primitive) {
    return switch (primitive.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.CHAR -> "java/lang/Character";
      case Type.BYTE -> "java/lang/Byte";
      case Type.SHORT -> "java/lang/Short";
      case Type.FLOAT -> "java/lang/Float";
      case Type.INT -> "java/lang/Integer";
      case Type.LONG -> "java/lang/Long";
      case Type.DOUBLE -> "java/lang/Double";
      default -> throw new IllegalArgumentException("no box: " + primitive);
    };
  }

  private static void end(MethodVisitor code, int instruction) {
    code.visitInsn(instruction);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
