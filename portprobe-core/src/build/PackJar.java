import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
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
import org.objectweb.asm.commons.ClassRemapper;

/**
 * Rewrites a jar that the shade plugin put together, so that it brings its libraries along in its
 * own packages, and so that a JVM needs less memory and processor time for its first probe. The
 * order and the dates of the entries stay, so that two builds give the same bytes.
 *
 * <ul>
 *   <li>Libraries move to other packages: see {@link Libraries}. Classes of libraries that no class
 *       refers to, directly or through others, are left out. The shade plugin can do both, but
 *       reads the classes of all libraries twice for it, which takes seconds of each build.
 *   <li>All classes lose the tables of local variables. Names of files, numbers of lines and names
 *       of parameters stay.
 *   <li>Large classes of the first probe are stored without compression. The JDK allocates a buffer
 *       of the size of a class to inflate it.
 *   <li>Lambdas in classes of the first probe become classes of the jar. The JVM would generate
 *       each of them at run time, which takes longer than to load it.
 *   <li>Classes of Netty load their native libraries by {@code NativeLibrary} of portprobe.
 * </ul>
 *
 * <p>usage: {@code PackJar [--move=RULE] [--keep=GLOB] [--first=LIST] [--unused] [--variables]
 * JAR}.
 *
 * <ul>
 *   <li>{@code --move}, {@code --keep}: see {@link Libraries#move} and {@link Libraries#keep}
 *   <li>{@code --first}: a file with the names of the classes that a first probe loads
 *   <li>{@code --unused}: classes of libraries stay, also if no class refers to them
 *   <li>{@code --variables}: the tables of local variables stay
 * </ul>
 */
final class PackJar {
  /** Bytes of a class. Smaller ones save little memory for the room they take in the jar. */
  private static final int LARGE = 7_000;

  /** The first version of class files with nests, which let classes use each other's privates. */
  private static final int WITH_NESTS = 55;

  private static final String SERVICES = "META-INF/services/";
  private static final String SHADED = "io/portprobe/shaded/io/netty/";
  private static final String NETTY_LOADER = SHADED + "util/internal/NativeLibraryLoader";
  private static final String LOADER = "io/portprobe/internal/util/NativeLibrary";

  private final Libraries libraries;
  private final Set<String> first;
  private final boolean withUnused;
  private final boolean withVariables;
  private final Map<String, List<String>> nestMembers = new HashMap<>();
  private int loaders; // replaced calls of Netty's loader

  private PackJar(
      Libraries libraries, Set<String> first, boolean withUnused, boolean withVariables) {
    this.libraries = libraries;
    this.first = first;
    this.withUnused = withUnused;
    this.withVariables = withVariables;
  }

  public static void main(String[] args) throws IOException {
    Libraries libraries = new Libraries();
    Set<String> first = Set.of();
    Set<String> options = new HashSet<>();
    for (String arg : List.of(args).subList(0, args.length - 1)) {
      String[] parts = arg.split("=", 2);
      switch (parts[0]) {
        case "--move" -> libraries.move(parts[1]);
        case "--keep" -> libraries.keep(parts[1]);
        case "--first" -> first = Set.copyOf(Files.readAllLines(Path.of(parts[1])));
        case "--unused", "--variables" -> options.add(arg);
        default -> throw new IllegalArgumentException(arg + ": no option");
      }
    }
    Path jar = Path.of(args[args.length - 1]);
    new PackJar(libraries, first, options.contains("--unused"), options.contains("--variables"))
        .pack(jar);
  }

  private void pack(Path jar) throws IOException {
    List<Entry> entries = read(jar);
    Set<String> found = new HashSet<>();
    entries.forEach(entry -> found.add(withoutSuffix(entry.name())));
    for (String name : first) {
      if (!found.contains(name)) {
        System.err.println("not in the jar, but in the list of the first probe: " + name);
      }
    }
    if (first.contains(LOADER) && loaders == 0) {
      throw new IllegalStateException(jar + ": no call of " + NETTY_LOADER + ".load");
    }
    Path packed = jar.resolveSibling(jar.getFileName() + ".packed");
    write(entries, packed);
    Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** An entry of the new jar. */
  private record Entry(String name, byte[] content, ZipEntry original, boolean ofFirstProbe) {}

  private List<Entry> read(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> all = Collections.list(zip.entries());
      Map<String, List<Entry>> classes = rewriteClasses(zip, all);
      List<Entry> entries = new ArrayList<>();
      Set<String> folders = new HashSet<>();
      for (ZipEntry entry : all) {
        String name = entry.getName();
        if (isClass(name)) {
          for (Entry rewritten : classes.getOrDefault(name, List.of())) {
            addFolders(rewritten.name(), entry, folders, entries);
            entries.add(rewritten);
          }
        } else if (!entry.isDirectory()) {
          byte[] content = zip.getInputStream(entry).readAllBytes();
          addFolders(libraries.path(name), entry, folders, entries);
          entries.add(resource(name, content, entry));
        }
      }
      return entries;
    }
  }

