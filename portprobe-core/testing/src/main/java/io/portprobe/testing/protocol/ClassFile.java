package io.portprobe.testing.protocol;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a class and what they call, read from its class file (The Java Virtual Machine
 * Specification, chapter 4). Names of classes are internal names, with slashes.
 *
 * @param superName null for {@code java/lang/Object}
 */
record ClassFile(
    String name, @Nullable String superName, List<String> interfaces, List<Method> methods) {
  private static final int ACC_PRIVATE = 0x0002;
  private static final int ACC_STATIC = 0x0008;
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int METHOD_HANDLE = 15;

  /** A method by the class that an instruction names, its name and its descriptor. */
  record MethodRef(String owner, String name, String descriptor) {
    /** Returns the name as Java code has it. */
    String text() {
      return owner.replace('/', '.') + "." + name.replace("<init>", "new");
    }

    MethodRef of(String otherOwner) {
      return new MethodRef(otherOwner, name, descriptor);
    }
  }

  /**
   * A method.
   *
   * @param inherited whether a subclass can inherit or override it
   * @param calls the methods that it calls, or to which it creates a method handle
   * @param initialises the classes of which it uses static members or creates instances
   * @param creates the classes of which it creates instances
   */
  record Method(
      MethodRef ref,
      boolean inherited,
      List<MethodRef> calls,
      List<String> initialises,
      List<String> creates) {}

  /** Parses a class file. */
  static ClassFile parse(byte[] bytes) throws IOException {
    return new Parser(new DataInputStream(new ByteArrayInputStream(bytes))).parse();
  }

  private static final class Parser {
    private final DataInputStream in;
    private final Map<Integer, Object> constants = new HashMap<>();
    private final List<List<Integer>> bootstrapArguments = new ArrayList<>();

    Parser(DataInputStream in) {
      this.in = in;
    }

    /** A constant that consists of a tag and one or two numbers. */
    private record Reference(int tag, int first, int second) {}

    ClassFile parse() throws IOException {
      in.skipNBytes(8); // magic number and version
      readConstants();
      in.skipNBytes(2); // access flags
      String name = className(in.readUnsignedShort());
      int superClass = in.readUnsignedShort();
      List<String> interfaces = new ArrayList<>();
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        interfaces.add(className(in.readUnsignedShort()));
      }
      for (int n = in.readUnsignedShort(); n > 0; n--) { // fields
        in.skipNBytes(6);
        attributes();
      }
      List<Method> methods = new ArrayList<>();
      List<byte[]> codes = new ArrayList<>();
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        int access = in.readUnsignedShort();
        String method = utf8(in.readUnsignedShort());
        MethodRef ref = new MethodRef(name, method, utf8(in.readUnsignedShort()));
        boolean inherited = (access & (ACC_PRIVATE | ACC_STATIC)) == 0 && !method.startsWith("<");
        codes.add(attributes().getOrDefault("Code", new byte[0]));
        methods.add(
            new Method(ref, inherited, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
      }
      readBootstrapMethods(attributes().get("BootstrapMethods"));
      for (int i = 0; i < codes.size(); i++) {
        readCode(codes.get(i), methods.get(i));
      }
      String parent = superClass == 0 ? null : className(superClass);
      return new ClassFile(name, parent, interfaces, methods);
    }

    private void readConstants() throws IOException {
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case UTF8 -> constants.put(i, in.readUTF());
          case INTEGER, FLOAT -> in.skipNBytes(4);
          case LONG, DOUBLE -> {
            in.skipNBytes(8);
            i++; // takes two entries
          }
          case 7, 8, 16, 19, 20 -> constants.put(i, new Reference(tag, in.readUnsignedShort(), 0));
          case METHOD_HANDLE ->
              constants.put(i, new Reference(tag, in.readUnsignedByte(), in.readUnsignedShort()));
          case 9, 10, 11, 12, 17, 18 ->
              constants.put(i, new Reference(tag, in.readUnsignedShort(), in.readUnsignedShort()));
          default -> throw new IOException("constant pool tag: " + tag);
        }
      }
    }

    private Map<String, byte[]> attributes() throws IOException {
      Map<String, byte[]> attributes = new HashMap<>();
      for (int n = in.readUnsignedShort(); n > 0; n--) {
        String name = utf8(in.readUnsignedShort());
        attributes.put(name, in.readNBytes(in.readInt()));
      }
      return attributes;
    }

    private void readBootstrapMethods(byte @Nullable [] attribute) throws IOException {
      if (attribute == null) {
        return;
      }
      DataInputStream data = new DataInputStream(new ByteArrayInputStream(attribute));
      for (int n = data.readUnsignedShort(); n > 0; n--) {
        data.skipNBytes(2); // the bootstrap method
        List<Integer> arguments = new ArrayList<>();
        for (int k = data.readUnsignedShort(); k > 0; k--) {
          arguments.add(data.readUnsignedShort());
        }
        bootstrapArguments.add(arguments);
      }
    }

    private void readCode(byte[] attribute, Method method) {
      if (attribute.length == 0) {
        return;
      }
      int end =
          8 + (Bytecode.unsignedShort(attribute, 4) << 16 | Bytecode.unsignedShort(attribute, 6));
      for (int i = 8; i < end; i += Bytecode.length(attribute, i, i - 8)) {
        int opcode = attribute[i] & 0xff;
        if (!Bytecode.hasReference(opcode)) {
          continue;
        }
        int index = Bytecode.unsignedShort(attribute, i + 1);
        if (opcode == Bytecode.NEW) {
          method.initialises().add(className(index));
          method.creates().add(className(index));
        } else if (opcode == Bytecode.INVOKEDYNAMIC) {
          for (int argument : bootstrapArguments.get(reference(index).first())) {
            addHandle(argument, method);
          }
        } else {
          String owner = className(reference(index).first());
          if (opcode <= Bytecode.PUTSTATIC || opcode == Bytecode.INVOKESTATIC) {
            method.initialises().add(owner);
          }
          if (opcode > Bytecode.PUTSTATIC) {
            method.calls().add(methodRef(index));
          }
        }
      }
    }

    private void addHandle(int index, Method method) {
      if (constants.get(index) instanceof Reference handle && handle.tag() == METHOD_HANDLE) {
        int target = handle.second();
        String owner = className(reference(target).first());
        if (handle.first() >= 5) { // invokes a method, does not access a field
          method.calls().add(methodRef(target));
        }
        method.initialises().add(owner);
        if (handle.first() == 8) { // REF_newInvokeSpecial
          method.creates().add(owner);
        }
      }
    }

    private MethodRef methodRef(int index) {
      Reference nameAndType = reference(reference(index).second());
      return new MethodRef(
          className(reference(index).first()),
          utf8(nameAndType.first()),
          utf8(nameAndType.second()));
    }

    private Reference reference(int index) {
      return (Reference) Objects.requireNonNull(constants.get(index));
    }

    private String className(int index) {
      return utf8(reference(index).first());
    }

    private String utf8(int index) {
      return (String) Objects.requireNonNull(constants.get(index));
    }
  }
}
