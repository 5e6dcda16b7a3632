package io.portprobe.examples.portqry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the native library for epoll beside the archive of classes, in a folder that the
 * launcher adds to the library path of the JVM. Without it, each run copies the library from the
 * jar to a temporary file, whose random name initialises the security providers of Java.
 */
final class NativeLibrary {
  /** Set by the launcher for the training run: the folder. */
  static final String PROPERTY = "portqry.libraries";

  private NativeLibrary() {}

  /** Returns the resource for a value of {@code os.arch}, as Netty and the relocation name it. */
  static String resource(String architecture) {
    String name =
        switch (architecture) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "aarch_64";
          default -> architecture;
        };
    return "META-INF/native/libio_portprobe_shaded_netty_transport_native_epoll_" + name + ".so";
  }

  /**
   * Copies a file, which only this user can write. Another process may do so at the same time.
   *
   * @param folder the folder, which is created; null for no copy
   * @param resource the file on the class path; without it nothing is copied
   */
  static void copy(@Nullable String folder, String resource) throws IOException {
    try (InputStream library = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
      if (folder == null || library == null) {
        return;
      }
      Path target = Path.of(folder);
      Files.createDirectories(
          target,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      Path made = Files.createTempFile(target, "made", ".tmp");
      Files.write(made, library.readAllBytes());
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
      String name = resource.substring(resource.lastIndexOf('/') + 1);
      Files.move(made, target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
