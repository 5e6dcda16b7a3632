package io.portprobe.protocols;

import io.portprobe.protocols.ldap.Ldap;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of portprobe-protocols, from its folder or its jar, without those of the relocated
 * libraries. A test that needs only names and reflection gets them in a tenth of the time that
 * ArchUnit needs to read the code.
 */
final class MainClasses {
  private static final String SUFFIX = ".class";

  private MainClasses() {}

  /** Returns all classes, uninitialized, by name. */
  static List<Class<?>> all() {
    try {
      Path home = Path.of(Ldap.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(home)) {
        return below(home);
      }
      try (FileSystem jar = FileSystems.newFileSystem(home)) {
        return below(jar.getPath("/"));
      }
    } catch (IOException | URISyntaxException e) {
      throw new LinkageError("classes of portprobe-protocols: " + e, e);
    }
  }

  private static List<Class<?>> below(Path root) throws IOException {
    Path folder = root.resolve("io/portprobe/protocols");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.startsWith(folder.resolve("shaded")))
          .filter(file -> !file.startsWith(folder.resolve("testing"))) // of another module
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(SUFFIX) && !name.endsWith("-info.class"))
          .sorted()
          .<Class<?>>map(MainClasses::load)
          .toList();
    }
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
    try {
      return Class.forName(name, false, Ldap.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new LinkageError("class of " + file + ": " + e, e);
    }
  }
}
