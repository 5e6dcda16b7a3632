import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites a packed jar, so that a JVM needs less memory and processor time for its first probe.
 * Run by Maven after the libraries were relocated. The order, the dates and the names of the
 * entries stay, so that two builds give the same bytes.
 *
 * <ul>
 *   <li>All classes lose the tables of local variables. Names of files, numbers of lines and names
 *       of parameters stay.
 *   <li>Large classes of the first probe are stored without compression. The JDK allocates a buffer
 *       of the size of a class to inflate it.
 *   <li>Lambdas in classes of the first probe become classes of the jar. The JVM would generate
 *       each of them at run time, which takes longer than to load it.
 *   <li>Classes of Netty load their native libraries by {@code NativeLibrary} of portprobe.
 * </ul>
 *
 * <p>usage: {@code PackJar JAR [LIST]}. LIST is a file with the names of the classes that a first
 * probe loads.
 */
final class PackJar {
  /** Bytes of a class. Smaller ones save little memory for the room they take in the jar. */
  private static final int LARGE = 7_000;

  /** The first version of class files with nests, which let classes use each other's privates. */
  private static final int WITH_NESTS = 55;

  private static final String SHADED = "io/portprobe/shaded/io/netty/";
  private static final String NETTY_LOADER = SHADED + "util/internal/NativeLibraryLoader";
  private static final String LOADER = "io/portprobe/internal/util/NativeLibrary";

  private final Set<String> first;
  private final Map<String, List<String>> nestMembers = new HashMap<>();
  private final Set<String> found = new HashSet<>();
  private int loaders; // replaced calls of Netty's loader

  private PackJar(Set<String> first) {
    this.first = first;
  }

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Set<String> first =
        args.length == 1 ? Set.of() : Set.copyOf(Files.readAllLines(Path.of(args[1])));
    PackJar packing = new PackJar(first);
    List<Entry> entries = packing.read(jar);
    for (String name : first) {
      if (!packing.found.contains(name)) {
        System.err.println(args[1] + ": not in the jar: " + name);
      }
    }
    if (first.contains(LOADER) && packing.loaders == 0) {
      throw new IllegalStateException(jar + ": no call of " + NETTY_LOADER + ".load");
    }
    Path packed = jar.resolveSibling(jar.getFileName() + ".packed");
    packing.write(entries, packed);
    Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** An entry of the new jar. */
  private record Entry(String name, byte[] content, ZipEntry original, boolean ofFirstProbe) {}

  private List<Entry> read(Path jar) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] content = zip.getInputStream(entry).readAllBytes();
        String name = entry.getName();
        if (!name.endsWith(".class") || name.endsWith("module-info.class")) {
          entries.add(new Entry(name, content, entry, false));
          continue;
        }
        boolean isFirst = first.contains(withoutSuffix(name));
        List<Entry> lambdas = new ArrayList<>();
        entries.add(new Entry(name, rewrite(content, isFirst, entry, lambdas), entry, isFirst));
        entries.addAll(lambdas);
        found.add(withoutSuffix(name));
      }
    }
    return entries;
  }

  private void write(List<Entry> entries, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (Entry entry : entries) {
        List<String> members = nestMembers.getOrDefault(withoutSuffix(entry.name()), List.of());
        byte[] content = withNestMembers(entry.content(), members);
        ZipEntry header = new ZipEntry(entry.name());
        header.setTimeLocal(entry.original().getTimeLocal());
        header.setExtra(entry.original().getExtra());
        if (entry.ofFirstProbe() && content.length >= LARGE) {
          CRC32 checksum = new CRC32();
          checksum.update(content);
          header.setMethod(ZipEntry.STORED);
          header.setSize(content.length);
          header.setCrc(checksum.getValue());
        }
        zip.putNextEntry(header);
        zip.write(content);
        zip.closeEntry();
      }
    }
  }

  private static byte[] withNestMembers(byte[] content, List<String> members) {
    if (members.isEmpty()) {
      return content;
    }
    ClassReader reader = new ClassReader(content);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(writer, 0);
    members.forEach(writer::visitNestMember);
    return writer.toByteArray();
  }

  /**
   * Returns a class without local variables, and with classes in place of lambdas.
   *
   * @param lambdas receives the classes of the lambdas
   */
  private byte[] rewrite(byte[] content, boolean isFirst, ZipEntry entry, List<Entry> lambdas) {
    ClassReader reader = new ClassReader(content);
    ClassWriter writer = new ClassWriter(0);
    boolean hasNest = reader.readUnsignedShort(6) >= WITH_NESTS;
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          private String source;
          private String nestHost = reader.getClassName();

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
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
              @Override
              public void visitLocalVariable(
                  String name, String type, String generic, Label start, Label end, int index) {
                // left out
              }

              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String method, String type, boolean ofInterface) {
                boolean loads = owner.equals(NETTY_LOADER) && method.equals("load");
                boolean isReplaced = loads && reader.getClassName().startsWith(SHADED);
                loaders += isReplaced ? 1 : 0;
                super.visitMethodInsn(
                    opcode, isReplaced ? LOADER : owner, method, type, ofInterface);
              }

              @Override
              public void visitInvokeDynamicInsn(
                  String method, String factory, Handle bootstrap, Object... arguments) {
                if (!isFirst || !hasNest || !LambdaClass.canReplace(bootstrap)) {
                  super.visitInvokeDynamicInsn(method, factory, bootstrap, arguments);
                  return;
                }
                String lambda = reader.getClassName() + "$$Lambda$" + lambdas.size();
                byte[] bytes =
                    new LambdaClass(lambda, method, factory, arguments).write(nestHost, source);
                lambdas.add(new Entry(lambda + ".class", bytes, entry, true));
                nestMembers.computeIfAbsent(nestHost, host -> new ArrayList<>()).add(lambda);
                super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, lambda, LambdaClass.FACTORY, factory, false);
              }
            };
          }
        },
        0);
    return writer.toByteArray();
  }

  private static String withoutSuffix(String entry) {
    return entry.endsWith(".class")
        ? entry.substring(0, entry.length() - ".class".length())
        : entry;
  }
}
