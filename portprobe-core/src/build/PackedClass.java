import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Rewrites one class for the packed jar, and makes the classes of its lambdas. */
final class PackedClass extends ClassVisitor {
  /** The first version of class files with nests, which let classes use each other's privates. */
  private static final int WITH_NESTS = 55;

  /** A class that was made for a lambda. */
  record Lambda(String name, byte[] content) {}

  private final String name;
  private final boolean hasNest;
  private final boolean replacesLambdas;
  private final NettyCalls nettyCalls;
  private final ClassWriter writer;
  private final List<Lambda> lambdas = new ArrayList<>();
  private String source;
  private String nestHost;

  private PackedClass(ClassReader reader, boolean replacesLambdas, NettyCalls calls) {
    super(Opcodes.ASM9, new ClassWriter(0));
    this.writer = (ClassWriter) cv;
    this.name = reader.getClassName();
    this.nestHost = name;
    this.hasNest = reader.readUnsignedShort(6) >= WITH_NESTS;
    this.replacesLambdas = replacesLambdas;
    this.nettyCalls = calls;
  }

  /**
   * Rewrites a class.
   *
   * @param content the class file
   * @param replacesLambdas whether lambdas become classes
   * @param calls counts the calls of Netty that are replaced
   */
  static PackedClass of(byte[] content, boolean replacesLambdas, NettyCalls calls) {
    ClassReader reader = new ClassReader(content);
    PackedClass packed = new PackedClass(reader, replacesLambdas, calls);
    reader.accept(packed, 0);
    return packed;
  }

  /** Returns the class file. */
  byte[] content() {
    return writer.toByteArray();
  }

  /** Returns the classes of the lambdas. */
  List<Lambda> lambdas() {
    return lambdas;
  }

  /** Returns the class whose attribute lists the classes of the lambdas, or null. */
  String nestHost() {
    return hasNest ? nestHost : null;
  }

  @Override
  public void visitSource(String file, String debug) {
    source = file;
    super.visitSource(file, debug);
  }

  @Override
  public void visitNestHost(String host) {
    nestHost = host;
    super.visitNestHost(host);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    boolean opened = replacesLambdas && !hasNest && isLambdaBody(method);
    return new Code(
        super.visitMethod(
            opened ? access & ~Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC : access,
            method,
            opened && (access & Opcodes.ACC_STATIC) == 0 ? withReceiver(descriptor) : descriptor,
            signature,
            exceptions));
  }

  /**
   * Returns whether the compiler made a method for a lambda. Another class can call it only in a
   * nest. In a class without one, the method is made static, so that no subclass overrides it, and
   * visible in its package.
   */
  private static boolean isLambdaBody(String method) {
    return method.startsWith("lambda$");
  }

  private String withReceiver(String descriptor) {
    return "(L" + name + ';' + descriptor.substring(1);
  }

  /**
   * Returns the method that the class of a lambda calls, or null if it cannot call it.
   *
   * @param target the method of the lambda
   */
  private Handle callable(Handle target) {
    if (hasNest) {
      return target;
    }
    if (!target.getOwner().equals(name) || !isLambdaBody(target.getName())) {
      return null;
    }
    String descriptor = target.getDesc();
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        name,
        target.getName(),
        target.getTag() == Opcodes.H_INVOKESTATIC ? descriptor : withReceiver(descriptor),
        target.isInterface());
  }

  private String addLambda(String method, String factory, Handle target, Object[] arguments) {
    String lambda = name + "$$Lambda$" + lambdas.size();
    Type erased = (Type) arguments[0];
    Type instantiated = (Type) arguments[2];
    LambdaClass made = new LambdaClass(lambda, method, factory, erased, target, instantiated);
    lambdas.add(new Lambda(lambda, made.write(nestHost(), source)));
    return lambda;
  }

  /** The instructions of a method. */
  private final class Code extends MethodVisitor {
    private Code(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitLocalVariable(
        String variable, String type, String generic, Label start, Label end, int index) {
      // left out
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String method, String type, boolean ofInterface) {
      if (!nettyCalls.replace(name, owner, method, type, mv)) {
        super.visitMethodInsn(opcode, owner, method, type, ofInterface);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String method, String factory, Handle bootstrap, Object... arguments) {
      boolean isLambda = LambdaClass.canReplace(bootstrap);
      Handle target = replacesLambdas && isLambda ? callable((Handle) arguments[1]) : null;
      if (target != null) {
        String lambda = addLambda(method, factory, target, arguments);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, lambda, LambdaClass.FACTORY, factory, false);
        return;
      }
      if (replacesLambdas && !hasNest && isLambdaBody(nameOfTarget(arguments))) {
        throw new IllegalArgumentException(name + "." + method + ": no class for this lambda");
      }
      super.visitInvokeDynamicInsn(method, factory, bootstrap, arguments);
    }

    private static String nameOfTarget(Object[] arguments) {
      boolean hasTarget = arguments.length > 1 && arguments[1] instanceof Handle;
      return hasTarget ? ((Handle) arguments[1]).getName() : "";
    }
  }
}