  /** Adds the folders of an entry that are missing. */
  private static void addFolders(
      String name, ZipEntry original, Set<String> folders, List<Entry> entries) {
    for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
      String folder = name.substring(0, end + 1);
      if (folders.add(folder)) {
        entries.add(new Entry(folder, new byte[0], original, false));
      }
    }
  }

  private Entry resource(String name, byte[] content, ZipEntry entry) {
    if (!name.startsWith(SERVICES)) {
      return new Entry(libraries.path(name), content, entry, false);
    }
    String service = libraries.text(name.substring(SERVICES.length()));
    String text = new String(content, StandardCharsets.UTF_8);
    String moved = text.lines().map(line -> libraries.text(line) + "\n").collect(joining());
    return new Entry(SERVICES + service, moved.getBytes(StandardCharsets.UTF_8), entry, false);
  }

  /**
   * Returns the new entries for each class that stays, by the name of its entry: the class, and the
   * classes in place of its lambdas.
   */
  private Map<String, List<Entry>> rewriteClasses(ZipFile zip, List<? extends ZipEntry> all)
      throws IOException {
    Map<String, List<Entry>> classes = new HashMap<>();
    Deque<String> used = new ArrayDeque<>();
    for (ZipEntry entry : all) {
      String name = entry.getName();
      if (isClass(name) && (withUnused || !libraries.has(name) || libraries.keeps(name))) {
        used.add(name);
      }
    }
    while (!used.isEmpty()) {
      String name = used.remove();
      if (!classes.containsKey(name)) {
        Set<String> references = new HashSet<>();
        classes.put(name, rewriteClass(zip, name, references));
        for (String reference : references) {
          String entry = reference + ".class";
          if (libraries.has(entry) && !classes.containsKey(entry) && zip.getEntry(entry) != null) {
            used.add(entry);
          }
        }
      }
    }
    return classes;
  }

  private List<Entry> rewriteClass(ZipFile zip, String name, Set<String> references)
      throws IOException {
    ZipEntry entry = zip.getEntry(name);
    byte[] content = zip.getInputStream(entry).readAllBytes();
    String moved = libraries.path(name);
    boolean isFirst = first.contains(withoutSuffix(moved));
    List<Entry> lambdas = new ArrayList<>();
    byte[] rewritten = rewrite(content, isFirst, entry, lambdas, references);
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(moved, rewritten, entry, isFirst));
    entries.addAll(lambdas);
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
   * @param references receives the names of the types that it names, before the move
   */
  private byte[] rewrite(
      byte[] content,
      boolean isFirst,
      ZipEntry entry,
      List<Entry> lambdas,
      Set<String> references) {
    ClassReader reader = new ClassReader(content);
    ClassWriter writer = new ClassWriter(0);
    boolean hasNest = reader.readUnsignedShort(6) >= WITH_NESTS;
    String className = libraries.path(reader.getClassName());
    ClassVisitor rewriting =
        new ClassVisitor(Opcodes.ASM9, writer) {
          private String source;
          private String nestHost = className;

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
                if (withVariables) {
                  super.visitLocalVariable(name, type, generic, start, end, index);
                }
              }

              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String method, String type, boolean ofInterface) {
                boolean loads = owner.equals(NETTY_LOADER) && method.equals("load");
                boolean isReplaced = loads && className.startsWith(SHADED);
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
                String lambda = className + "$$Lambda$" + lambdas.size();
                byte[] bytes =
                    new LambdaClass(lambda, method, factory, arguments).write(nestHost, source);
                lambdas.add(new Entry(lambda + ".class", bytes, entry, true));
                nestMembers.computeIfAbsent(nestHost, host -> new ArrayList<>()).add(lambda);
                super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, lambda, LambdaClass.FACTORY, factory, false);
              }
            };
          }
        };
    Libraries.Names names = libraries.names(references);
    reader.accept(new ClassRemapper(rewriting, names), 0);
    return withVariables && !names.hasMoved() ? content : writer.toByteArray();
  }

  private static boolean isClass(String entry) {
    return entry.endsWith(".class") && !entry.endsWith("module-info.class");
  }

  private static String withoutSuffix(String entry) {
    return entry.endsWith(".class")
        ? entry.substring(0, entry.length() - ".class".length())
        : entry;
  }
}
