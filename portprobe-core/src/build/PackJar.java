import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

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
 *   <li>Some calls in classes of Netty are replaced: see {@link NettyCalls}.
 * </ul>
 *
 * <p>usage: {@code PackJar JAR [LIST]}. LIST is a file with the names of the classes that a first
 * probe loads, in this order. The jar gets this list too, for {@code ClassLoading} of portprobe.
 */
final class PackJar {
  /** Bytes of a class. Smaller ones save little memory for the room they take in the jar. */
  private static final int LARGE = 7_000;

  private static final String LIST = "io/portprobe/internal/client/first-probe.txt";
  private static final String LIST_READER = "io/portprobe/internal/client/ClassLoading.class";

  private final Set<String> first;
  private final Map<String, List<String>> nestMembers = new HashMap<>();
  private final Set<String> found = new HashSet<>();
  private final NettyCalls nettyCalls = new NettyCalls();

  private PackJar(Set<String> first) {
    this.first = first;
  }

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    List<String> first = args.length == 1 ? List.of() : Files.readAllLines(Path.of(args[1]));
    PackJar packing = new PackJar(Set.copyOf(first));
    List<Entry> entries = packing.read(jar);
    for (String name : first) {
      if (!packing.found.contains(name)) {
        System.err.println(args[1] + ": not in the jar: " + name);
      }
    }
    entries.addAll(packing.list(first, entries));
    if (NettyCalls.areIn(packing.found)) {
      packing.nettyCalls.checkThatAllWereReplaced(jar);
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
        PackedClass packed = PackedClass.of(content, isFirst, nettyCalls);
        entries.add(new Entry(name, packed.content(), entry, isFirst));
        for (PackedClass.Lambda lambda : packed.lambdas()) {
          entries.add(new Entry(lambda.name() + ".class", lambda.content(), entry, true));
          if (packed.nestHost() != null) {
            nestMembers
                .computeIfAbsent(packed.nestHost(), host -> new ArrayList<>())
                .add(lambda.name());
          }
        }
        found.add(withoutSuffix(name));
      }
    }
    return entries;
  }

  /** Returns the list of the classes as an entry, or none in a jar without classes of the list. */
  private List<Entry> list(List<String> first, List<Entry> entries) {
    String names =
        first.stream()
            .filter(found::contains)
            .map(name -> name.replace('/', '.'))
            .collect(Collectors.joining("\n"));
    return entries.stream()
        .filter(entry -> entry.name().equals(LIST_READER))
        .map(Entry::original)
        .map(reader -> new Entry(LIST, names.getBytes(StandardCharsets.US_ASCII), reader, false))
        .toList();
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

  private static String withoutSuffix(String entry) {
    return entry.endsWith(".class")
        ? entry.substring(0, entry.length() - ".class".length())
        : entry;
  }
}
