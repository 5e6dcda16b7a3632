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
 * The classes of portprobe-protocols or of another module, from its folder or its jar, without
 * those of the relocated libraries. A test that needs only names and reflection gets them in a
 * tenth of the time that ArchUnit needs to read the code.
 */
final class MainClasses {
  private static final String SUFFIX = ".class";

  private MainClasses() {}

  /** Returns all classes of portprobe-protocols, uninitialized, by name. */
  static List<Class<?>> all() {
    return ofModule(Ldap.class, "io/portprobe/protocols").stream()
        .filter(type -> !type.getName().startsWith("io.portprobe.protocols.testing."))
        .toList();
  }

  /**
   * Returns all classes of a module, uninitialized, by name.
   *
   * @param one a class of the module
   * @param folder the folder of the package that has all others
   */
  static List<Class<?>> ofModule(Class<?> one, String folder) {
    try {
      Path home = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(home)) {
        return below(home, folder);
      }
      try (FileSystem jar = FileSystems.newFileSystem(home)) {
        return below(jar.getPath("/"), folder);
      }
    } catch (IOException | URISyntaxException e) {
      throw new LinkageError("classes of the module of " + one.getName() + ": " + e, e);
    }
  }

  private static List<Class<?>> below(Path root, String folder) throws IOException {
    Path top = root.resolve(folder);
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(file -> !file.startsWith(top.resolve("shaded")))
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
