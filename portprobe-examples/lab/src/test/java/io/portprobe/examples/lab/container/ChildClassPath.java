package io.portprobe.examples.lab.container;

import io.portprobe.ProbeClient;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The part of the class path of the tests that {@link ContainerProbes} needs, with a jar in place
 * of each folder: a JVM reads {@code META-INF/versions} of jars only, and needs a descriptor for
 * each class that it loads from a folder. A build on JDK 17 has no classes for JDK 22, so the
 * compiler of JDK 25 adds them.
 *
 * @param entries the jars
 * @param hasJava22 whether the build contains the classes for JDK 22 and later
 */
record ChildClassPath(List<Path> entries, boolean hasJava22) {
  private static final String JAVA22 =
      "META-INF/versions/22/io/portprobe/internal/io/RecvMsg.class";

  private static final Path SOURCE =
      Path.of("../../portprobe-core/src/main/java22/io/portprobe/internal/io/RecvMsg.java");

  /** Returns whether the build contains a descriptor of the module: an output of javac may not. */
  boolean hasModule() throws IOException {
    try (JarFile jar = new JarFile(entries.get(0).toFile())) {
      return jar.getEntry("module-info.class") != null;
    }
  }

  /**
   * Returns the options of a JVM with core on the module path. Netty is inside of the packed jar,
   * and otherwise on the class path.
   */
  List<String> modules() {
    List<Path> others = entries.subList(1, entries.size());
    return List.of(
        "--module-path=" + entries.get(0),
        "--add-reads=io.portprobe=ALL-UNNAMED",
        "--class-path=" + joined(others));
  }

  private static String joined(List<Path> entries) {
    return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
  }

  /** Creates the jars in a folder. */
  static ChildClassPath in(Path folder) throws Exception {
    Path core = Path.of(home(ProbeClient.class));
    Path tests = Path.of(home(ContainerProbes.class));
    List<Path> entries = new ArrayList<>();
    entries.add(
        Files.isDirectory(core) ? jar(withJava22(core, folder), folder.resolve("core.jar")) : core);
    entries.add(jar(tests, folder.resolve("tests.jar")));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = Path.of(entry).getFileName().toString();
      if (name.startsWith("netty-") || name.startsWith("jspecify-")) {
        entries.add(Path.of(entry));
      }
    }
    try (JarFile jar = new JarFile(entries.get(0).toFile())) {
      return new ChildClassPath(List.copyOf(entries), jar.getEntry(JAVA22) != null);
    }
  }

  /**
   * Returns a folder with the classes of core, those for JDK 22 included if there is a compiler.
   */
  private static Path withJava22(Path core, Path folder) throws Exception {
    Path compiler =
        ContainerRow.jdk(25).map(home -> home.resolve("bin/javac")).orElse(Path.of("none"));
    if (Files.exists(core.resolve(JAVA22)) || !Files.isExecutable(compiler)) {
      return core;
    }
    Path copy = folder.resolve("core");
    try (Stream<Path> files = Files.walk(core)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(core.relativize(file).toString()));
      }
    }
    Path versions = copy.resolve("META-INF/versions/22");
    int status =
        new ProcessBuilder(
                compiler.toString(),
                "--release",
                "22",
                "-d",
                versions.toString(),
                SOURCE.toAbsolutePath().toString())
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new AssertionError(compiler + ": exit code " + status);
    }
    return copy;
  }

  private static URI home(Class<?> type) throws URISyntaxException {
    return type.getProtectionDomain().getCodeSource().getLocation().toURI();
  }

  private static Path jar(Path folder, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        if (!name.equals("META-INF/MANIFEST.MF")) {
          entries.putNextEntry(new JarEntry(name));
          Files.copy(file, entries);
          entries.closeEntry();
        }
      }
    }
    return jar;
  }

  @Override
  public String toString() {
    return joined(entries);
  }
}
